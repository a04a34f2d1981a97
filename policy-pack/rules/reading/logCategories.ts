import { type CheckResults, NOT_APPLICABLE, type Option, type Outcome, type RuleContext, type RuleResource, type StackView } from "../rule";
import { checkAnyDiagnostics, checkDiagnostics, type RequiredCategory } from "./diagnostics";

/** The option of controls on log categories of services that MON-03 requires a diagnostic setting for. */
export const settingsByAzurePolicyOption: Readonly<Record<string, Option>> = {
  settingsByAzurePolicy: {
    type: "boolean",
    description: "Whether the organisation adds diagnostic settings by Azure Policy, as landing zones do.",
    default: false,
  },
};

/** Checks the log categories of resources that send some log to a workspace. MON-03 reports those that send none. */
export function checkCategories(
  stack: StackView,
  targets: readonly RuleResource[],
  required: readonly RequiredCategory[],
  { config }: RuleContext,
): Outcome {
  if (targets.length === 0 || config.settingsByAzurePolicy === true) return NOT_APPLICABLE;
  return targets.flatMap((target) => (isLogged(stack, target) ? checkDiagnostics(stack, target, required) : []));
}

/** Whether a diagnostic setting may send some log of the resource, or of one of its services. */
export function isLogged(stack: StackView, target: RuleResource): boolean {
  const missing: CheckResults = checkAnyDiagnostics(stack, target);
  return missing.every((item) => "unknown" in item);
}
