import type { Finding, Undecided } from "../rule";

export type Judgement = readonly (Finding | Undecided)[];

/** What is said of one way into the cluster, or of a part of it. */
export interface Verdict {
  /** Whether something in it compares the header. Without that, no fault is no proof: it may only redirect, or not be reached. */
  readonly checked: boolean;
  readonly outcome: Judgement;
}

export const CHECKED: Verdict = { checked: true, outcome: [] };
/** Not reached from outside, or answered with a redirect only: nothing to refuse, and nothing that refuses. */
export const SILENT: Verdict = { checked: false, outcome: [] };

export function open(...outcome: Judgement): Verdict {
  return { checked: false, outcome };
}

export function together(verdicts: readonly Verdict[]): Verdict {
  return { checked: verdicts.some(({ checked }) => checked), outcome: verdicts.flatMap(({ outcome }) => outcome) };
}
