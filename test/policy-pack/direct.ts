import type { PolicyResource } from "@pulumi/policy";
import { violationMessage } from "../../policy-pack/policies/messages";
import { read } from "../../policy-pack/policies/reader";
import { Recorder, type Registration, toRuleResource } from "../../policy-pack/policies/recorder";
import { typeMatcher } from "../../policy-pack/rules/reading/types";
import { NOT_APPLICABLE, type Outcome, type Rule, type RuleContext, type RuleResource } from "../../policy-pack/rules/rule";
import type { CaseResource, ControlCases, PassingCase } from "./cases/case";
import { urnOf } from "./harness";

/** All cases of a control, whatever outcome they expect. */
export function everyCase({ passes, fails, notApplicable = [], undecided = [] }: ControlCases): PassingCase[] {
  return [...passes, ...fails, ...notApplicable, ...undecided].map((one) => (Array.isArray(one) ? { resources: one } : one));
}

/** The resources of a case, one of them with other inputs. */
export function withProps(resources: readonly CaseResource[], index: number, props: Record<string, unknown>): CaseResource[] {
  return resources.map((resource, position) => (position === index ? { ...resource, props } : resource));
}

/**
 * Calls a rule's checks without the adapter, which reports an exception as a violation; hundreds of thousands of generated cases also take
 * a fraction of the time.
 *
 * @returns the messages of the findings.
 */
export function messagesOf(rule: Rule, one: PassingCase): string[] {
  const registrations = one.resources.map(registration);
  const context = contextOf(rule, one);
  const outcomes: [Outcome, RuleResource | undefined][] = [];
  if ("check" in rule) {
    const isInScope = typeMatcher(rule.types);
    for (const resource of registrations.map(ruleResource)) {
      if (isInScope(resource.type)) outcomes.push([rule.check(resource, context), resource]);
    }
  }
  if ("checkStack" in rule) {
    const recorder = new Recorder(new Set(rule.reads));
    for (const resource of registrations) recorder.record(resource);
    const listed = link(registrations, one.resources);
    const views = rule.perCluster ? recorder.viewsByCluster(listed, rule.reads) : [recorder.view(listed, rule.reads)];
    for (const view of views) outcomes.push([rule.checkStack(view, context), undefined]);
  }
  const secrets = registrations.flatMap(({ props }) => read(props).secretTexts);
  return outcomes.flatMap(([outcome, target]) => messages(rule, outcome, target, secrets));
}

function messages(rule: Rule, outcome: Outcome, target: RuleResource | undefined, secrets: readonly string[]): string[] {
  if (outcome === NOT_APPLICABLE) return [];
  return outcome.flatMap((item) => {
    const resource = item.resource ?? target;
    if ("unknown" in item) return [item.unknown];
    const subject = resource && { ...resource, reading: readings.get(resource.props) ?? read(resource.props) };
    return [violationMessage(rule, item, subject, undefined, secrets)];
  });
}

/** What was read of the inputs, by the plain data that rules receive. */
const readings = new WeakMap<object, ReturnType<typeof read>>();

function ruleResource(one: Registration): RuleResource {
  const reading = read(one.props);
  readings.set(reading.props, reading);
  return { ...toRuleResource(one), secretPaths: reading.secretPaths };
}

function registration(resource: CaseResource): Registration {
  const { type, name = "it", props, provider, opts } = resource;
  const options = { protect: opts?.protect ?? false, ignoreChanges: opts?.ignoreChanges ?? [] };
  return { type, name, props, urn: urnOf(resource), opts: options as Registration["opts"], ...providerOf(provider) };
}

function providerOf(props: CaseResource["provider"]) {
  return props && { provider: { props } };
}

function link(registrations: readonly Registration[], resources: readonly CaseResource[]): PolicyResource[] {
  const listed = registrations.map((one) => ({ ...one, dependencies: [], propertyDependencies: {} }) as unknown as PolicyResource);
  for (const [index, { sources = {} }] of resources.entries()) {
    for (const [property, names] of Object.entries(sources)) {
      const found = listed.filter(({ name }) => names.includes(name));
      listed[index]?.dependencies.push(...found);
      Object.assign(listed[index]?.propertyDependencies ?? {}, { [property]: found });
    }
  }
  return listed;
}

function contextOf({ options = {} }: Rule, { profile = "production", config, environments }: PassingCase): RuleContext {
  const defaults = Object.fromEntries(Object.entries(options).map(([name, option]) => [name, option.default]));
  return { profile, config: { ...defaults, ...config }, now: NOW, ...(environments && { environments }) };
}

const NOW = new Date("2026-06-01");
