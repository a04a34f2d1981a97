import type { EnforcementLevel } from "@pulumi/policy";
import { normaliseType } from "../../policy-pack/policies/tokens";
import { catalogue } from "../../policy-pack/rules/catalogue";
import { typeMatcher } from "../../policy-pack/rules/reading/types";
import type { Rule, Severity } from "../../policy-pack/rules/rule";
import { type NotJudged, notJudged } from "../notJudged";
import type { Finding, Pack } from "../pack";
import type { PolicySettings } from "../policySettings";
import type { Position, Registration } from "../registration";
import type { Renderings } from "../renderings";
import { displayProperties, type Properties } from "../wire";
import type { Comparison } from "./comparison/comparison";
import { type Summary, summarise } from "./summary";
import { visibleInputs } from "./visible";

/**
 * What every report is written from. Nothing in it has to be masked again: inputs and outputs are masked when it is built, the messages
 * of findings, the warnings and the error before.
 */
export interface Report {
  /** Folder of the Pulumi project. */
  readonly directory: string;
  /** Name of the stack. */
  readonly stack: string;
  /** Name of the Pulumi project. */
  readonly project: string;
  /** In the order of registration; the first is the stack itself. */
  readonly resources: readonly ReportedResource[];
  /** Outputs of the stack by name. */
  readonly outputs: Properties;
  /** In the order of evaluation. */
  readonly findings: readonly ReportedFinding[];
  /** Every control of the pack, also those that are disabled or that nothing in the stack is subject to. */
  readonly controls: readonly ReportedControl[];
  readonly notJudged: NotJudged;
  readonly warnings: readonly string[];
  readonly summary: Summary;
  /** Difference from the base of `--diff`; undefined without the option. */
  readonly comparison: Comparison | undefined;
}

export interface ReportedResource {
  readonly urn: string;
  /** Type token as the program uses it, with API version. */
  readonly type: string;
  /** Logical name. */
  readonly name: string;
  /** URN of the parent; empty for the stack itself. */
  readonly parent: string;
  /** False for components. */
  readonly custom: boolean;
  /** Whether the program only reads it. */
  readonly external: boolean;
  /** Inputs, masked. */
  readonly inputs: Properties;
  /** URNs of the resources it depends on. */
  readonly dependencies: readonly string[];
  /** Whether the resource option `protect` is on. */
  readonly protect: boolean;
  /** `urn::id` of an explicit provider, else empty. */
  readonly provider: string;
  /** Where the program creates it; undefined where no report of this preview shows it. */
  readonly position: Position | undefined;
}

/** A finding with what the catalogue says about its control; empty strings where a policy of the pack enforces no control. */
export interface ReportedFinding extends Finding {
  readonly title: string;
  /** Undefined where neither control nor policy declares one. */
  readonly severity: Severity | undefined;
  readonly why: string;
  readonly fix: string;
  readonly url: string;
}

export interface ReportedControl {
  readonly id: string;
  /** Name of the policy. */
  readonly policy: string;
  readonly title: string;
  readonly severity: Severity;
  readonly why: string;
  readonly fix: string;
  readonly url: string;
  /** Control ids of published frameworks, by framework. */
  readonly frameworks: Readonly<Record<string, readonly string[]>>;
  /** Level in this evaluation. */
  readonly level: EnforcementLevel;
  /** Whether the stack has a resource of a type that the control is about. */
  readonly applies: boolean;
}

export interface ReportSources {
  readonly directory: string;
  readonly stack: string;
  readonly project: string;
  readonly registrations: readonly Registration[];
  readonly renderings: Renderings;
  /** Stack outputs in protocol form. */
  readonly outputs: Properties;
  readonly pack: Pack;
  readonly settings: PolicySettings;
  readonly findings: readonly Finding[];
  readonly warnings: readonly string[];
  /** @default none: nothing is compared */
  readonly comparison?: Comparison;
}

export function buildReport(sources: ReportSources): Report {
  const { directory, stack, project, registrations, renderings, outputs, pack, findings, warnings, comparison } = sources;
  return {
    directory,
    stack,
    project,
    resources: registrations.map(reportedResource),
    outputs: displayProperties(outputs),
    findings: explainFindings(findings),
    controls: reportedControls(sources),
    notJudged: notJudged({ registrations, renderings, findings, packages: pack.packages }),
    warnings,
    summary: summarise(registrations, findings),
    comparison,
  };
}

export function reportedResource(registration: Registration): ReportedResource {
  const { urn, type, name, parent, custom, external, dependencies, options, provider, position } = registration;
  const inputs = visibleInputs(registration);
  return { urn, type, name, parent, custom, external, inputs, dependencies, protect: options.protect, provider, position };
}

/** Adds to each finding what the catalogue says about its control. */
export function explainFindings(findings: readonly Finding[]): readonly ReportedFinding[] {
  const rules = new Map(catalogue.map((rule) => [rule.id, rule]));
  return findings.map((finding) => {
    const { title = "", severity, why = "", fix = "", url = "" } = rules.get(finding.control) ?? {};
    return { ...finding, title, severity, why, fix, url };
  });
}

function reportedControls({ registrations, pack, settings }: ReportSources): readonly ReportedControl[] {
  const types = [...new Set(registrations.filter(({ external }) => !external).map(({ type }) => normaliseType(type)))];
  const levels = new Map(pack.policies.map((policy) => [policy.name, settings.levelOf(policy) ?? "advisory"]));
  return catalogue.flatMap((rule) => {
    const level = levels.get(rule.name);
    if (level === undefined) return [];
    const { id, name: policy, title, severity, why, fix, url, frameworks = {} } = rule;
    return [{ id, policy, title, severity, why, fix, url, frameworks, level, applies: types.some(typeMatcher(typesOf(rule))) }];
  });
}

function typesOf(rule: Rule): readonly string[] {
  return [...("types" in rule ? rule.types : []), ...("reads" in rule ? rule.reads : [])];
}
