import { nearest } from "../../plan/nearest";

/** Ends a message about a name that a table does not contain: the most similar name in it, and how a newer one is admitted. */
export function admission(name: string, known: readonly string[], key: string, read: string): string {
  const similar = nearest(name, known);
  return `${similar === undefined ? "" : ` (did you mean ${similar}?)`}; if Azure offers it since ${read}, list it in admitted.${key}`;
}

/** Azure compares names without regard to case. */
export const includesName = (names: readonly string[], name: string): boolean =>
  names.some((entry) => entry.toLowerCase() === name.toLowerCase());
