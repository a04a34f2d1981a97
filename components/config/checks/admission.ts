import { nearest } from "../../plan/nearest";

/**
 * Ends a message about a name that a table does not contain: the most similar name in it, and how the name is admitted. It does not say
 * since when Azure would have to offer it, because the tables also leave out some of what Azure offered before.
 */
export function admission(name: string, known: readonly string[], key: string): string {
  const similar = nearest(name, known);
  return `${similar === undefined ? "" : ` (did you mean ${similar}?)`}; if Azure offers it, list it in admitted.${key}`;
}

/** Azure compares names without regard to case. */
export const includesName = (names: readonly string[], name: string): boolean =>
  names.some((entry) => entry.toLowerCase() === name.toLowerCase());
