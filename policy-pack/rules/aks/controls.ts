import { byId, type Rule } from "../rule";
import { rules as access } from "./access";
import { rules as addons } from "./addons";
import { rules as network } from "./network";
import { rules as nodes } from "./nodes";
import { rules as storage } from "./storage";
import { rules as upgrades } from "./upgrades";

/** Azure Kubernetes Service: the API server and who may use it, its network, its nodes and their disks, upgrades, its add-ons. */
export const rules: readonly Rule[] = [...access, ...network, ...nodes, ...storage, ...upgrades, ...addons].sort(byId);
