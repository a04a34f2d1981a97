import type { Policies } from "@pulumi/policy";
import { catalogue } from "../rules/catalogue";
import type { Profile, Rule } from "../rules/rule";
import { createPolicy, isStackRule } from "./adapter";
import { type ConfiguredLevel, Coverage, inOrderOfCoverage } from "./coverage";
import { type Exemption, Exemptions } from "./exemptions";
import { levelOf } from "./profiles";
import { Recorder, ruleResources } from "./recorder";
import { createAdvice, createExemptionReport, createInputRecorder, createUnknownAtPreview } from "./reportingPolicies";
import { Notes, type Report, type Session } from "./session";

export interface PackOptions {
  /**
   * Profile that sets the enforcement levels policy configuration does not set.
   * @default "production": enforces every control at its own level
   */
  readonly profile?: Profile;
  /**
   * Environments that the stack's name and configuration declare (`environmentsOf`). If there are none, GOV-03 reports it.
   * @default none: the profile is this pack's own choice, and GOV-03 does not apply
   */
  readonly environments?: readonly string[];
  /**
   * Whether the inputs that policies receive keep Pulumi's mark on secrets (`keepSecretMarks`); the SDK removes it.
   * @default false: SEC-06 does not apply, because every value seems to have no mark
   */
  readonly secretMarks?: boolean;
  /**
   * Exemptions of the whole pack. Policy configuration may hold further ones, for single policies.
   * @default none: only the exemptions in policy configuration apply
   */
  readonly exemptions?: readonly Exemption[];
  /**
   * Receives everything the policies report, as data.
   * @default none: policies report to the engine only
   */
  readonly onReport?: (report: Report) => void;
  /**
   * Levels that policy configuration sets, by policy name; it may be filled until the first resource is evaluated. A policy cannot read
   * its own level, and a finding is left out only beside one of the same cause that is at least as strict.
   * @default none: the levels are not known, and every control reports, also where several have one cause
   */
  readonly configuredLevels?: ReadonlyMap<string, ConfiguredLevel>;
  /**
   * Clock by which exemptions expire, and with which rules compare dates.
   * @default the system's clock
   */
  readonly now?: () => Date;
  /**
   * Rules to enforce.
   * @default the whole catalogue
   */
  readonly rules?: readonly Rule[];
}

/**
 * The policies of one pack. They share a session, so create a new set for every stack that is evaluated.
 *
 * The order matters: the recorder runs first, the policies that report what others noted run last.
 */
export function createPolicies(options: PackOptions = {}): Policies {
  const rules = options.rules ?? catalogue;
  const now = options.now ?? (() => new Date());
  const { profile = "production", configuredLevels } = options;
  const levelIn = configuredLevels && ((rule: Rule) => configuredLevels.get(rule.name) ?? levelOf(rule, profile));
  const session: Session = {
    profile,
    environments: options.environments,
    secretMarks: options.secretMarks ?? false,
    now,
    resourceOf: ruleResources(options.secretMarks ?? false),
    recorder: new Recorder(new Set(rules.filter(isStackRule).flatMap(({ reads }) => reads))),
    exemptions: new Exemptions(options.exemptions ?? [], now),
    coverage: new Coverage(rules, levelIn),
    undecided: new Notes(),
    exempted: new Notes(),
    advisories: new Notes(),
    onReport: options.onReport ?? (() => {}),
  };
  return [
    createInputRecorder(session),
    ...inOrderOfCoverage(rules).map((rule) => createPolicy(rule, session)),
    createUnknownAtPreview(session),
    createAdvice(session),
    createExemptionReport(session, rules),
  ];
}
