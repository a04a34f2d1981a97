import { MANAGED_CLUSTER, VAULT_KEY } from "../facts/tokens";
import { sameText } from "../reading/arm";
import { anyOf, type Match } from "../reading/selectors";
import { elements, get, isMissing, isUnknown, toText, UNKNOWN, type Value } from "../reading/values";
import { type CheckResults, NOT_APPLICABLE, type Outcome, type RuleResource, type StackView } from "../rule";

const ACTIONS = "properties.rotationPolicy.lifetimeActions";
const EXPIRES = "properties.attributes.expires";
const POLICY_EXPIRY = "properties.rotationPolicy.attributes.expiryTime";
const KMS = "securityProfile.azureKeyVaultKms.keyId";

/**
 * Compliant: the key's policy rotates it, and its versions expire. A key that encrypts the Secrets of an AKS cluster has neither:
 * AKS uses the version it is given, so a new one has no effect, and Secrets are unreadable once that version has expired.
 */
export function checkKeyRotation(stack: StackView): Outcome {
  const keys = stack.ofType(VAULT_KEY).filter(({ props }) => get(props, "properties.attributes.enabled") !== false);
  if (keys.length === 0) return NOT_APPLICABLE;
  const clusters = stack.ofType(MANAGED_CLUSTER);
  return keys.flatMap((key) => {
    const encryptsSecrets = anyOf(clusters.map((cluster) => usesKey(stack, cluster, key)));
    if (encryptsSecrets === true) return [];
    const outcome = checkKey(key);
    return isUnknown(encryptsSecrets) && outcome.length > 0 ? [{ unknown: "properties.rotationPolicy", resource: key }] : outcome;
  });
}

function checkKey(resource: RuleResource): CheckResults {
  const value = (path: string) => get(resource.props, path);
  const rotates = isRotated(value(ACTIONS));
  if (isUnknown(rotates)) return [{ unknown: ACTIONS, resource }];
  if (!rotates) return [{ path: ACTIONS, found: value(ACTIONS), expected: "an action of type rotate", resource }];
  if (!isMissing(value(EXPIRES)) || !isMissing(value(POLICY_EXPIRY))) return [];
  return [{ path: POLICY_EXPIRY, found: undefined, expected: "a period, such as P90D", resource }];
}

function isRotated(actions: Value): Match {
  if (isUnknown(actions)) return UNKNOWN;
  return anyOf(
    elements(actions).map((action): Match => {
      const type = get(action, "action.type");
      return isUnknown(type) ? UNKNOWN : sameText(type, "rotate");
    }),
  );
}

/** Whether a cluster encrypts its Secrets with the key. A known id is `https://<vault>.vault.azure.net/keys/<name>/<version>`. */
function usesKey(stack: StackView, cluster: RuleResource, key: RuleResource): Match {
  const id = get(cluster.props, KMS);
  if (stack.sourcesOf(cluster, "securityProfile").some(({ urn }) => urn === key.urn)) return true;
  if (isUnknown(id)) return stack.sourcesOf(cluster, "securityProfile").some(({ type }) => type === VAULT_KEY) ? false : UNKNOWN;
  const { keyName } = key.props;
  if (typeof id !== "string") return false;
  return isUnknown(keyName) ? UNKNOWN : id.toLowerCase().includes(`/keys/${toText(keyName ?? key.name).toLowerCase()}/`);
}
