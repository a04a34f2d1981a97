import { REGISTRY_AUDIT_LOGS } from "../facts/limits";
import { REGISTRY } from "../facts/tokens";
import { checkCategories } from "../reading/logCategories";
import type { Outcome, RuleContext, StackView } from "../rule";

/** Compliant: a registry whose logs are sent to a workspace also sends those of sign-ins and of pushes and pulls. */
export function checkAuditLogs(stack: StackView, context: RuleContext): Outcome {
  return checkCategories(stack, stack.ofType(REGISTRY), REGISTRY_AUDIT_LOGS, context);
}
