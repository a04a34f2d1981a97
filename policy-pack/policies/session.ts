import type { Profile, RuleResource } from "../rules/rule";
import type { Coverage } from "./coverage";
import type { ExemptionMatch, Exemptions } from "./exemptions";
import type { Recorder, Registration } from "./recorder";

/** One violation that a policy reported, as data: the offline preview prints it without parsing messages. */
export interface Report {
  /** Policy that reported it: the control's own, `unknown-at-preview`, `advice` or `exemption-report`. */
  readonly policy: string;
  /** Id of the control. */
  readonly control: string;
  /** Resource that violates the control; `undefined` if the stack as a whole does. */
  readonly urn: string | undefined;
  /** Property path; empty where the report is not about a single property. */
  readonly path: string;
  /** Text that the engine shows. */
  readonly message: string;
  /** Whether nothing is violated: the control could not be evaluated, because the value at the path is not known yet. */
  readonly undecided?: true;
}

/** State that all policies of one pack share while they evaluate one stack. */
export interface Session {
  /** Profile of the stack. */
  readonly profile: Profile;
  /** Environments that the stack's name and configuration declare; undefined where the pack's options set the profile. */
  readonly environments: readonly string[] | undefined;
  /** Whether inputs keep Pulumi's mark on secrets. */
  readonly secretMarks: boolean;
  /** Clock by which exemptions expire, and with which rules compare dates. */
  readonly now: () => Date;
  /** A resource as rules receive it. */
  readonly resourceOf: (registration: Registration) => RuleResource;
  /** Inputs that stack rules read. */
  readonly recorder: Recorder;
  /** Exemptions of the whole pack. */
  readonly exemptions: Exemptions;
  /** Findings that cover those of other controls. */
  readonly coverage: Coverage;
  /** Paths that could not be evaluated, until `unknown-at-preview` reports them. */
  readonly undecided: Notes<UndecidedNote>;
  /** Findings that an exemption covers, until `exemption-report` reports them. */
  readonly exempted: Notes<ExemptedNote>;
  /** Advisory findings, until `advice` reports them. */
  readonly advisories: Notes<AdvisoryNote>;
  /** Receives everything the policies report. */
  readonly onReport: (report: Report) => void;
}

export interface UndecidedNote {
  readonly control: string;
  readonly path: string;
}

export interface ExemptedNote extends UndecidedNote {
  readonly match: ExemptionMatch;
}

export interface AdvisoryNote extends UndecidedNote {
  readonly message: string;
}

/** Notes by resource URN, each returned once. The engine validates resources in parallel, so one list would mix their notes. */
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
