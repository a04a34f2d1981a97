import type { ReportViolation, ResourceRemediation, ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { typeMatcher } from "../rules/reading/types";
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
import { isKubernetes } from "./clusters";
import { configuredExemptions, type Exemption } from "./exemptions";
import { type Subject, violationMessage } from "./messages";
import { metadata } from "./metadata";
import { environmentsInTags } from "./profiles";
import { read, targetOf } from "./reader";
import { type Inputs, type Remedy, remedied } from "./remediation";
import type { Session } from "./session";
import { normaliseType } from "./tokens";

type Config = Readonly<Record<string, Value>>;

/** What is needed to report the outcome of one evaluation of a rule. */
interface Evaluation {
  readonly rule: Rule;
  readonly session: Session;
  /** Exemptions in the policy's own configuration. */
  readonly configured: readonly Exemption[];
  readonly report: ReportViolation;
  readonly subjectOf: (resource: RuleResource | undefined) => Subject | undefined;
}

/** The policy of a rule: one policy, under one name, also where the rule has both checks. */
export function createPolicy(rule: Rule, session: Session): ResourceValidationPolicy | StackValidationPolicy {
  const policy = metadata(rule, session);
  if (!isStackRule(rule)) return { ...policy, ...resourceCheck(rule, session) };
  return { ...policy, ...("check" in rule && resourceCheck(rule, session)), ...stackCheck(rule, session) };
}

export function isStackRule(rule: Rule): rule is StackRule {
  return "checkStack" in rule;
}

function resourceCheck(rule: ResourceRule, session: Session): Pick<ResourceValidationPolicy, "validateResource" | "remediateResource"> {
  const isInScope = typeMatcher(rule.types);
  const contextFor = contextsOf(rule, session);
  const otherType = notApplicable(`${rule.id} does not apply to this type`);
  const otherResource = notApplicable(`${rule.id} does not apply to this resource`);
  return {
    validateResource: (args, report) => {
      if (!isInScope(normaliseType(args.type))) return otherType(args);
      const config = args.getConfig<Config>();
      const resource = session.resourceOf(args);
      session.coverage.restart(rule, resource.urn);
      const otherCloud = session.recorder.otherCloudOf(resource.urn);
      const context = { ...contextFor(args), ...(otherCloud && { otherCloud }) };
      const outcome = evaluate(rule, () => rule.check(resource, context));
      if (outcome === NOT_APPLICABLE) return otherResource(args);
      const subject = { type: resource.type, name: resource.name, reading: read(args.props) };
      const evaluation = { rule, session, configured: configuredExemptions(rule, config), report, subjectOf: () => subject };
      reportOutcome(resource.isPatch ? withoutAbsences(outcome, resource) : outcome, resource, evaluation);
    },
    ...(rule.remedy !== undefined && { remediateResource: remediation(rule, rule.remedy, session) }),
  };
}

/** The engine calls it before the check, and only at the level `remediate`. An exempted resource keeps its inputs. */
function remediation(rule: ResourceRule, remedy: Remedy, session: Session): ResourceRemediation {
  const isInScope = typeMatcher(rule.types);
  const contextFor = contextsOf(rule, session);
  return (args) => {
    if (!isInScope(normaliseType(args.type))) return undefined;
    const match = session.exemptions.match(rule, args.urn, configuredExemptions(rule, args.getConfig<Config>()));
    if (match !== undefined && match.invalidReason === undefined) return undefined;
    const context = contextFor(args);
    const pathsOf = (props: Inputs): readonly string[] => {
      const resource = session.resourceOf({ ...args, props });
      const outcome = evaluate(rule, () => rule.check(resource, context));
      return outcome === NOT_APPLICABLE ? [] : violations(resource.isPatch ? withoutAbsences(outcome, resource) : outcome);
    };
    return remedied(targetOf(args.props), pathsOf, remedy);
  };
}

/** Paths of what was found; without advice. */
function violations(results: CheckResults): readonly string[] {
  return results.flatMap((item) => ("unknown" in item || item.advisory ? [] : item.path));
}

function stackCheck(rule: StackRule, session: Session): Pick<StackValidationPolicy, "validateStack"> {
  const noResource = notApplicable(`${rule.id} applies to no resource of this stack`);
  const otherStack = notApplicable(`${rule.id} does not apply to this stack`);
  const contextFor = contextsOf(rule, session);
  return {
    validateStack: (args, report) => {
      const { recorder, coverage } = session;
      if (!("check" in rule)) coverage.restart(rule);
      const views = rule.perCluster ? recorder.viewsByCluster(args.resources, rule.reads) : [recorder.view(args.resources, rule.reads)];
      const applicable = views.filter((view) => view.ofType(...rule.reads).length > 0);
      if (applicable.length === 0) return noResource(args);
      const config = args.getConfig<Config>();
      const context = contextFor(args);
      const outcome = combineOutcomes(applicable.map((view) => evaluate(rule, () => rule.checkStack(view, context))));
      if (outcome === NOT_APPLICABLE) return otherStack(args);
      const subjectOf = (resource: RuleResource | undefined) => resource && { ...resource, reading: readingOf(session, resource) };
      reportOutcome(outcome, undefined, { rule, session, configured: configuredExemptions(rule, config), report, subjectOf });
    },
  };
}

/** What the SDK passes to every policy about the stack and the policy's own configuration. */
interface StackArgs {
  readonly stackTags: ReadonlyMap<string, string>;
  readonly getConfig: <T extends object>() => T;
}

interface PolicyArgs {
  readonly notApplicable: (reason: string) => never;
}

/**
 * Most evaluations end with this exception of the SDK, whose stack trace is never read. Creating one for each resource and policy would
 * be most of the pack's run time, so the first one is kept and thrown again.
 */
function notApplicable(reason: string): (args: PolicyArgs) => never {
  let cached: { readonly thrown: unknown } | undefined;
  return (args) => {
    cached ??= { thrown: thrownBy(() => args.notApplicable(reason)) };
    throw cached.thrown;
  };
}

function thrownBy(action: () => never): unknown {
  try {
    return action();
  } catch (thrown) {
    return thrown;
  }
}

/** Defaults are applied here as well: the engine applies them only to policies that are configured. */
function contextsOf(rule: Rule, { profile, environments, now }: Session): (args: StackArgs) => RuleContext {
  const defaults = Object.fromEntries(Object.entries(rule.options ?? {}).map(([name, option]) => [name, option.default]));
  return (args) => {
    const declared = environments && [...environments, ...environmentsInTags(args.stackTags)];
    const config = { ...defaults, ...args.getConfig<Config>() };
    return { profile, config, now: now(), ...(declared !== undefined && { environments: declared }) };
  };
}

/** A rule that throws is reported as a violation: it must neither stop the pack nor count as compliant. */
function evaluate(rule: Rule, check: () => Outcome): Outcome {
  try {
    return check();
  } catch (error) {
    const fix = `Report this as a defect of ${rule.id}; until it is fixed, exempt the resource or disable the policy.`;
    return [{ path: "(policy)", found: `the check failed: ${firstLine(error)}`, expected: "a check that completes", fix }];
  }
}

/**
 * The outcomes of several clusters as one: not applicable only if that is the outcome for every cluster. Resources that are not Kubernetes
 * are evaluated with each cluster, and reported once.
 */
function combineOutcomes(outcomes: readonly Outcome[]): Outcome {
  const decided = outcomes.filter((outcome) => outcome !== NOT_APPLICABLE);
  if (decided.length < 2) return decided[0] ?? NOT_APPLICABLE;
  return [...new Map(decided.flat().map((item, index) => [resultKey(item, index), item])).values()];
}

function resultKey(item: CheckResults[number], index: number): string {
  if (item.resource === undefined || isKubernetes(item.resource.type)) return `${index}`;
  return JSON.stringify([item.resource.urn, "unknown" in item ? { unknown: item.unknown } : item.path]);
}

/** A Patch resource does not set the fields it omits: they belong to other field managers. */
function withoutAbsences(outcome: CheckResults, { props }: RuleResource): CheckResults {
  return outcome.filter((item) => "unknown" in item || !isMissing(get(props, item.path)));
}

function reportOutcome(outcome: Outcome, target: RuleResource | undefined, evaluation: Evaluation): void {
  if (outcome === NOT_APPLICABLE) return;
  for (const item of outcome) {
    const resource = item.resource ?? target;
    if ("unknown" in item) evaluation.session.undecided.add(resource?.urn ?? "", { control: evaluation.rule.id, path: item.unknown });
    else reportFinding(item, resource, evaluation);
  }
}

function reportFinding(
  finding: Finding,
  resource: RuleResource | undefined,
  { rule, session, configured, report, subjectOf }: Evaluation,
): void {
  const urn = resource?.urn;
  const match = session.exemptions.match(rule, urn ?? "", configured);
  if (match !== undefined && match.invalidReason === undefined) {
    session.exempted.add(urn ?? "", { control: rule.id, path: finding.path, match });
    return;
  }
  const advisory = finding.advisory === true;
  const place = { rule, path: finding.path, advisory };
  if (!finding.ownCause && session.coverage.covers({ ...place, urn: urn ?? "" })) return;
  for (const one of [urn ?? "", ...(finding.alsoAt ?? []).map((also) => also.urn)]) session.coverage.add({ ...place, urn: one });
  const note = match && `An exemption for this resource is not valid: ${match.invalidReason}.`;
  const subject = subjectOf(resource);
  const message = violationMessage(rule, finding, subject, note, session.recorder.secretsOf(urn ?? ""));
  if (advisory) {
    session.advisories.add(urn ?? "", { control: rule.id, path: finding.path, message });
    return;
  }
  session.onReport({ policy: rule.name, control: rule.id, urn, path: finding.path, message });
  report(message, urn);
}

/** A stack rule may report a resource from the engine's list that was never recorded: then its inputs are read here. */
function readingOf({ recorder }: Session, resource: RuleResource) {
  return recorder.readingOf(resource.urn) ?? read(resource.props);
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n", 1)[0] ?? "";
}
