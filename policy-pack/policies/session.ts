import type { Profile } from "../rules/rule";
import type { ExemptionMatch, Exemptions } from "./exemptions";
import type { Recorder } from "./recorder";

/** One thing a policy said, as data: what the offline preview prints without taking messages apart. */
export interface Report {
  /** Policy it was said by: the control's own, `unknown-at-preview`, `advice` or `exemption-report`. */
  readonly policy: string;
  /** Id of the control it is about. */
  readonly control: string;
  /** Resource at fault; `undefined` where the stack as a whole is. */
  readonly urn: string | undefined;
  /** Property path; empty where no single property is at fault. */
  readonly path: string;
  readonly message: string;
}

/** What all policies of one pack share while they judge one stack. */
export interface Session {
  readonly profile: Profile;
  readonly recorder: Recorder;
  readonly exemptions: Exemptions;
  /** Places that could not be judged, until `unknown-at-preview` tells them. */
  readonly undecided: Notes<UndecidedNote>;
  /** Findings that an exemption covered, until `exemption-report` tells them. */
  readonly exempted: Notes<ExemptedNote>;
  /** Findings that a rule allows but wants known, until `advice` tells them. */
  readonly advisories: Notes<AdvisoryNote>;
  readonly onReport: (report: Report) => void;
}

export interface UndecidedNote {
  readonly control: string;
  readonly path: string;
}

export interface ExemptedNote extends UndecidedNote {
  readonly exemption: ExemptionMatch;
}

export interface AdvisoryNote extends UndecidedNote {
  readonly message: string;
}

/** Notes by resource URN, handed over once: the engine judges resources in parallel, so they cannot be kept in one list. */
export class Notes<T> {
  private readonly byUrn = new Map<string, T[]>();

  add(urn: string, note: T): void {
    const notes = this.byUrn.get(urn);
    if (notes === undefined) this.byUrn.set(urn, [note]);
    else notes.push(note);
  }

  take(urn: string): readonly T[] {
    const notes = this.byUrn.get(urn) ?? [];
    this.byUrn.delete(urn);
    return notes;
  }

  takeAll(): readonly (readonly [string, readonly T[]])[] {
    const all = [...this.byUrn];
    this.byUrn.clear();
    return all;
  }
}
