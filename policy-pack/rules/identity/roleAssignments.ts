import { lastSegment } from "../reading/arm";
import { isUnknown } from "../reading/values";
import type { RuleResource } from "../rule";

/** The role's GUID, whether the assignment names it by full id or by GUID alone; `undefined` where it is unknown or absent. */
export function roleOf({ props }: RuleResource): string | undefined {
  return typeof props.roleDefinitionId === "string" ? lastSegment(props.roleDefinitionId) : undefined;
}

export function isRoleUnknown({ props }: RuleResource): boolean {
  return isUnknown(props.roleDefinitionId);
}

/** People and their groups; everything else, including an absent type, may be a workload. */
export function isForPeople({ props }: RuleResource): boolean {
  return typeof props.principalType === "string" && /^(user|group|foreigngroup)$/i.test(props.principalType);
}
