import { VAULT_SECRET } from "../facts/tokens";
import { holdsCredential } from "../reading/credentials";
import { containsCredential, isReference } from "../reading/credentialValues";
import { perKey } from "../reading/memoize";
import { pathOf, type Step } from "../reading/paths";
import { elements, isRecord, isUnknown, type Value } from "../reading/values";
import { type CheckResults, NOT_APPLICABLE, type Outcome, type RuleResource } from "../rule";

/**
 * Ends of the names of azure-native's inputs that carry a password or key. Its types do not say which do, and the SDK marks none itself.
 * Collected from its input types (3.28.0): names of public keys, and of references to a vault, end differently.
 */
const SECRET_INPUT =
  /(?:password|passphrase|passkey|secureValue|secretValue|secretString|sas|sasToken|privateKey(?:Data)?)$|(?:client|app|api|channel|signing|radiusServer|serverApp|servicePrincipal)Secret$|(?:account|access|shared|api|master|subscription|workspace|authorization|authentication|policy|sas|primary|secondary)Key\d?$|(?:access|refresh|auth)Token$/i;
/** A connection string is secret where it contains a key or password. */
const CONNECTION_STRING = /connectionString$/i;
/** Settings of a VM extension that Azure encrypts, and secrets of a Container App. */
const SECRET_PATH = /(?:^|\.)protectedSettings\.|(?:^|\.)secrets\[\d+\]\.value$/;
/** A path without one of these steps is not tested further. */
const SECRET_CONTAINERS: ReadonlySet<string> = new Set(["protectedSettings", "secrets"]);
/** Names and values that can show a credential: the many others, words and ids, are not evaluated further. */
const SUGGESTIVE_NAME = /pass|pwd|secret|token|key|cred|auth|salt|sas/i;
const SUGGESTIVE_VALUE = /^(?!\/subscriptions\/)(?:.{32}|.*[@=])/is;
/** The form of secrets in Data Factory and Synapse: `{ type: "SecureString", value }`. */
const SECURE_STRING = "SecureString";

/** What a name says about its value. */
interface NameKind {
  readonly isSecret: boolean;
  readonly isConnectionString: boolean;
  readonly isSuggestive: boolean;
}

/** Tested once for each name: a stack's resources have the same few thousand. */
const kindOf = perKey(
  (name: string): NameKind => ({
    isSecret: SECRET_INPUT.test(name),
    isConnectionString: CONNECTION_STRING.test(name),
    isSuggestive: SUGGESTIVE_NAME.test(name),
  }),
);

/** A value among the inputs. */
interface Input {
  readonly value: Value;
  /** Its key; in an entry `{ name, value }` that name, and in any other object with a `value` the key of the object. */
  readonly name: string;
  readonly isSecureString: boolean;
}

/** The inputs of one resource while they are read. */
interface Reading {
  readonly type: string;
  readonly marked: ReadonlySet<string>;
  /** Steps to the value that is being read; its path is as in {@link RuleResource.secretPaths}. */
  readonly steps: Step[];
  readonly results: CheckResults[number][];
}

/**
 * Every password and key among a resource's inputs is marked as secret: those in inputs of such names, and settings whose name and value
 * show one. References to a vault are none.
 */
export function checkSecretMarks({ type, props, secretPaths }: RuleResource): Outcome {
  if (secretPaths === undefined) return NOT_APPLICABLE;
  const reading: Reading = { type, marked: new Set(secretPaths), steps: [], results: [] };
  checkMembers({ value: props, name: "", isSecureString: false }, reading);
  return reading.results;
}

function checkMembers({ value, name }: Input, reading: Reading): void {
  if (!isRecord(value)) {
    for (const [index, one] of elements(value).entries()) checkStep(index, { value: one, name, isSecureString: false }, reading);
    return;
  }
  for (const key of Object.keys(value)) {
    const isValue = key === "value";
    const input = {
      value: value[key],
      name: isValue ? (textOf(value.name) ?? name) : key,
      isSecureString: isValue && value.type === SECURE_STRING,
    };
    checkStep(key, input, reading);
  }
}

function checkStep(step: Step, input: Input, reading: Reading): void {
  const { steps, marked } = reading;
  steps.push(step);
  if (marked.size === 0 || !marked.has(pathOf(steps))) checkInput(input, reading);
  steps.pop();
}

function checkInput(input: Input, reading: Reading): void {
  const { value } = input;
  if (typeof value === "string") {
    if (isUnmarkedSecret(value, input, reading))
      reading.results.push({ path: pathOf(reading.steps), expected: "a value that is marked as secret" });
  } else if (!isUnknown(value)) checkMembers(input, reading);
  else if (isSecretInput(input, reading) || kindOf(input.name).isConnectionString) reading.results.push({ unknown: pathOf(reading.steps) });
}

function isUnmarkedSecret(value: string, input: Input, reading: Reading): boolean {
  return isSecretInput(input, reading) ? value !== "" && !isReference(value) : isCredential(input.name, value);
}

function isCredential(name: string, value: string): boolean {
  const { isConnectionString, isSuggestive } = kindOf(name);
  if (isConnectionString) return containsCredential(value);
  return (isSuggestive || SUGGESTIVE_VALUE.test(value)) && holdsCredential(name, value);
}

function isSecretInput({ name, isSecureString }: Input, { type, steps }: Reading): boolean {
  if (isSecureString || kindOf(name).isSecret) return true;
  if (type === VAULT_SECRET && pathOf(steps) === "properties.value") return true;
  return steps.some((step) => typeof step === "string" && SECRET_CONTAINERS.has(step)) && SECRET_PATH.test(pathOf(steps));
}

function textOf(value: Value): string | undefined {
  return typeof value === "string" ? value : undefined;
}
