import { rules as aks } from "./aks";
import { rules as containerRegistry } from "./containerRegistry";
import { rules as frontDoor } from "./frontDoor";
import { rules as identity } from "./identity";
import { rules as keyVault } from "./keyVault";
import { rules as network } from "./network";
import { rules as postgres } from "./postgres";
import type { Rule } from "./rule";
import { rules as storage } from "./storage";

/** Every control of the pack, area by area. Adding a rule to an area's table is all it takes to enforce it. */
export const catalogue: readonly Rule[] = [
  ...aks,
  ...keyVault,
  ...containerRegistry,
  ...storage,
  ...postgres,
  ...frontDoor,
  ...identity,
  ...network,
];
