/**
 * Formats that only credentials have. The identifier of an AWS access key is no secret itself, but states that a long-lived one is used.
 * Publishable keys (`pk_live_…`) are public by design.
 */
const FORMATS: readonly RegExp[] = [
  /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----/,
  // JSON Web Token: header, claims, signature.
  /(?<![\w-])eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}/,
  /(?<!\w)(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{22,}|gl(?:pat|dt|rt|cbt|ptt|ft|soat|agent)-[\w-]{20,}|xox[abeoprs]-[\w-]{10,})/,
  /(?<!\w)(?:[sr]k_(?:live|test)_[A-Za-z0-9]{16,}|sk-(?:[a-z\d]{1,16}-){0,3}\w{20,}|SG\.[\w-]{16,}\.[\w-]{16,}|AIza[\w-]{35}|hf_[A-Za-z0-9]{30,})/,
  /(?<!\w)(?:(?:AKIA|ASIA)[A-Z0-9]{16}(?!\w)|npm_[A-Za-z0-9]{36}|pypi-AgE[\w-]{40,}|dckr_pat_[\w-]{20,}|dop_v1_[0-9a-f]{64}|pul-[0-9a-f]{40})/,
  /(?<!\w)(?:hv[sbr]\.[\w-]{20,}|gl(?:sa|c)_[\w=+/-]{32,}|NRAK-[A-Z0-9]{27}|dapi[0-9a-f]{32}|shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}|AGE-SECRET-KEY-1\w{50,})/,
  // Keys that Azure marks: client secrets of Entra applications, and the keys of Storage, Cosmos DB and other services.
  /(?<![\w~.-])[\w~.-]{3}[78]Q~[\w~.-]{31,34}(?![\w~.-])/,
  /(?<![\w+/-])[\w+/-]{40,}(?:\+ASt|AzCa|AzFu|ACDb|\+ABa|\+AMC|\+ARm|AIoT|AzSe|AIAC|APIM|ACR)[\w+/-]{5,7}={0,2}(?![\w+/=-])|JQQJ99[\w+/-]{20,}/,
  /https:\/\/hooks\.slack\.com\/services\/T\w+\/B\w+\/\w{16,}|\.webhook\.office\.com\/webhookb2\/\S{40,}/,
  /"auths"\s*:\s*\{[^{}]*\{[^{}]*"(?:auth|password)"\s*:\s*"[^"$<]{4,}"/,
];

