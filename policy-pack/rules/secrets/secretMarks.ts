import { VAULT_SECRET } from "../facts/tokens";
import { holdsCredential } from "../reading/credentials";
import { containsCredential, isReference } from "../reading/credentialValues";
import { perKey } from "../reading/memoize";
import { elements, entries, isRecord, isUnknown, type Located, type Value } from "../reading/values";
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
/** Tested once for each name: a stack's resources have the same few thousand. */
const isSecretName = perKey((name: string) => SECRET_INPUT.test(name));
/** Names and values that can show a credential: the many others, words and ids, are not evaluated further. */
const SUGGESTIVE_NAME = /pass|pwd|secret|token|key|cred|auth|salt|sas/i;
const SUGGESTIVE_VALUE = /^(?!\/subscriptions\/)(?:.{32}|.*[@=])/is;
/** The form of secrets in Data Factory and Synapse: `{ type: "SecureString", value }`. */
const SECURE_STRING = "SecureString";

/** A value among the inputs. */
interface Input extends Located {
  /** Its key; in an entry `{ name, value }` that name, and in any other object with a `value` the key of the object. */
  readonly name: string;
  readonly isSecureString: boolean;
}

/**
 * Every password and key among a resource's inputs is marked as secret: those in inputs of such names, and settings whose name and value
 * show one. References to a vault are none.
 */
export function checkSecretMarks({ type, props, secretPaths }: RuleResource): Outcome {
  if (secretPaths === undefined) return NOT_APPLICABLE;
  const marked = new Set(secretPaths);
  return members({ path: "", value: props, name: "", isSecureString: false }).flatMap((input) => checkInput(type, input, marked));
}

function checkInput(type: string, input: Input, marked: ReadonlySet<string>): CheckResults {
  if (marked.has(input.path)) return [];
  const { path, value, name } = input;
  if (isUnknown(value)) return isSecretInput(type, input) || CONNECTION_STRING.test(name) ? [{ unknown: path }] : [];
  if (typeof value !== "string") return members(input).flatMap((one) => checkInput(type, one, marked));
  const isSecret = isSecretInput(type, input) ? value !== "" && !isReference(value) : isCredential(name, value);
  return isSecret ? [{ path, expected: "a value that is marked as secret" }] : [];
}

function isCredential(name: string, value: string): boolean {
  if (CONNECTION_STRING.test(name)) return containsCredential(value);
  return (SUGGESTIVE_NAME.test(name) || SUGGESTIVE_VALUE.test(value)) && holdsCredential(name, value);
}

function isSecretInput(type: string, { path, name, isSecureString }: Input): boolean {
  if (type === VAULT_SECRET && path === "properties.value") return true;
  return isSecureString || isSecretName(name) || SECRET_PATH.test(path);
}

/** The members of an object or list, with paths as in {@link RuleResource.secretPaths}. */
function members({ path, value, name }: Input): readonly Input[] {
  if (!isRecord(value))
    return elements(value).map((one, index) => ({ path: `${path}[${index}]`, value: one, name, isSecureString: false }));
  return entries(value).map(([key, one]) => ({
    path: join(path, key),
    value: one,
    name: key === "value" ? (textOf(value.name) ?? name) : key,
    isSecureString: key === "value" && value.type === SECURE_STRING,
  }));
}

function textOf(value: Value): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function join(path: string, key: string): string {
  if (/[.[\]]/.test(key)) return `${path}["${key}"]`;
  return path === "" ? key : `${path}.${key}`;
}
