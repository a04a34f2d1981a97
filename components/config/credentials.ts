/** What stands for a value from elsewhere: `$(DB_PASSWORD)`, `${DB_PASSWORD}`, `{password}`, `<password>`, `%PASSWORD%`, `#{password}#`. */
const NO_PLACEHOLDER = String.raw`(?![$<{%]|#\{)`;

/** A port that something else follows than the at sign: `host:1433;user=app@server`. */
const NO_PORT = String.raw`(?!\d{1,5}[;,])`;

const FORMS: readonly RegExp[] = [
  // Members of a connection string, parameters of a URL.
  new RegExp(String.raw`(^|[;,?&\s])(password|passwd|pwd|accountkey|sharedaccesskey)\s*=\s*${NO_PLACEHOLDER}[^\s;,&]`, "i"),
  // A URL with a password in front of its host.
  new RegExp(String.raw`://[^\s/:@?#]*:${NO_PLACEHOLDER}${NO_PORT}[^\s/@?#]+@`),
  // The signature of a shared access signature of Azure.
  /[?&]sig=[^&\s]{20}/i,
];

/** Whether the text carries a password, a key or a signature. */
export const carriesCredentials = (text: string): boolean => FORMS.some((form) => form.test(text));
