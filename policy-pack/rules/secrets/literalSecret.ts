import { SYSTEM_NAMESPACES } from "../facts/namespaces";
import { isListed, isListedObject, unlessListed } from "../reading/listed";
import { declaredNamespace, EXCLUDED_NAMESPACES, NAMESPACE_PATH, strings } from "../reading/pods";
import { anyOf } from "../reading/selectors";
import { elements, get, isMissing, isRecord, isUnknown, type Located, type Value } from "../reading/values";
import { type CheckResults, NOT_APPLICABLE, type Outcome, type RuleContext, type RuleResource } from "../rule";

/** Option that lists Secrets which may be literal. */
export const SECRET_NAMES = "literalSecrets";
const OPAQUE = "Opaque";
const OWNERS = "metadata.ownerReferences";

/**
 * No Secret of the general type declares its values. One without values is filled by a component, and one with an owner is that
 * component's; the other types are evaluated by the control for rotation.
 */
export function checkLiteralSecret(resource: RuleResource, context: RuleContext): Outcome {
  const { type } = resource.props;
  if ((!isUnknown(type) && !isOpaque(type)) || elements(get(resource.props, OWNERS)).length > 0) return NOT_APPLICABLE;
  const namespace = declaredNamespace(resource);
  const name = get(resource.props, "metadata.name");
  const excluded = anyOf([
    isListed(namespace, strings(context, EXCLUDED_NAMESPACES), SYSTEM_NAMESPACES),
    isListedObject(namespace, isMissing(name) ? resource.name : name, strings(context, SECRET_NAMES)),
  ]);
  return unlessListed(excluded, isUnknown(namespace) ? NAMESPACE_PATH : "metadata.name", () => {
    const results = checkValues(resource);
    if (results.length === 0) return results;
    if (isUnknown(type)) return [{ unknown: "type" }];
    return isUnknown(get(resource.props, OWNERS)) ? [{ unknown: OWNERS }] : results;
  });
}

function checkValues(resource: RuleResource): CheckResults {
  const filled = filledFields(resource);
  const known = filled.find(({ value }) => !isUnknown(value));
  if (known !== undefined) return [{ path: known.path, expected: "no values: an ExternalSecret or SecretProviderClass" }];
  return filled.map(({ path }) => ({ unknown: path }));
}

/** The fields of a Secret that declare values, or may. */
export function filledFields({ props }: RuleResource): readonly Located[] {
  return ["data", "stringData"]
    .map((path) => ({ path, value: props[path] }))
    .filter(({ value }) => isUnknown(value) || (isRecord(value) && Object.keys(value).length > 0));
}

function isOpaque(type: Value): boolean {
  return isMissing(type) || type === "" || type === OPAQUE;
}
