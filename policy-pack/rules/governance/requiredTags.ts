import { TAGGABLE } from "../facts/taggable";
import { strings } from "../reading/pods";
import { entries, get, isMissing, isUnknown } from "../reading/values";
import { NOT_APPLICABLE, type Outcome, type RuleContext, type RuleResource } from "../rule";

/** Compliant: the resource has a value for every configured tag. Types without tags, and stacks without configuration, are not evaluated. */
export function checkRequiredTags({ type, props }: RuleResource, context: RuleContext): Outcome {
  const required = strings(context, "requiredTags");
  const tags = get(props, "tags");
  if (required.length === 0 || (isMissing(tags) && !TAGGABLE.includes(type))) return NOT_APPLICABLE;
  if (isUnknown(tags)) return [{ unknown: "tags" }];
  // The names of tags are case-insensitive in Azure.
  const set = entries(tags).filter(([, value]) => !isMissing(value) && value !== "");
  const names = set.map(([name]) => name.toLowerCase());
  const missing = required.filter((name) => !names.includes(name.toLowerCase()));
  return missing.length === 0
    ? []
    : [{ path: "tags", found: set.map(([name]) => name).join(", ") || undefined, expected: missing.join(", ") }];
}
