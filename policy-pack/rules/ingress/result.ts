import type { CheckResults } from "../rule";

/** What is said of one way into the cluster, or of a part of it. */
export interface EdgeResult {
  /** Whether something in it compares the header. Without that, no fault is no proof: it may only redirect, or not be reached. */
  readonly checked: boolean;
  readonly outcome: CheckResults;
}

export const CHECKED: EdgeResult = { checked: true, outcome: [] };
/** Not reached from outside, or answered with a redirect only: nothing to refuse, and nothing that refuses. */
export const UNREACHABLE: EdgeResult = { checked: false, outcome: [] };

export function open(...outcome: CheckResults): EdgeResult {
  return { checked: false, outcome };
}

export function combineResults(verdicts: readonly EdgeResult[]): EdgeResult {
  return { checked: verdicts.some(({ checked }) => checked), outcome: verdicts.flatMap(({ outcome }) => outcome) };
}
