import type { CheckResults } from "../rule";

/** The result for one route into the cluster, or for a part of it. */
export interface EdgeResult {
  /** Whether it compares the header. If not, an empty outcome is no proof of a check: the route may redirect or be unreachable. */
  readonly checked: boolean;
  /** Violations and undecided places; empty where none was found. */
  readonly outcome: CheckResults;
}

export const HEADER_CHECKED: EdgeResult = { checked: true, outcome: [] };
/** Not reachable from outside, or answered with a redirect only: no request to reject, and no check of the header. */
export const UNREACHABLE: EdgeResult = { checked: false, outcome: [] };

export function headerNotChecked(...outcome: CheckResults): EdgeResult {
  return { checked: false, outcome };
}

export function combineResults(results: readonly EdgeResult[]): EdgeResult {
  return { checked: results.some(({ checked }) => checked), outcome: results.flatMap(({ outcome }) => outcome) };
}
