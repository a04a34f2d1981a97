/** A token of a query. */
export interface Token {
  readonly kind: "name" | "string" | "number" | "timespan" | "symbol";
  /** The text; of a string its value, of a timespan its source. */
  readonly text: string;
}

const SPACE = /\s+/y;
const PATTERNS: readonly (readonly [Token["kind"], RegExp])[] = [
  ["timespan", /\d+(?:ms|[smhd])\b/y],
  ["number", /\d+(?:\.\d+)?/y],
  // Negated operators such as `!startswith` and case-insensitive ones such as `in~` are one token.
  ["name", /!?[A-Za-z_]\w*~?/y],
  ["symbol", /==|!=|=~|!~|<=|>=|[<>=|()[\],.;]/y],
];
const VERBATIM = /@"((?:[^"]|"")*)"/y;
const QUOTED = /"((?:[^"\\]|\\.)*)"/y;

/** Splits a query into tokens. Throws on what is not one of them, comments included. */
export function tokenize(query: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < query.length) {
    const space = matchAt(SPACE, query, at);
    if (space !== undefined) {
      at += space[0].length;
      continue;
    }
    const { token, length } = tokenAt(query, at);
    tokens.push(token);
    at += length;
  }
  return tokens;
}

function tokenAt(query: string, at: number): { readonly token: Token; readonly length: number } {
  const text = textAt(query, at);
  if (text !== undefined) return text;
  for (const [kind, pattern] of PATTERNS) {
    const found = matchAt(pattern, query, at)?.[0];
    if (found !== undefined) return { token: { kind, text: found }, length: found.length };
  }
  throw new Error(`unexpected character at ${JSON.stringify(query.slice(at, at + 20))}`);
}

function textAt(query: string, at: number): { readonly token: Token; readonly length: number } | undefined {
  const verbatim = matchAt(VERBATIM, query, at);
  if (verbatim !== undefined) {
    return { token: { kind: "string", text: (verbatim[1] ?? "").replaceAll('""', '"') }, length: verbatim[0].length };
  }
  const quoted = matchAt(QUOTED, query, at);
  if (quoted === undefined) return undefined;
  const source = quoted[1] ?? "";
  // Only the escapes that need no table: anything else would be guessed.
  if (/\\[^"\\]/.test(source)) throw new Error(`unknown escape in ${quoted[0]}`);
  return { token: { kind: "string", text: source.replace(/\\(.)/g, "$1") }, length: quoted[0].length };
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}
