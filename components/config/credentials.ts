/**
 * Placeholders of a value that is inserted later are no credentials: `$(DB_PASSWORD)`, `${DB_PASSWORD}`, `{password}`, `<password>`,
 * `%PASSWORD%`, `#{password}#`.
 */
const NO_PLACEHOLDER = String.raw`(?![$<{%]|#\{)`;

/** Digits after a colon that are a port, not a password: `host:1433;user=app@server`. */
const NO_PORT = String.raw`(?!\d{1,5}[;,])`;

const FORMS: readonly RegExp[] = [
  // Members of a connection string, parameters of a URL.
  new RegExp(String.raw`(^|[;,?&\s])(password|passwd|pwd|accountkey|sharedaccesskey)\s*=\s*${NO_PLACEHOLDER}[^\s;,&]`, "i"),
  // A URL with a password in front of its host.
  new RegExp(String.raw`://[^\s/:@?#]*:${NO_PLACEHOLDER}${NO_PORT}[^\s/@?#]+@`),
  // The signature of a shared access signature of Azure.
  /[?&]sig=[^&\s]{20}/i,
];

/** Returns whether the text contains a password, a key or a signature. */
export const containsCredentials = (text: string): boolean => FORMS.some((form) => form.test(text));
