import { normaliseType } from "../../../policy-pack/policies/tokens";
import { replacingPaths, diff as updateDiff } from "../../cloud/diff";
import type { CloudContext } from "../../cloud/types";
import type { Registration } from "../../registration";
import { isRecord, type Properties } from "../../wire";
import { visibleInputs } from "../visible";
import { type DifferenceKind, isRisk, type PropertyDifference, type ResourceDifference } from "./comparison";
import { holdsData } from "./dataHolding";
import { FormerKeys, keyOf } from "./identity";
import { propertyDifferences } from "./properties";

/** A resource of the base, as the document of `--json` lists it. */
export interface BaseResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** Masked inputs. */
  readonly props: Properties;
  readonly protect: boolean;
}

export interface ResourceComparison {
  readonly differences: readonly ResourceDifference[];
  /** Key of the current resource for each key of the base that belongs to another one now. */
  readonly renamed: ReadonlyMap<string, string>;
}

const STACK_TYPE = "pulumi:pulumi:Stack";
const RANKS: readonly DifferenceKind[] = ["replaced", "removed", "changed", "added"];

/** Compares the resources of the base with the current program's. Order, and names with an alias, make no difference. */
export function compareResources(
  base: readonly BaseResource[],
  current: readonly Registration[],
  context: CloudContext,
): ResourceComparison {
  const left = new Map(base.filter(({ type }) => type !== STACK_TYPE).map((resource) => [keyOf(resource.urn), resource]));
  const pairs = match(left, current);
  const renamed = new Map<string, string>();
  const differences: ResourceDifference[] = [];
  for (const [registration, before] of pairs) {
    if (before !== undefined) renamed.set(keyOf(before.urn), keyOf(registration.urn));
    const difference = before === undefined ? added(registration) : changed(before, registration, context);
    if (difference !== undefined) differences.push(difference);
  }
  for (const resource of left.values()) differences.push(described("removed", resource, []));
  const rank = (difference: ResourceDifference) => (isRisk(difference) ? -1 : RANKS.indexOf(difference.kind));
  return { differences: differences.sort((one, other) => rank(one) - rank(other)), renamed };
}

/** Pairs every current resource with that of the base, which is taken out of `left`: first those with the same URN, then by alias. */
function match(
  left: Map<string, BaseResource>,
  current: readonly Registration[],
): readonly (readonly [Registration, BaseResource | undefined])[] {
  const take = (key: string): BaseResource | undefined => {
    const found = left.get(key);
    left.delete(key);
    return found;
  };
  const resources = current.filter(({ type }) => type !== STACK_TYPE);
  const same = new Map(resources.map((registration) => [registration, take(keyOf(registration.urn))]));
  const former = new FormerKeys(current);
  return resources.map((registration) => {
    const found = same.get(registration);
    if (found !== undefined || left.size === 0) return [registration, found];
    const key = former.of(registration).find((candidate) => left.has(candidate));
    return [registration, key === undefined ? undefined : take(key)];
  });
}

function added(registration: Registration): ResourceDifference {
  return described("added", { ...registration, protect: registration.options.protect }, []);
}

type Described = Pick<BaseResource, "urn" | "type" | "name" | "protect">;

function described(kind: DifferenceKind, { urn, type, name, protect }: Described, changes: readonly PropertyDifference[]) {
  return { kind, urn, type, name, protect, holdsData: holdsData(type), changes };
}

function changed(before: BaseResource, registration: Registration, context: CloudContext): ResourceDifference | undefined {
  // As the document of `--json` holds them: without what JSON cannot express.
  const after: unknown = JSON.parse(JSON.stringify(visibleInputs(registration)));
  const { ignoreChanges, replaceOnChanges, protect } = registration.options;
  const found = propertyDifferences(before.props, after).filter(({ path }) => !ignoreChanges.some((ignored) => isWithin(path, ignored)));
  const effects = effectsOf(before, registration, isRecord(after) ? after : {}, context);
  const replacing = [...effects.replacing, ...replaceOnChanges];
  const changes = found.map((difference) => ({
    ...difference,
    ...(registration.custom && replacing.some((path) => touches(difference.path, path)) && { replaces: true as const }),
    ...(effects.refused.some((path) => touches(difference.path, path)) && { refused: true as const }),
  }));
  const options = before.protect === protect ? [] : [{ path: "protect", before: before.protect, after: protect, option: true as const }];
  if (changes.length + options.length === 0) return undefined;
  const kind = changes.some(({ replaces }) => replaces) ? "replaced" : "changed";
  const { urn, type, name } = registration;
  const difference = described(kind, { urn, type, name, protect: before.protect }, [...changes, ...options]);
  return keyOf(before.urn) === keyOf(urn) ? difference : { ...difference, formerUrn: before.urn };
}

/** What the provider and Azure do about the changed properties. */
function effectsOf(before: BaseResource, { type, name, custom }: Registration, inputs: Properties, context: CloudContext) {
  if (!custom) return { replacing: [], refused: [] };
  const request = { type: normaliseType(type), name, inputs };
  return {
    replacing: replacingPaths(request, before.props, context),
    refused: updateDiff(request, before.props, context).rejected,
  };
}

/** Whether a path is another one or below it. `*` is any element, and `*` alone any property, as in the resource options. */
function isWithin(path: string, ancestor: string): boolean {
  const [steps, above] = [stepsOf(path), stepsOf(ancestor)];
  return above.length <= steps.length && above.every((step, index) => step === "*" || step === steps[index]);
}

function touches(path: string, other: string): boolean {
  return isWithin(path, other) || isWithin(other, path);
}

function stepsOf(path: string): readonly string[] {
  return path
    .replace(/ \(order\)$/, "")
    .split(/\.|\[|\]\.?/)
    .map((step) => step.replace(/^"|"$/g, ""))
    .filter((step) => step !== "");
}
