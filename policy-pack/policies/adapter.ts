import type { Policy, PolicyConfigSchema, ReportViolation, ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { get, isMissing, type Value } from "../rules/reading/values";
import {
  type CheckResults,
  type Finding,
  NOT_APPLICABLE,
  type Outcome,
  type ResourceRule,
  type Rule,
  type RuleContext,
  type RuleResource,
  type StackRule,
} from "../rules/rule";
import { configuredExemptions, EXEMPTIONS_SCHEMA, type Exemption } from "./exemptions";
import { type Subject, violation } from "./messages";
import { levelOf } from "./profiles";
import { read } from "./reader";
import { toRuleResource } from "./recorder";
import type { Session } from "./session";
import { normaliseType } from "./tokens";

type Config = Readonly<Record<string, Value>>;

/** Everything needed to turn an outcome into violations: one per rule and call. */
interface Evaluation {
  readonly rule: Rule;
  readonly session: Session;
  readonly own: readonly Exemption[];
  readonly report: ReportViolation;
  readonly subjectOf: (resource: RuleResource | undefined) => Subject | undefined;
}

export function resourcePolicy(rule: ResourceRule, session: Session): ResourceValidationPolicy {
  const speaksAbout = typeMatcher(rule.types);
  const otherType = notApplicable(`${rule.id} does not speak about this type`);
  const otherResource = notApplicable(`${rule.id} does not apply to this resource`);
  return {
    ...metadata(rule, session),
    validateResource: (args, report) => {
      if (!speaksAbout(normaliseType(args.type))) return otherType(args);
      const config = args.getConfig<Config>();
      const resource = toRuleResource(args);
      const outcome = evaluate(rule, () => rule.check(resource, contextOf(rule, session, config)));
      if (outcome === NOT_APPLICABLE) return otherResource(args);
      const subject = { type: resource.type, name: resource.name, reading: read(args.props) };
      const hearing = { rule, session, own: configuredExemptions(rule, config), report, subjectOf: () => subject };
      reportOutcome(resource.isPatch ? withoutAbsences(outcome, resource) : outcome, resource, hearing);
    },
  };
}

export function stackPolicy(rule: StackRule, session: Session): StackValidationPolicy {
  const noResource = notApplicable(`${rule.id} speaks about no resource of this stack`);
  const otherStack = notApplicable(`${rule.id} does not apply to this stack`);
  return {
    ...metadata(rule, session),
    validateStack: (args, report) => {
      const { recorder } = session;
      const views = rule.perCluster ? recorder.viewsByCluster(args.resources, rule.reads) : [recorder.view(args.resources, rule.reads)];
      const spoken = views.filter((view) => view.ofType(...rule.reads).length > 0);
      if (spoken.length === 0) return noResource(args);
      const config = args.getConfig<Config>();
      const outcome = combineOutcomes(spoken.map((view) => evaluate(rule, () => rule.checkStack(view, contextOf(rule, session, config)))));
      if (outcome === NOT_APPLICABLE) return otherStack(args);
      const subjectOf = (resource: RuleResource | undefined) => resource && { ...resource, reading: readingOf(session, resource) };
      reportOutcome(outcome, undefined, { rule, session, own: configuredExemptions(rule, config), report, subjectOf });
    },
  };
}

interface Answers {
  readonly notApplicable: (reason: string) => never;
}

/**
 * Most answers are this one, and it is an exception that nobody looks into: to make it for each resource and policy anew, with its
 * stack trace, would be most of what the pack costs. So the first one is kept and thrown again.
 */
function notApplicable(reason: string): (args: Answers) => never {
  let answer: { readonly thrown: unknown } | undefined;
  return (args) => {
    answer ??= { thrown: thrownBy(() => args.notApplicable(reason)) };
    throw answer.thrown;
  };
}

function thrownBy(action: () => never): unknown {
  try {
    return action();
  } catch (thrown) {
    return thrown;
  }
}

/** Policy metadata that the engine and Pulumi Cloud show. One framework is all the protocol takes; the others become tags. */
function metadata(rule: Rule, { profile }: Session): Policy {
  const { "MCSB v1": benchmark, ...others } = rule.frameworks ?? {};
  return {
    name: rule.name,
    displayName: `${rule.id} ${rule.title}`,
    description: `${rule.id}: ${rule.title}. ${rule.why}`,
    enforcementLevel: levelOf(rule, profile),
    severity: rule.severity,
    ...(benchmark !== undefined && { framework: microsoftBenchmark(benchmark) }),
    tags: [rule.id, ...Object.entries(others).flatMap(([framework, ids]) => ids.map((id) => `${framework}: ${id}`))],
    remediationSteps: rule.fix,
    url: rule.url,
    configSchema: schemaOf(rule),
  };
}

function microsoftBenchmark(ids: readonly string[]) {
  return {
    name: "Microsoft cloud security benchmark",
    version: "v1",
    reference: ids.join(", "),
    specification: "https://learn.microsoft.com/security/benchmark/azure/overview",
  };
}

function schemaOf(rule: Rule): PolicyConfigSchema {
  const options = Object.entries(rule.options ?? {}).map(([name, option]) => [name, { ...option }]);
  return { properties: structuredClone(Object.fromEntries([...options, ["exemptions", EXEMPTIONS_SCHEMA]])) };
}

/** Defaults are applied here too: the engine fills them in only where it was given configuration. */
function contextOf(rule: Rule, { profile }: Session, config: Config): RuleContext {
  const defaults = Object.fromEntries(Object.entries(rule.options ?? {}).map(([name, option]) => [name, option.default]));
  return { profile, config: { ...defaults, ...config } };
}

/** A rule that fails has decided nothing, so it blocks like a violation: it must neither stop the pack nor pass for compliant. */
function evaluate(rule: Rule, check: () => Outcome): Outcome {
  try {
    return check();
  } catch (error) {
    const fix = `Report this as a defect of ${rule.id}; until it is mended, exempt the resource or disable the policy.`;
    return [{ path: "(policy)", found: `the check failed: ${firstLine(error)}`, expected: "a check that can be judged", fix }];
  }
}

/** The outcomes of several clusters as one; not applicable only where it is so in all of them. */
function combineOutcomes(outcomes: readonly Outcome[]): Outcome {
  const decided = outcomes.filter((outcome) => outcome !== NOT_APPLICABLE);
  return decided.length === 0 ? NOT_APPLICABLE : decided.flat();
}

/** In a Patch resource, what is left out belongs to someone else. */
function withoutAbsences(outcome: CheckResults, { props }: RuleResource): Outcome {
  return outcome.filter((item) => "unknown" in item || !isMissing(get(props, item.path)));
}

function reportOutcome(outcome: Outcome, about: RuleResource | undefined, hearing: Evaluation): void {
  if (outcome === NOT_APPLICABLE) return;
  for (const item of outcome) {
    const resource = item.resource ?? about;
    if ("unknown" in item) hearing.session.undecided.add(resource?.urn ?? "", { control: hearing.rule.id, path: item.unknown });
    else reportFinding(item, resource, hearing);
  }
}

function reportFinding(finding: Finding, resource: RuleResource | undefined, { rule, session, own, report, subjectOf }: Evaluation): void {
  const urn = resource?.urn;
  const ruling = session.exemptions.match(rule, urn ?? "", own);
  if (ruling !== undefined && ruling.invalidReason === undefined) {
    session.exempted.add(urn ?? "", { control: rule.id, path: finding.path, exemption: ruling });
    return;
  }
  const note = ruling && `An exemption names this resource but does not count: ${ruling.invalidReason}.`;
  const message = violation(rule, finding, subjectOf(resource), note);
  if (finding.advisory) {
    session.advisories.add(urn ?? "", { control: rule.id, path: finding.path, message });
    return;
  }
  session.onReport({ policy: rule.name, control: rule.id, urn, path: finding.path, message });
  report(message, urn);
}

/** A stack rule may name a resource that was never recorded (it came from the engine's list); its own props are its reading then. */
function readingOf({ recorder }: Session, resource: RuleResource) {
  return recorder.readingOf(resource.urn) ?? read(resource.props);
}

/** A rule may also name a whole family of types: `azure-native:*`. */
function typeMatcher(types: readonly string[]): (type: string) => boolean {
  const exact = new Set(types);
  const prefixes = types.filter((type) => type.endsWith("*")).map((type) => type.slice(0, -1));
  return (type) => exact.has(type) || prefixes.some((prefix) => type.startsWith(prefix));
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n", 1)[0] ?? "";
}
