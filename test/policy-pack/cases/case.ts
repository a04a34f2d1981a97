import type { Profile } from "../../../policy-pack/rules/rule";

/** A resource as a program registers it; unknown leaves are the symbol `UNKNOWN`. */
export interface CaseResource {
  type: string;
  name?: string;
  props: Record<string, unknown>;
  urn?: string;
  /** property -> names of the case resources it was computed from */
  sources?: Record<string, string[]>;
  /** settings of its provider, where they are relevant: they identify the cluster */
  provider?: Record<string, unknown>;
}

export interface FailingCase {
  resources: CaseResource[];
  /** paths of the expected findings, all of them */
  at: string[];
  profile?: Profile;
  config?: Record<string, unknown>;
}

export interface PassingCase {
  resources: CaseResource[];
  profile?: Profile;
  config?: Record<string, unknown>;
}

export interface ControlCases {
  passes: (CaseResource[] | PassingCase)[];
  fails: FailingCase[];
  notApplicable?: (CaseResource[] | PassingCase)[];
  /** unknown leaves: paths reported undecided */
  undecided?: FailingCase[];
}
