/** What stands for a value that comes from elsewhere: `$(DB_PASSWORD)`, `${DB_PASSWORD}`, `{password}`, `<password>`, `%PASSWORD%`. */
const NO_PLACEHOLDER = "(?![$<{%])";

const FORMS: readonly RegExp[] = [
  // Members of a connection string, parameters of a URL.
  new RegExp(String.raw`(^|[;,?&\s])(password|passwd|pwd|accountkey|sharedaccesskey)\s*=\s*${NO_PLACEHOLDER}[^\s;,&]`, "i"),
  // A URL with a password in front of its host.
  new RegExp(String.raw`://[^\s/:@]*:${NO_PLACEHOLDER}[^\s/@]+@`),
  // The signature of a shared access signature of Azure.
  /[?&]sig=[^&\s]{20}/i,
];

/** Whether the text carries a password, a key or a signature. */
export const carriesCredentials = (text: string): boolean => FORMS.some((form) => form.test(text));
