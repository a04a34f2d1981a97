import type { Token } from "./tokens";

/** Reads tokens from first to last. */
export class TokenReader {
  private at = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  get done(): boolean {
    return this.at >= this.tokens.length;
  }

  peek(): Token | undefined {
    return this.tokens[this.at];
  }

  /** Whether the next token is this name or symbol. */
  is(text: string): boolean {
    const token = this.peek();
    return token !== undefined && token.kind !== "string" && token.text === text;
  }

  /** Reads the token if it is this name or symbol. */
  accept(text: string): boolean {
    const found = this.is(text);
    if (found) this.at += 1;
    return found;
  }

  expect(text: string): void {
    if (!this.accept(text)) throw new Error(`expected ${text}, found ${this.describe()}`);
  }

  next(): Token {
    const token = this.peek();
    if (token === undefined) throw new Error("the query ends too early");
    this.at += 1;
    return token;
  }

  name(): string {
    const token = this.next();
    if (token.kind !== "name") throw new Error(`expected a name, found ${token.text}`);
    return token.text;
  }

  /** Reads `item`, and further ones after commas. */
  list<T>(item: () => T): readonly T[] {
    const items = [item()];
    while (this.accept(",")) items.push(item());
    return items;
  }

  /** Whether the next tokens are a name and `=`. */
  startsAssignment(): boolean {
    const following = this.tokens[this.at + 1];
    return this.peek()?.kind === "name" && following?.kind === "symbol" && following.text === "=";
  }

  private describe(): string {
    return this.peek()?.text ?? "the end of the query";
  }
}
