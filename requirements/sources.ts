import sources from "./sources.json";

/** How the lines of the documents relate to a control. */
export type Basis = "stated" | "implied" | "related";

export interface Source {
  readonly basis: Basis;
  /** Line numbers by name of the document. */
  readonly lines: Readonly<Record<string, readonly number[]>>;
}

/** What each control is based on, by id; a control of this project's own has no entry. */
export const SOURCES = sources as Readonly<Record<string, Source>>;
