import { SECRET_PROVIDER_CLASS, VAULT } from "../facts/tokens";
import { sameText } from "../reading/arm";
import { perStack } from "../reading/memoize";
import { below, POD_TYPES, podOf, strings } from "../reading/pods";
import { get, isMissing, isUnknown, type Located, toText } from "../reading/values";
import { type CheckResults, NOT_APPLICABLE, type Outcome, type RuleContext, type RuleResource, type StackView } from "../rule";

const SPC_VAULT = "spec.parameters.keyvaultName";
/** The address of a vault in each of Azure's clouds. */
const ADDRESS = /^https:\/\/([a-z0-9-]+)\.vault\.(?:azure\.net|azure\.cn|usgovcloudapi\.net|microsoftazure\.de)(?:[:/]|$)/i;

/** The names of the stack's vaults, and whether one is not known yet: a generated name begins with the logical one. */
interface Vaults {
  readonly names: ReadonlySet<string>;
  readonly hasUnknown: boolean;
}

const vaultsOf = perStack((stack): Vaults => {
  const names = stack.ofType(VAULT).map(({ props }) => props.vaultName);
  return {
    names: new Set(names.filter((name) => typeof name === "string").map((name) => name.toLowerCase())),
    hasUnknown: names.some((name) => typeof name !== "string"),
  };
});

/**
 * Compliant: every vault that a pod's environment or a SecretProviderClass names is a vault of this stack, or allowed. A stack without
 * vaults uses those of another one; there only configuration can name them.
 */
export function checkDedicatedVault(stack: StackView, context: RuleContext): Outcome {
  const allowed = strings(context, "allowedVaults");
  const users = stack.ofType(SECRET_PROVIDER_CLASS, ...POD_TYPES);
  if (users.length === 0 || (allowed.length === 0 && stack.ofType(VAULT).length === 0)) return NOT_APPLICABLE;
  return users.flatMap((user) => namedVaults(user).flatMap((place) => checkVault(stack, user, place, allowed)));
}

/** The first mention of each vault: a pod that names one in several variables has one finding. */
function namedVaults(user: RuleResource): readonly Located[] {
  if (user.type === SECRET_PROVIDER_CLASS) {
    const isAzure = sameText(get(user.props, "spec.provider"), "azure");
    const place = { path: SPC_VAULT, value: get(user.props, SPC_VAULT) };
    return isAzure && !isMissing(place.value) ? [place] : [];
  }
  const variables = podOf(user).containers.flatMap((container) => below(container, "env[*].value"));
  const first = new Map<string, Located>();
  for (const { path, value } of variables) {
    const name = vaultIn(value);
    if (name !== undefined && !first.has(name)) first.set(name, { path, value: name });
  }
  return [...first.values()];
}

function vaultIn(text: unknown): string | undefined {
  return typeof text === "string" ? ADDRESS.exec(text.trim())?.[1]?.toLowerCase() : undefined;
}

function checkVault(stack: StackView, user: RuleResource, { path, value }: Located, allowed: readonly string[]): CheckResults {
  const { names, hasUnknown } = vaultsOf(stack);
  if (isUnknown(value)) {
    return stack.sourcesOf(user, "spec").some(({ type }) => type === VAULT) ? [] : [{ unknown: path, resource: user }];
  }
  const name = toText(value).toLowerCase();
  if (names.has(name) || allowed.some((one) => sameText(one, name))) return [];
  if (hasUnknown) return [{ unknown: path, resource: user }];
  return [{ path, found: `vault ${name}`, expected: "a vault of this stack, or one in allowedVaults", resource: user }];
}
