import type { Rule } from "../rule";
import { rules as routes } from "./routes";
import { rules as transport } from "./transport";

/** Controls for requests that enter a cluster: their encryption, and the routes that receive them. */
export const rules: readonly Rule[] = [...transport, ...routes];
