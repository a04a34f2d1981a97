import type { Policies } from "@pulumi/policy";
import { catalogue } from "../rules/catalogue";
import type { Profile, ResourceRule, Rule, StackRule } from "../rules/rule";
import { resourcePolicy, stackPolicy } from "./adapter";
import { type Exemption, Exemptions } from "./exemptions";
import { advice, exemptionReport, inputRecorder, unknownAtPreview } from "./housekeeping";
import { Recorder } from "./recorder";
import { Notes, type Report, type Session } from "./session";

export interface PackOptions {
  /** @default "production": the profile that asks for everything. */
  readonly profile?: Profile;
  /** Exemptions of the whole pack; those of single policies may also stand in policy configuration. @default none */
  readonly exemptions?: readonly Exemption[];
  /** Told everything the policies report, as data. @default nobody */
  readonly onReport?: (report: Report) => void;
  /** Clock by which exemptions expire. @default the system's */
  readonly now?: () => Date;
  /** Rules to enforce. @default the whole catalogue */
  readonly rules?: readonly Rule[];
}

/**
 * The policies of one pack. They share a session, so make a new set for every stack that is judged.
 *
 * Order matters: the recorder first, the policies that tell what others noted last.
 */
export function createPolicies(options: PackOptions = {}): Policies {
  const rules = options.rules ?? catalogue;
  const session: Session = {
    profile: options.profile ?? "production",
    recorder: new Recorder(new Set(rules.filter(isStackRule).flatMap(({ reads }) => reads))),
    exemptions: new Exemptions(options.exemptions ?? [], options.now ?? (() => new Date())),
    undecided: new Notes(),
    exempted: new Notes(),
    advisories: new Notes(),
    onReport: options.onReport ?? (() => {}),
  };
  return [
    inputRecorder(session),
    ...rules.map((rule) => (isStackRule(rule) ? stackPolicy(rule, session) : resourcePolicy(rule, session))),
    unknownAtPreview(session),
    advice(session),
    exemptionReport(session, rules),
  ];
}

function isStackRule(rule: ResourceRule | StackRule): rule is StackRule {
  return "checkStack" in rule;
}
