import { VAULT_ACCESS_POLICY } from "../facts/tokens";
import { sameText } from "../reading/arm";
import { elements, get, isUnknown, type Located, locate, type Value } from "../reading/values";
import { type CheckResults, NOT_APPLICABLE, type Outcome, type RuleResource } from "../rule";
import { usesRbac } from "./rbac";

const READ_PERMISSIONS = ["get", "list"];
const FORBIDDEN_PERMISSIONS = ["all", "purge"];
const KINDS = ["secrets", "keys", "certificates", "storage"] as const;

/** Compliant: the vault ignores access policies, or each grants only get and list on secrets, and none grants all or purge. */
export function checkAccessPolicies(resource: RuleResource): Outcome {
  const { type, props } = resource;
  if (type === VAULT_ACCESS_POLICY) return checkPolicy({ path: "policy", value: props.policy });
  if (usesRbac(resource)) return NOT_APPLICABLE;
  const policies = locate(props, "properties.accessPolicies[*]");
  return policies.length === 0 ? NOT_APPLICABLE : policies.flatMap(checkPolicy);
}

function checkPolicy(policy: Located): CheckResults {
  if (isUnknown(policy.value)) return [{ unknown: policy.path }];
  return KINDS.flatMap((kind) => {
    const path = `permissions.${kind}`;
    return checkPermissions({ path: `${policy.path}.${path}`, value: get(policy.value, path) }, kind === "secrets");
  });
}

function checkPermissions({ path, value }: Located, secrets: boolean): CheckResults {
  if (isUnknown(value)) return [{ unknown: path }];
  const refused = elements(value).filter((one) => !isUnknown(one) && !isAllowed(one, secrets));
  if (refused.length > 0) return [{ path, found: refused, expected: secrets ? "get and list only" : "neither all nor purge" }];
  return elements(value).some(isUnknown) ? [{ unknown: path }] : [];
}

function isAllowed(permission: Value, secrets: boolean): boolean {
  const named = (list: readonly string[]) => list.some((one) => sameText(one, permission));
  return secrets ? named(READ_PERMISSIONS) : !named(FORBIDDEN_PERMISSIONS);
}
