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

/** The directives of a snippet; none where nginx could not read it. Blocks may be nested to any depth. */
export function directivesOf(snippet: string): readonly Directive[] {
  const blocks: OpenBlock[] = [{ words: [], directives: [] }];
  let words: string[] = [];
  for (const { text, isSymbol } of tokensOf(snippet)) {
    if (!isSymbol) {
      words.push(text);
      continue;
    }
    if (text === "{") blocks.push({ words, directives: [] });
    else if (text === ";") blocks.at(-1)?.directives.push(directive(words));
    else if (words.length > 0 || !close(blocks)) return [];
    words = [];
  }
  const [whole] = blocks;
  return blocks.length === 1 && words.length === 0 && whole !== undefined ? whole.directives : [];
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

interface OpenBlock {
  /** Name and arguments of the directive that the block belongs to. */
  readonly words: readonly string[];
  readonly directives: Directive[];
}

function directive([name = "", ...args]: readonly string[]): Directive {
  return { name, args };
}

/** Ends the innermost block; false where none is open. */
function close(blocks: OpenBlock[]): boolean {
  const [inner, outer] = [blocks.at(-1), blocks.at(-2)];
  if (inner === undefined || outer === undefined) return false;
  blocks.pop();
  outer.directives.push({ ...directive(inner.words), block: inner.directives });
  return true;
}
