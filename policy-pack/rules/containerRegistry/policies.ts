import { REGISTRY_TOKEN } from "../facts/tokens";
import { armIs, sameText } from "../reading/arm";
import { checkProperty } from "../reading/expect";
import { isListed, unlessListed } from "../reading/listed";
import { strings } from "../reading/pods";
import { get, isUnknown } from "../reading/values";
import { NOT_APPLICABLE, type Outcome, type RuleContext, type RuleResource } from "../rule";

const RETENTION = "policies.retentionPolicy.status";
const SOFT_DELETE = "policies.softDeletePolicy.status";

/** Compliant: one of the two policies is on; Azure does not allow both (its documentation of the soft delete policy). */
export function checkRetention({ props }: RuleResource): Outcome {
  const places = [RETENTION, SOFT_DELETE].map((path) => ({ path, value: get(props, path) }));
  if (places.some(({ value }) => sameText(value, "enabled"))) return [];
  const unknown = places.find(({ value }) => isUnknown(value));
  if (unknown !== undefined) return [{ unknown: unknown.path }];
  return [{ path: RETENTION, found: get(props, RETENTION), expected: `enabled, or ${SOFT_DELETE} enabled` }];
}

/** Compliant: export is off. Azure allows that only without public access. */
export function checkExport(registry: RuleResource, context: RuleContext): Outcome {
  const { publicNetworkAccess } = registry.props;
  if (isUnknown(publicNetworkAccess)) return [{ unknown: "publicNetworkAccess" }];
  if (!sameText(publicNetworkAccess, "Disabled")) return NOT_APPLICABLE;
  return checkProperty(registry, "policies.exportPolicy.status", armIs("disabled"), context);
}

/** Compliant: a registry refuses tokens that were issued for Azure Resource Manager, and configuration lists its own tokens. */
export function checkTokens(resource: RuleResource, context: RuleContext): Outcome {
  const { type, name, props } = resource;
  if (type !== REGISTRY_TOKEN)
    return checkProperty(resource, "policies.azureADAuthenticationAsArmPolicy.status", armIs("disabled"), context);
  if (sameText(props.status, "disabled")) return NOT_APPLICABLE;
  const token = props.tokenName ?? name;
  return unlessListed(isListed(token, strings(context, "reviewedTokens")), "tokenName", () =>
    isUnknown(props.status)
      ? [{ unknown: "status" }]
      : [{ path: "tokenName", found: token, expected: "an identity, or a token in reviewedTokens" }],
  );
}
