/** A directive of nginx's configuration. */
export interface Directive {
  readonly name: string;
  /** Arguments without their quotes. */
  readonly args: readonly string[];
  /** The directives of its block. */
  readonly block?: readonly Directive[];
}

type Token = { readonly text: string; readonly isSymbol: boolean };

/** A quoted string, a symbol, a comment or a word: a `#` inside a word is part of it, and so are the braces of `${name}`. */
const TOKEN = /\s+|#[^\n]*|"((?:\\[\s\S]|[^"\\])*)"|'((?:\\[\s\S]|[^'\\])*)'|([{};])|((?:\\[\s\S]|\$\{[^}]*\}|[^\s{};"'])+)/y;

/** The directives of a snippet; none where nginx could not read it. */
export function directivesOf(snippet: string): readonly Directive[] {
  const tokens = tokensOf(snippet);
  const { directives, rest } = readBlock(tokens);
  return rest.length === 0 ? directives : [];
}

function tokensOf(text: string): readonly Token[] {
  const pattern = new RegExp(TOKEN);
  const tokens: Token[] = [];
  while (pattern.lastIndex < text.length) {
    const found = pattern.exec(text);
    // An unclosed quote: a lone symbol makes the snippet unreadable.
    if (found === null) return [{ text: "}", isSymbol: true }];
    const [, double, single, symbol, word] = found;
    const value = double ?? single ?? symbol ?? word;
    if (value !== undefined) tokens.push({ text: value, isSymbol: symbol !== undefined });
  }
  return tokens;
}

interface Block {
  readonly directives: readonly Directive[];
  /** Tokens after the block, from its closing brace on. */
  readonly rest: readonly Token[];
}

function readBlock(tokens: readonly Token[]): Block {
  const directives: Directive[] = [];
  let rest = tokens;
  while (rest.length > 0 && !isClosing(rest[0])) {
    const end = rest.findIndex(({ isSymbol }) => isSymbol);
    const [name = "", ...args] = rest.slice(0, Math.max(end, 0)).map(({ text }) => text);
    if (end < 0 || isClosing(rest[end])) return { directives: [], rest };
    const isBlock = rest[end]?.text === "{";
    rest = rest.slice(end + 1);
    if (!isBlock) directives.push({ name, args });
    else {
      const inner = readBlock(rest);
      if (!isClosing(inner.rest[0])) return { directives: [], rest: [{ text: "{", isSymbol: true }] };
      directives.push({ name, args, block: inner.directives });
      rest = inner.rest.slice(1);
    }
  }
  return { directives, rest };
}

function isClosing(token: Token | undefined): boolean {
  return token?.isSymbol === true && token.text === "}";
}
