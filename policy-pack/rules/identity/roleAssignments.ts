import { lastSegment } from "../reading/arm";
import { isUnknown } from "../reading/values";
import type { RuleResource } from "../rule";

/** The role's GUID, from a full id or a bare GUID; `undefined` where it is unknown or absent. */
export function roleOf({ props }: RuleResource): string | undefined {
  return typeof props.roleDefinitionId === "string" ? lastSegment(props.roleDefinitionId) : undefined;
}

export function isRoleUnknown({ props }: RuleResource): boolean {
  return isUnknown(props.roleDefinitionId);
}

/** Whether the principal is a user or a group; any other type, also an absent one, may be a workload. */
export function isUserOrGroup({ props }: RuleResource): boolean {
  return typeof props.principalType === "string" && /^(user|group|foreigngroup)$/i.test(props.principalType);
}
