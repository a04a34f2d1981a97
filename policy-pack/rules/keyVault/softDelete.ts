import { type Condition, checkProperty, isNot } from "../reading/expect";
import { isMissing } from "../reading/values";
import type { Outcome, RuleContext, RuleResource } from "../rule";

/** Azure's default is its maximum, 90 days. */
const retention: Condition = {
  holds: (value, { config }) => isMissing(value) || (typeof value === "number" && value >= Number(config.minimumRetentionDays)),
  expected: ({ config }) => `at least ${config.minimumRetentionDays} days`,
};

/** Compliant: soft delete is not turned off, and deleted objects are retained for the configured time. */
export function checkSoftDelete(vault: RuleResource, context: RuleContext): Outcome {
  return [
    ...checkProperty(vault, "properties.enableSoftDelete", isNot(false), context),
    ...checkProperty(vault, "properties.softDeleteRetentionInDays", retention, context),
  ];
}
