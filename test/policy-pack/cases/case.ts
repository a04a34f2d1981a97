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
  /** resource options that controls read */
  opts?: { protect?: boolean; ignoreChanges?: string[] };
}

export interface PassingCase {
  resources: CaseResource[];
  profile?: Profile;
  config?: Record<string, unknown>;
  /** environments that the stack's name and configuration declare */
  environments?: string[];
  stackTags?: Record<string, string>;
  /** paths of the expected advice, all of them; none by default */
  advised?: string[];
}

export interface FailingCase extends PassingCase {
  /** paths of the expected findings, all of them */
  at: string[];
}

export interface ControlCases {
  passes: (CaseResource[] | PassingCase)[];
  fails: FailingCase[];
  notApplicable?: (CaseResource[] | PassingCase)[];
  /** unknown leaves: paths reported undecided */
  undecided?: FailingCase[];
}