/** Formats in which one part is the credential: it counts unless that part refers to something else. */
const PARTS: readonly RegExp[] = [
  // User and password in a URL, and in the form of Go's MySQL driver.
  /\w:\/\/[^\s/?#:@"']{0,256}:([^\s/?#@"']{1,512})@/gi,
  /(?:^|[\s"'=])[\w.-]{1,256}:([^\s@:/]{1,512})@(?:tcp|unix)\(/g,
  // Signature of a shared access token, next to its other parameters.
  /(?:[?&]|SharedAccessSignature (?:\S{1,512}&)?)sig=([\w%+/=-]{20,})/g,
  /\b(?:account|sharedaccess|primary|secondary)key\s*=\s*([^;,"'\s]+)/gi,
  /\b(?:bearer|basic)[ \t]+([\w+/.~=-]{16,})/gi,
  // Directives of Redis and Valkey, whose files separate name and value by a space.
  /^[ \t]*(?:requirepass|masterauth|sentinel[ \t]+auth-pass[ \t]+\S{1,256})[ \t]+(\S{1,512})/gim,
];

/** A password among the other settings of a connection string: `Server=…;Password=…`, `host=… password=…`, `…:6380,password=…`. */
const PASSWORD_SETTING = /(?:^|[;,?&\s"'])(?:password|pwd)[ \t]*=[ \t]*("[^"\n]*"|'[^'\n]*'|[^;,&\s"']+)/gi;
const OTHER_SETTING =
  /(?:^|[;,?&\s"'])(?:server|host|hostname|data source|address|addr|endpoint|database|dbname|initial catalog|user id|user|username|uid|port|ssl|sslmode|abortconnect)[ \t]*=|\w:\d{2,5},|jdbc:/i;
/** A call in a program's text: `connect(host=h, password=p)` names a variable. */
const CALL = /\w\((?!\))/;

/** Whether a text contains a credential that its own format shows, whatever its name. */
export function containsCredential(text: string): boolean {
  if (FORMATS.some((format) => format.test(text))) return true;
  const parts = PARTS.flatMap((format) => Array.from(text.matchAll(format), ([, part = ""]) => part));
  return [...parts, ...passwordsOf(text)].some((part) => !isReference(part));
}

function passwordsOf(text: string): readonly string[] {
  const lines = text.split("\n").filter((line) => OTHER_SETTING.test(line) && !CALL.test(line));
  return lines.flatMap((line) => Array.from(line.matchAll(PASSWORD_SETTING), ([, part = ""]) => unquoted(part)));
}

/** The text without the quotes around it. */
export function unquoted(text: string): string {
  return /^(["'])(.*)\1$/s.exec(text.trim())?.[2] ?? text.trim();
}

/** Variables of Kubernetes, shells, templates, Grafana and Python's configparser, and what documentation writes in place of a value. */
const REFERENCE =
  /^(?:\$__\w+\{[^{}]+\}|%\(\w+\)s|\$\([^()]+\)|\$\{[^{}]+\}|\$[A-Za-z_]\w*|\{\{.*\}\}|\{\w*\}|%\w+%|%[a-z]|<[^<>]*>|\[[\w -]*\]|\$\d|[*x.…]+)$/is;
const MIXED_REFERENCES = /\$\([^()]+\)|\$\{[^{}]+\}|\{\{.*?\}\}/gs;
/** References that a program, an init process or a webhook resolves to a secret. */
const SECRET_REFERENCE = /^@Microsoft\.\w+\(|@azurekeyvault(?:\?.*)?$|^(?:vault|arn|file|secretref|env|urn|ref\+\w+|>>vault):/i;

/** Whether a text only refers to a value: a variable, a placeholder, or the address of a secret in a store. */
export function isReference(text: string): boolean {
  const value = unquoted(text);
  if (value === "" || REFERENCE.test(value) || SECRET_REFERENCE.test(value)) return true;
  // `$(USER):$(PASSWORD)`: what remains without the variables separates them.
  return MIXED_REFERENCES.test(value) && /^[\W_]*$/.test(value.replace(MIXED_REFERENCES, ""));
}

const WORD =
  /^(?:true|false|yes|no|y|n|on|off|enabled?|disabled?|none|null|nil|undefined|unset|auto|default|empty|required|optional|redacted|masked|hidden)$/i;
/** Numbers, sizes, durations (Go, ISO 8601) and dates. */
const NUMBER =
  /^[-+]?\d[\d.,_]*(?:[kMGTP]i?B?|m|%)?$|^(?:\d+(?:\.\d+)?(?:ns|us|µs|ms|s|m|h|d))+$|^P(?=[\dT])[\dDHMSTWY.]+$|^\d{4}-\d\d-\d\d(?:T[\d:.]+Z?)?$/;
const PATH = /^(?:~|\.{1,2})?\/[\w.@ {}$()/-]*$|^[A-Za-z]:\\/;
const FILE = /^[\w./-]+\.(?:json|ya?ml|pem|crt|cer|key|pub|pfx|p12|jks|txt|conf|config|cfg|ini|env|properties|xml|toml|token|jwt|sock)$/i;
const URL_WITHOUT_PASSWORD = /^[a-z][a-z\d+.-]*:\/\/\S*$/i;

/** Whether a value cannot be a credential, even under the name of one: a switch, number, path, file, address or reference. */
export function isPlain(text: string): boolean {
  const value = unquoted(text);
  return isReference(value) || [WORD, NUMBER, PATH, FILE, URL_WITHOUT_PASSWORD].some((form) => form.test(value));
}

const TOKEN = /^[\w+/=~.-]+$/;
const HEX = /^(?:0x)?[0-9a-f]+$/i;
const GUID = /^\{?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$/i;
const DIGEST = /^sha\d+[-:]/i;
/** Longer texts are data: an archive, an image, a certificate. */
const LONGEST_TOKEN = 256;
/** What reads as a word or number in a text. Random texts have them too, but these are short: fewer than two characters on average. */
const WORDS = /[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+/g;
const RANDOM_WORD = 2.4;
/** The same under the name of a key. */
const KEY_WORD = 3;
/** base64url has two separators among 64 characters; names have one between two words. */
const RANDOM_SEPARATORS = 0.1;

/** Whether a text was generated at random from upper case, lower case and digits. */
export function isRandom(value: string, shortest = 32, longestWord = RANDOM_WORD): boolean {
  if (value.length < shortest || value.length > LONGEST_TOKEN || !TOKEN.test(value)) return false;
  if (HEX.test(value) || GUID.test(value) || DIGEST.test(value)) return false;
  if (!/[a-z]/.test(value) || !/[A-Z]/.test(value) || !/\d/.test(value)) return false;
  const words = value.match(WORDS) ?? [];
  const letters = words.join("").length;
  return letters / words.length <= longestWord && letters >= (1 - RANDOM_SEPARATORS) * value.length;
}

/** Whether a text has the form of a generated key: random characters, or at least 128 bits in hexadecimal. */
export function isGenerated(value: string): boolean {
  return isRandom(value, 20, KEY_WORD) || (HEX.test(value) && value.length >= 32);
}

const BASE64 = /^[A-Za-z\d+/]{24,}={0,2}$/;

/** What a base64 text contains, if that is text again. */
export function decodedText(value: string): string | undefined {
  if (!BASE64.test(value)) return undefined;
  const text = Buffer.from(value, "base64").toString("latin1");
  return /^[\t\n\r\x20-\x7e]+$/.test(text) ? text : undefined;
}
