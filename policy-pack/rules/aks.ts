import { rules as access } from "./aks/access";
import { rules as addons } from "./aks/addons";
import { rules as network } from "./aks/network";
import { rules as nodes } from "./aks/nodes";
import type { Rule } from "./rule";

/** Azure Kubernetes Service: the API server and who may use it, its network, its nodes, its add-ons. */
export const rules: readonly Rule[] = [...access, ...network, ...nodes, ...addons].sort((one, other) => one.id.localeCompare(other.id));
