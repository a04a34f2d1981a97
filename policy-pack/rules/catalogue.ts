import { rules as aks } from "./aks/controls";
import { rules as certificates } from "./certificates/controls";
import { rules as containerRegistry } from "./containerRegistry/controls";
import { rules as eventHubs } from "./eventHubs/controls";
import { rules as frontDoor } from "./frontDoor/controls";
import { rulesAbout as governanceOf } from "./governance/controls";
import { rules as helm } from "./helm/controls";
import { rules as identity } from "./identity/controls";
import { rules as ingress } from "./ingress/controls";
import { rules as keyVault } from "./keyVault/controls";
import { rules as mesh } from "./mesh/controls";
import { rules as monitoring } from "./monitoring/controls";
import { rules as namespaces } from "./namespaces/controls";
import { rules as network } from "./network/controls";
import { rules as networkPolicies } from "./networkPolicies/controls";
import { rules as podSecurity } from "./podSecurity/controls";
import { rules as postgres } from "./postgres/controls";
import { rules as rbac } from "./rbac/controls";
import { rules as redis } from "./redis/controls";
import type { Rule } from "./rule";
import { rules as secrets } from "./secrets/controls";
import { rules as services } from "./services/controls";
import { rules as sidecar } from "./sidecar/controls";
import { rules as storage } from "./storage/controls";
import { rules as workloads } from "./workloads/controls";

const areas: readonly Rule[] = [
  ...aks,
  ...keyVault,
  ...containerRegistry,
  ...storage,
  ...postgres,
  ...redis,
  ...eventHubs,
  ...frontDoor,
  ...network,
  ...identity,
  ...monitoring,
  ...podSecurity,
  ...workloads,
  ...sidecar,
  ...services,
  ...namespaces,
  ...rbac,
  ...secrets,
  ...mesh,
  ...helm,
  ...certificates,
  ...networkPolicies,
  ...ingress,
];

/** Every control of the pack, by area: Azure first, then what runs inside the cluster, then governance, which is about the others. */
export const catalogue: readonly Rule[] = [...areas, ...governanceOf(areas)];
