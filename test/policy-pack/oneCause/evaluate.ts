import type { PolicyResource } from "@pulumi/policy";
import { read } from "../../../policy-pack/policies/reader";
import { Recorder, type Registration, toRuleResource } from "../../../policy-pack/policies/recorder";
import { catalogue } from "../../../policy-pack/rules/catalogue";
import { typeMatcher } from "../../../policy-pack/rules/reading/types";
import {
  type Finding,
  NOT_APPLICABLE,
  type Outcome,
  type Rule,
  type RuleContext,
  type RuleResource,
} from "../../../policy-pack/rules/rule";
import type { PassingCase } from "../cases/case";
import { urnOf } from "../harness";

/** A finding of a control, whatever other controls report. */
export interface Found {
  readonly rule: Rule;
  readonly urn: string;
  readonly path: string;
  /** Control, resource and path: two evaluations report the same finding if these are equal. */
  readonly key: string;
}

const EVALUATED = catalogue.map((rule) => ({ rule, isInScope: "check" in rule ? typeMatcher(rule.types) : () => false }));
const READ = new Set(catalogue.flatMap((rule) => ("reads" in rule ? rule.reads : [])));
const NOW = new Date("2026-06-01");

/** The findings of every control that is on, and of the control of the case. */
export function findingsOf(one: PassingCase, owner: Rule, among?: ReadonlySet<Rule>): readonly Found[] {
  const registrations = one.resources.map((resource): Registration => {
    const { type, name = "it", props, provider, opts } = resource;
    const options = { protect: opts?.protect ?? true, ignoreChanges: opts?.ignoreChanges ?? [] } as unknown as Registration["opts"];
    return { type, name, props, urn: urnOf(resource), opts: options, ...(provider && { provider: { props: provider } }) };
  });
  const recorder = new Recorder(READ);
  for (const registration of registrations) recorder.record(registration);
  const resources = registrations.map((registration) => ({
    ...toRuleResource(registration),
    secretPaths: read(registration.props).secretPaths,
  }));
  const listed = linked(registrations, one);
  return EVALUATED.filter(({ rule }) => (among?.has(rule) ?? true) && (rule === owner || rule.enforcement !== "disabled")).flatMap(
    ({ rule, isInScope }) => {
      const context = contextOf(rule, one, rule === owner);
      const single = resources.flatMap((resource) =>
        "check" in rule && isInScope(resource.type) ? findings(rule, rule.check(resource, context), resource) : [],
      );
      if (!("checkStack" in rule)) return single;
      const views = rule.perCluster ? recorder.viewsByCluster(listed, rule.reads) : [recorder.view(listed, rule.reads)];
      const applicable = views.filter((view) => view.ofType(...rule.reads).length > 0);
      return [...single, ...applicable.flatMap((view) => findings(rule, rule.checkStack(view, context), undefined))];
    },
  );
}

function findings(rule: Rule, outcome: Outcome, target: RuleResource | undefined): readonly Found[] {
  if (outcome === NOT_APPLICABLE) return [];
  return outcome
    .filter((item): item is Finding => !("unknown" in item))
    .map(({ path, resource = target }) => ({ rule, urn: resource?.urn ?? "", path, key: `${rule.id} ${resource?.urn} ${path}` }));
}

function contextOf({ options = {} }: Rule, { profile = "production", config, environments }: PassingCase, isOwn: boolean): RuleContext {
  const defaults = Object.fromEntries(Object.entries(options).map(([name, option]) => [name, option.default]));
  return { profile, config: { ...defaults, ...(isOwn && config) }, now: NOW, environments: environments ?? ["prod"] };
}

function linked(registrations: readonly Registration[], { resources }: PassingCase): readonly PolicyResource[] {
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
