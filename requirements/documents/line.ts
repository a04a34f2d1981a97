/** What a line of a document is. */
export type Kind = "check" | "item" | "text";

/** A line of a document that asks for something, and where the repository answers it. */
export interface Line {
  readonly line: number;
  readonly kind: Kind;
  /** What the line asks for, in a few words of this project. */
  readonly asks: string;
  /** Names of {@link Subject}s, separated by spaces; empty where nothing applies. */
  readonly subjects: string;
  /** Lines of the same document that ask for the same: the controls that cite them answer this line too. */
  readonly like: readonly number[];
  /** Why nothing, or only a part, answers the line. */
  readonly note?: string;
}

export interface Document {
  readonly name: string;
  readonly title: string;
  /** Number of lines of each kind, counted in the document, which is not part of the repository. */
  readonly counts: Readonly<Record<Kind, number>>;
  /** Items of lists that describe or link, and ask for nothing. They are not counted. */
  readonly describing: readonly number[];
  readonly lines: readonly Line[];
}

/** An entry of a checklist. */
export function check(line: number, asks: string, subjects: string, like: readonly number[], note?: string): Line {
  return { line, kind: "check", asks, subjects, like, ...(note !== undefined && { note }) };
}

/** An item of a list, numbered or not. */
export function item(line: number, asks: string, subjects: string, note?: string): Line {
  return { line, kind: "item", asks, subjects, like: [], ...(note !== undefined && { note }) };
}

/** A sentence, or a setting of an example. */
export function text(line: number, asks: string, subjects: string, note?: string): Line {
  return { line, kind: "text", asks, subjects, like: [], ...(note !== undefined && { note }) };
}
