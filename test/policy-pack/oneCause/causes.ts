import { get, isUnknown } from "../../../policy-pack/rules/reading/values";
import type { Rule } from "../../../policy-pack/rules/rule";
import { allCases } from "../allCases";
import type { CaseResource, FailingCase, PassingCase } from "../cases/case";
import { urnOf } from "../harness";
import { type Step, withValue } from "../mutations/paths";
import { type Found, findingsOf } from "./evaluate";

/** One correction that resolves the finding of a control and that of another one. */
export interface Cause {
  readonly control: string;
  readonly other: string;
  /** What was corrected, for the message of the test. */
  readonly correction: string;
}

interface Correction {
  readonly text: string;
  readonly corrected: PassingCase;
}

/** Most corrections of one finding that are tried. */
const MOST_VALUES = 12;
/** Generated cases of a thousand resources take minutes and show nothing new. */
const LARGEST_CASE = 60_000;

/** The pairs of controls, each with the first correction that shows it. */
export function sharedCauses(): readonly Cause[] {
  const causes = new Map<string, Cause>();
  for (const { rule, cases } of allCases()) {
    const passing = cases.passes.map((one): PassingCase => (Array.isArray(one) ? { resources: one } : one));
    for (const failing of cases.fails) {
      if (rule === undefined || JSON.stringify(failing).length > LARGEST_CASE) continue;
      for (const cause of causesOf(rule, failing, passing)) {
        const pair = `${cause.control} ${cause.other}`;
        if (!causes.has(pair)) causes.set(pair, cause);
      }
    }
  }
  return [...causes.values()];
}

function causesOf(rule: Rule, failing: FailingCase, passing: readonly PassingCase[]): readonly Cause[] {
  const before = findingsOf(failing, rule);
  const own = before.filter((found) => found.rule === rule);
  const others = before.filter((found) => found.rule !== rule);
  if (own.length === 0 || others.length === 0) return [];
  const among = new Set(before.map((found) => found.rule));
  return corrections(rule, own, failing, passing).flatMap(({ text, corrected }) => {
    const after = new Set(findingsOf(corrected, rule, among).map(({ key }) => key));
    if (own.every(({ key }) => after.has(key))) return [];
    const resolved = others.filter(({ key }) => !after.has(key));
    return resolved.map((other): Cause => ({ control: rule.id, other: other.rule.id, correction: text }));
  });
}

/** The failing case with the values and the resources of the control's passing cases. */
function corrections(rule: Rule, own: readonly Found[], failing: FailingCase, passing: readonly PassingCase[]): readonly Correction[] {
  const byValue = own.flatMap(({ urn, path }) => valuesAt(path, passing).flatMap((value) => withCorrectValue(failing, urn, path, value)));
  if (!("checkStack" in rule)) return byValue;
  const byResource = passing.slice(0, MOST_VALUES).flatMap(({ resources }): readonly Correction[] => {
    const added = resources.filter((one) => !failing.resources.some((other) => isSame(one, other)));
    const text = `with ${added.map(({ type }) => type.split(":").at(-1)).join(" and ")}`;
    return added.length === 0 ? [] : [{ text, corrected: { ...failing, resources: [...failing.resources, ...added] } }];
  });
  return [...byValue, ...byResource];
}

const isSame = (one: CaseResource, other: CaseResource) => one.type === other.type && (one.name ?? "it") === (other.name ?? "it");

/** The compliant values at a path, in whatever element of a list. */
function valuesAt(path: string, passing: readonly PassingCase[]): readonly unknown[] {
  const paths = [path, path.replace(/\[\d+\]/g, "[0]")];
  const values = passing.flatMap(({ resources }) => resources.flatMap(({ props }) => paths.map((one) => get(props, one))));
  const known = values.filter((value) => value !== undefined && !isUnknown(value));
  const distinct = new Map(known.map((value) => [JSON.stringify(value), value]));
  return distinct.size === 0 ? [true, false] : [...distinct.values()].slice(0, MOST_VALUES);
}

function withCorrectValue(failing: FailingCase, urn: string, path: string, value: unknown): readonly Correction[] {
  const index = failing.resources.findIndex((resource) => urnOf(resource) === urn);
  const resource = failing.resources[index];
  if (resource === undefined) return [];
  const props = withValue(withParents(resource.props, stepsOf(path)), stepsOf(path), value) as CaseResource["props"];
  const resources = failing.resources.map((one, position) => (position === index ? { ...one, props } : one));
  return [{ text: `${path} ${JSON.stringify(value)}`.slice(0, 120), corrected: { ...failing, resources } }];
}

function stepsOf(path: string): readonly Step[] {
  return Array.from(path.matchAll(/\["([^"]+)"\]|\[(\d+)\]|([^.[\]]+)/g), ([, quoted, index, key]) =>
    index === undefined ? (quoted ?? key ?? "") : Number(index),
  );
}

/** The inputs with an empty object at each step of the path that is missing. */
function withParents(props: unknown, steps: readonly Step[]): unknown {
  const [step, ...rest] = steps;
  if (step === undefined || rest.length === 0 || typeof props !== "object" || props === null) return props;
  const inner = (props as Record<Step, unknown>)[step];
  return withValue(props, [step], withParents(inner ?? {}, rest));
}
