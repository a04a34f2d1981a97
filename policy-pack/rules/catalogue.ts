import { rules as aks } from "./aks/controls";
import { rules as containerRegistry } from "./containerRegistry/controls";
import { rules as frontDoor } from "./frontDoor/controls";
import { rules as identity } from "./identity/controls";
import { rules as ingress } from "./ingress/controls";
import { rules as keyVault } from "./keyVault/controls";
import { rules as namespaces } from "./namespaces/controls";
import { rules as network } from "./network/controls";
import { rules as networkPolicies } from "./networkPolicies/controls";
import { rules as podSecurity } from "./podSecurity/controls";
import { rules as postgres } from "./postgres/controls";
import type { Rule } from "./rule";
import { rules as services } from "./services/controls";
import { rules as sidecar } from "./sidecar/controls";
import { rules as storage } from "./storage/controls";
import { rules as workloads } from "./workloads/controls";

/** Every control of the pack, by area: Azure first, then what runs inside the cluster. */
export const catalogue: readonly Rule[] = [
  ...aks,
  ...keyVault,
  ...containerRegistry,
  ...storage,
  ...postgres,
  ...frontDoor,
  ...network,
  ...identity,
  ...podSecurity,
  ...workloads,
  ...sidecar,
  ...services,
  ...namespaces,
  ...networkPolicies,
  ...ingress,
];
