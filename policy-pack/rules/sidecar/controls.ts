import { byId, type Rule } from "../rule";
import { rules as deployment } from "./deployment";
import { rules as network } from "./network";
import { rules as operation } from "./operation";
import { rules as signIn } from "./signIn";
import { rules as tokens } from "./tokens";

/** Controls for the Microsoft Entra auth sidecar: its settings in the pod, and the resources of the stack that route to it. */
export const rules: readonly Rule[] = [...deployment, ...network, ...signIn, ...tokens, ...operation].sort(byId);
