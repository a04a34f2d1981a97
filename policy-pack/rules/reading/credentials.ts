import { containsCredential, decodedText, isGenerated, isPlain, isRandom, unquoted } from "./credentialValues";

/** What a name states about its value, by its last words. */
type Kind =
  /** A password or a key: every literal is one. */
  | "password"
  /** A secret or a token: the value may also be the name of the object that holds it. */
  | "secret"
  /** Keys and credentials in a wider sense: only a generated value is one. */
  | "key";

/**
 * Names are compared as words joined by one space: `DB_PASSWORD`, `dbPassword` and `db-password` are `db password`. Words that mean
 * nothing else also count at the end of a longer one, as in `PGPASSWORD`.
 */
const PASSWORD =
  /(?:password|passwd|passphrase|api ?key|access ?key|account ?key|private ?key|secret ?key(?: base)?|subscription ?key|client ?secret)$|(?:^| )(?:pwd|pass|(?:signing|encryption|master|shared) key|(?:jwt|session|shared|signing|cookie|app|api|hmac|oauth|csrf|consumer) secret)$/;
const SECRET = /(?:secret|token)$/;
const KEY = /(?:^| )(?:key|keys|credentials?|creds?|pat|sas|salt|auth|tokens|secrets|passwords)$/;
/** Names of addresses that may contain a password. */
const CONNECTION =
  /(?:^| )(?:connection ?string|connection|conn|dsn|(?:database|db|cache|redis|broker|queue|amqp|mongo|mongodb|postgres|mysql|jdbc) (?:uri|url))$/;
/** Secrets that an object of Kubernetes or Azure holds, so that the value is its name; the password of public certificates. */
const NAMES_OBJECT =
  /(?:^| )(?:(?:pull|tls|ssl|ca|cert|certificate|kubernetes|k8s|kube|vault|keyvault|kv|registry) secret|trust ?store ?password)$/;
/** Names of what is public although it looks random, as `checksum/config`. */
const PUBLIC =
  /(?:^| )(?:hash|checksum|digest|fingerprint|thumbprint|sha\d*|md5|integrity|etag|certs?|certificates?|ca|bundle|commit|revision|version|image)(?: |$)|(?:^| )ids?$/;
/**
 * Annotations about a secret that do not have it: charts restart pods by `checksum/secret`, Vault's injector reads the path of the secret
 * from `vault.hashicorp.com/agent-inject-secret-token`, and Dapr's the name of a Secret from `dapr.io/api-token-secret`.
 */
const ABOUT_SECRET = /^(?:checksum|vault hashicorp com|dapr io) /;
/** Names of keys that programs publish. */
const PUBLIC_KEY = /(?:^| )(?:public|publishable)(?: |$)|(?:^| )(?:site|write|recaptcha) key$/;
/** Words after the one that counts: which of several, or how it is encoded. */
const SUFFIX =
  /(?: (?:\d+|prod|production|dev|test|staging|primary|secondary|old|new|current|previous|default|value|base64|b64|encoded|plain|text))+$/;

/** A longer value is a document, not one credential. */
const LONGEST_NAMED = 4096;
/** Lower-case words joined by hyphens, also below a namespace: the name of an object rather than a secret. */
const OBJECT_NAME = /^(?:[a-z\d-]+\/)?[a-z]+(?:-[a-z\d]+)+$/;
const WORD = /^[A-Za-z]+$/;

/**
 * Whether a named value is a credential or contains one: an environment variable, an argument, an annotation, an entry of a ConfigMap.
 *
 * It is one, whatever its name, if its format shows that (a private key, a JSON Web Token, a connection string with a key or password,
 * a URL with a password, a token with a known prefix) or it is a long random text. Otherwise both name and value decide: a path, an
 * address without password, a switch, a number and a reference are none. Hexadecimal digests and GUIDs count under a secret name only.
 * The lines of a document, `name: value` or `name=value`, are evaluated too.
 */
export function holdsCredential(name: string, value: string): boolean {
  const text = unquoted(value);
  const decoded = decodedText(text);
  if (containsCredential(text) || (decoded !== undefined && containsCredential(decoded))) return true;
  if (text.includes("\n")) return linesOf(text).some((line) => isWrittenCredential(line.name, line.value));
  const words = wordsOf(name);
  if (PUBLIC_KEY.test(words)) return false;
  return (decoded === undefined && isRandom(text) && !PUBLIC.test(words)) || isNamedCredential(words, text);
}

/** Whether a value of this name is often a credential, so that its control is not decided while the value is unknown. */
export function mayNameCredential(name: string): boolean {
  const words = wordsOf(name).replace(SUFFIX, "");
  return kindOf(words) !== undefined || CONNECTION.test(words);
}

interface Line {
  readonly name: string;
  readonly value: string;
}

const LINE = /^[ \t]*(?:-[ \t]+|export[ \t]+)?["']?([\w.-]+)["']?[ \t]*[:=][ \t]*(\S+?)[ \t]*[,;]?[ \t]*$/gm;

function linesOf(document: string): readonly Line[] {
  return Array.from(document.matchAll(LINE), ([, name = "", value = ""]) => ({ name, value: unquoted(value) }));
}

/** In a document a word may be a type or a variable (`password: string`), so only what words do not contain counts. */
function isWrittenCredential(name: string, value: string): boolean {
  return /\d/.test(value) && !/[(){}[\]]/.test(value) && isNamedCredential(wordsOf(name), value);
}

function isNamedCredential(words: string, value: string): boolean {
  const kind = kindOf(words.replace(SUFFIX, ""));
  if (kind === undefined || PUBLIC_KEY.test(words) || value.length > LONGEST_NAMED || isPlain(value)) return false;
  if (kind === "password") return true;
  if (kind === "key") return isGenerated(value);
  return !/\s/.test(value) && !OBJECT_NAME.test(value) && !(WORD.test(value) && words.endsWith("token"));
}

function kindOf(words: string): Kind | undefined {
  if (NAMES_OBJECT.test(words) || ABOUT_SECRET.test(words)) return undefined;
  if (PASSWORD.test(words)) return "password";
  if (SECRET.test(words)) return "secret";
  return KEY.test(words) ? "key" : undefined;
}

/** `AzureAd__ClientSecret` as `azure ad client secret`. */
function wordsOf(name: string): string {
  return name
    .replace(/([a-z\d])([A-Z])|([A-Z])([A-Z][a-z])/g, "$1$3 $2$4")
    .replace(/[^A-Za-z\d]+/g, " ")
    .trim()
    .toLowerCase();
}
