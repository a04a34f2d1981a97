import type { ResolvedNamespace } from "../reading/namespaces";
import { at, podOf } from "../reading/pods";
import { entries, get, isUnknown, toText, type Value } from "../reading/values";
import { byNamespace, type Namespaced } from "./stackPods";

/** Resources by namespace and one label. Those for which something is unknown are in no group. */
type Groups<One> = ReadonlyMap<string, readonly One[]>;

/** Finds the workloads whose pods a selector may select, without comparing it with every workload. */
export function podsByLabel<One extends Namespaced>(
  workloads: readonly One[],
): (namespace: ResolvedNamespace, labels: Value) => readonly One[] {
  const uncertain = byNamespace(workloads.filter((one) => !isCertain(one.namespace, labelsOf(one))));
  const all = byNamespace(workloads);
  const groups = group(workloads, (one) => (isCertain(one.namespace, labelsOf(one)) ? entries(labelsOf(one)) : []));
  return (namespace, labels) => {
    const required = isUnknown(namespace) ? [] : entries(labels).filter(([, value]) => !isUnknown(value));
    if (required.length === 0) return all(namespace);
    const found = required.map(([key, value]) => groups.get(keyOf(namespace, key, value)) ?? []);
    return [...found.reduce((rarest, one) => (one.length < rarest.length ? one : rarest)), ...uncertain(namespace)];
  };
}

/** Finds the resources whose label selector may select the pods of a workload. */
export function selectorsByLabel(resources: readonly Namespaced[]): (workload: Namespaced) => readonly Namespaced[] {
  const first = rarestLabel(resources);
  const uncertain = byNamespace(resources.filter((one) => first(one) === undefined));
  const all = byNamespace(resources);
  const groups = group(resources, (one) => [first(one)].filter((pair) => pair !== undefined));
  return (workload) => {
    const labels = labelsOf(workload);
    if (!isCertain(workload.namespace, labels)) return all(workload.namespace);
    const found = entries(labels).flatMap(([key, value]) => groups.get(keyOf(workload.namespace, key, value)) ?? []);
    return [...found, ...uncertain(workload.namespace)];
  };
}

/** Of the labels that a selector requires, the one that the fewest others require. */
function rarestLabel(resources: readonly Namespaced[]): (one: Namespaced) => readonly [string, Value] | undefined {
  const numbers = new Map<string, number>();
  const pairs = (one: Namespaced) => (isUnknown(one.namespace) ? [] : entries(required(one)).filter(([, value]) => !isUnknown(value)));
  const number = (one: Namespaced, [key, value]: readonly [string, Value]) => numbers.get(keyOf(one.namespace, key, value)) ?? 0;
  for (const one of resources) for (const pair of pairs(one)) numbers.set(keyOf(one.namespace, ...pair), number(one, pair) + 1);
  return (one) =>
    pairs(one).reduce<readonly [string, Value] | undefined>(
      (rarest, pair) => (rarest === undefined || number(one, pair) < number(one, rarest) ? pair : rarest),
      undefined,
    );
}

const labelsOf = ({ resource }: Namespaced): Value => at(podOf(resource).metadata, "labels").value;
const required = ({ resource }: Namespaced): Value => get(resource.props, "spec.selector.matchLabels");

function isCertain(namespace: ResolvedNamespace, labels: Value): boolean {
  return !isUnknown(namespace) && !isUnknown(labels) && !entries(labels).some(([, value]) => isUnknown(value));
}

function group<One extends Namespaced>(all: readonly One[], labelsFor: (one: One) => readonly (readonly [string, Value])[]): Groups<One> {
  const groups = new Map<string, One[]>();
  for (const one of all) {
    for (const [key, value] of labelsFor(one)) {
      const name = keyOf(one.namespace, key, value);
      const known = groups.get(name);
      if (known === undefined) groups.set(name, [one]);
      else known.push(one);
    }
  }
  return groups;
}

const keyOf = (namespace: ResolvedNamespace, key: string, value: Value): string => `${toText(namespace)} ${key}=${toText(value)}`;
