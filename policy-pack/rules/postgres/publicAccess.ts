import { armIs } from "../reading/arm";
import { checkProperty } from "../reading/expect";
import type { Outcome, RuleContext, RuleResource } from "../rule";
import { isInjected } from "./injected";

/** Compliant: public access is off, or the server is injected into a delegated subnet, where it has no public endpoint. */
export function checkPublicAccess(server: RuleResource, context: RuleContext): Outcome {
  return isInjected(server) === true ? [] : checkProperty(server, "network.publicNetworkAccess", armIs("Disabled"), context);
}
