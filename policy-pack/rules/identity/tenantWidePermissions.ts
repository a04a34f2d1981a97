import { TENANT_WIDE_PERMISSIONS } from "../facts/entra";
import * as token from "../facts/tokens";
import { sameText } from "../reading/arm";
import { elements, get, isUnknown, type Located, locate } from "../reading/values";
import type { CheckResults, Outcome, RuleContext, RuleResource } from "../rule";

/** Compliant: the application requests no application permission with write access to a whole tenant, unless configuration allows it. */
export function checkTenantWidePermissions(resource: RuleResource, { config }: RuleContext): Outcome {
  const allowed = elements(config.allowedPermissions);
  return permissionsOf(resource).flatMap(({ path, value }): CheckResults => {
    if (isUnknown(value)) return [{ unknown: path }];
    const name = typeof value === "string" ? TENANT_WIDE_PERMISSIONS[value.toLowerCase()] : undefined;
    if (name === undefined || allowed.some((one) => sameText(one, value) || sameText(one, name))) return [];
    return [{ path, found: name, expected: "only the permissions the application uses" }];
  });
}

/** In Graph's appRoleAssignment, the default role of an application without roles: access for a user or group, not a permission. */
const DEFAULT_ACCESS = "00000000-0000-0000-0000-000000000000";

/** Ids of application permissions. Delegated permissions are excluded: they never exceed those of the signed-in user. */
function permissionsOf({ type, props }: RuleResource): readonly Located[] {
  if (type === token.ENTRA_APP_ROLE_ASSIGNMENT) return locate(props, "appRoleId").filter(({ value }) => value !== DEFAULT_ACCESS);
  if (type === token.ENTRA_APPLICATION_API_ACCESS) return locate(props, "roleIds[*]");
  const access = locate(props, "requiredResourceAccesses[*].resourceAccesses[*]");
  return access
    .filter(({ value }) => !sameText(get(value, "type"), "Scope"))
    .map(({ path, value }) => ({ path: `${path}.id`, value: get(value, "id") }));
}
