import type { Rule } from "../rule";
import { rules as access } from "./access";
import { rules as addons } from "./addons";
import { rules as network } from "./network";
import { rules as nodes } from "./nodes";

/** Azure Kubernetes Service: the API server and who may use it, its network, its nodes, its add-ons. */
export const rules: readonly Rule[] = [...access, ...network, ...nodes, ...addons].sort((one, other) => one.id.localeCompare(other.id));
