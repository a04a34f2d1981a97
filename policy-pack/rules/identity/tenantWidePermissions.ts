import { TENANT_WIDE_PERMISSIONS } from "../facts/entra";
import * as token from "../facts/tokens";
import { sameText } from "../reading/arm";
import { elements, get, isUnknown, type Located, locate } from "../reading/values";
import type { CheckResults, Outcome, RuleContext, RuleResource } from "../rule";

/** Compliant: the application asks for no application permission that changes a whole tenant, unless configuration allows that one. */
export function checkTenantWidePermissions(resource: RuleResource, { config }: RuleContext): Outcome {
  const allowed = elements(config.allowedPermissions);
  return permissionsOf(resource).flatMap(({ path, value }): CheckResults => {
    if (isUnknown(value)) return [{ unknown: path }];
    const name = typeof value === "string" ? TENANT_WIDE_PERMISSIONS[value.toLowerCase()] : undefined;
    if (name === undefined || allowed.some((one) => sameText(one, value) || sameText(one, name))) return [];
    return [{ path, found: name, expected: "only the permissions the application uses" }];
  });
}

/** In Graph's appRoleAssignment the default role of an application that declares none: a user's or group's access, no permission. */
const DEFAULT_ACCESS = "00000000-0000-0000-0000-000000000000";

/** Ids of permissions the application would hold itself; delegated ones never exceed what the signed-in user may do. */
function permissionsOf({ type, props }: RuleResource): readonly Located[] {
  if (type === token.ENTRA_APP_ROLE_ASSIGNMENT) return locate(props, "appRoleId").filter(({ value }) => value !== DEFAULT_ACCESS);
  if (type === token.ENTRA_APPLICATION_API_ACCESS) return locate(props, "roleIds[*]");
  const access = locate(props, "requiredResourceAccesses[*].resourceAccesses[*]");
  return access
    .filter(({ value }) => !sameText(get(value, "type"), "Scope"))
    .map(({ path, value }) => ({ path: `${path}.id`, value: get(value, "id") }));
}
