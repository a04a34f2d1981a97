import { airbyteAks } from "./documents/airbyteAks";
import { aksWorkload } from "./documents/aksWorkload";
import { entraSidecar } from "./documents/entraSidecar";
import type { Document, Line } from "./documents/line";
import { missionCritical } from "./documents/missionCritical";
import { SOURCES, type Source } from "./sources";

/**
 * The documents that the platform follows. What counts as a line: each entry of a checklist; each item of a list, numbered or not, that
 * asks for something; and each sentence or setting of an example that asks for something, one for a subject of a paragraph. Headings, code
 * without a requirement, lists that only describe, and links do not count.
 */
export const DOCUMENTS: readonly Document[] = [entraSidecar, missionCritical, aksWorkload, airbyteAks];

/** The controls whose sources name the line, or one that asks for the same. */
export function controlsOf(document: Document, { line, like }: Line): readonly string[] {
  const lines = [line, ...like];
  const cites = ([, source]: readonly [string, Source]): boolean =>
    source.lines[document.name]?.some((cited) => lines.includes(cited)) === true;
  return Object.entries(SOURCES)
    .filter(cites)
    .map(([id]) => id);
}
