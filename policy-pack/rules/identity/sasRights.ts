import { sameText } from "../reading/arm";
import { elements, isUnknown } from "../reading/values";
import type { Outcome, RuleResource } from "../rule";

/** Compliant: the rule grants one of Listen and Send, and never Manage, which includes both and the right to change entities. */
export function checkSasRights({ props }: RuleResource): Outcome {
  const rights = elements(props.rights);
  const expected = "Listen or Send, each in a rule of its own";
  if (rights.some((right) => sameText(right, "Manage"))) return [{ path: "rights", found: rights, expected }];
  if (isUnknown(props.rights) || rights.some(isUnknown)) return [{ unknown: "rights" }];
  return rights.length > 1 ? [{ path: "rights", found: rights, expected }] : [];
}
