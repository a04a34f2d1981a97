import { perKey } from "../reading/memoize";
import { declarationOf, namespaceOf, type ResolvedNamespace, sameNamespace } from "../reading/namespaces";
import { at, EXCLUDED_NAMESPACES, POD_TYPES, podOf, strings } from "../reading/pods";
import { allOf, anyOf, type Match } from "../reading/selectors";
import { get, isRecord, isUnknown } from "../reading/values";
import {
  type CheckResults,
  type Finding,
  NOT_APPLICABLE,
  type Outcome,
  type RuleContext,
  type RuleResource,
  type StackView,
} from "../rule";
import { byDirection, DIRECTIONS } from "./direction";
import { isolationsOf } from "./isolation";
import type { Isolation } from "./policyKinds";

/** Option for the handling of namespaces that another stack declares. */
export const NAMESPACES_ELSEWHERE = "namespacesElsewhere";

/** No stack owns this namespace, so that a policy in it would also change what other stacks run there. */
const IN_DEFAULT = {
  found: "default, which all stacks of the cluster share",
  expected: "a namespace of the application's own, with a default-deny policy",
  fix:
    "Create a Namespace with a default-deny NetworkPolicy and set metadata.namespace to it. To keep namespace default, add a NetworkPolicy " +
    "with namespace default, podSelector {}, policyTypes [Ingress, Egress] and no rules.",
} as const;

/** A workload and the namespace it runs in. */
interface NamespacedWorkload {
  readonly resource: RuleResource;
  readonly namespace: ResolvedNamespace;
}

/**
 * Every namespace with pods denies traffic in both directions by default.
 *
 * A policy that selects every pod isolates them whatever else it allows: policies are additive, so it is equivalent to a policy
 * without rules and a second one with them. In a namespace of another stack only this stack's part is known, so a missing policy is
 * advice.
 */
export function checkDefaultDeny(stack: StackView, context: RuleContext): Outcome {
  const isolationsIn = isolationsByNamespace(stack);
  return checkNamespaces(stack, context, (first, others) => {
    const { resource, namespace } = first;
    const directions = nonIsolatedDirections(isolationsIn(namespace), ({ selectsAll }) => selectsAll(namespace));
    if (directions.notIsolated.length > 0 && belongsToOtherStack(stack, first, context)) return [otherStackFinding(first)];
    const declared = declarationOf(stack, namespace);
    const results = isolationResults(directions, declared ?? resource, declared ? "metadata.name" : "metadata.namespace");
    // Which pods lack a policy, too, follows from the missing default deny.
    const alsoAt = [first, ...others].map((workload) => workload.resource);
    return results.map((item) =>
      "unknown" in item ? item : { ...item, ...(declared === undefined && namespace === "default" && IN_DEFAULT), alsoAt },
    );
  });
}

/**
 * Every pod is selected by a policy in both directions. Policies do not apply to pods in the node's network; namespaces of other
 * stacks are reported by the control for default deny.
 */
export function checkPodCoverage(stack: StackView, context: RuleContext): Outcome {
  const isolationsIn = isolationsByNamespace(stack);
  // A Patch may set only some of the pod's labels.
  const workloads = namespacedWorkloads(stack, context).filter(({ resource }) => !resource.isPatch);
  if (workloads.length === 0) return NOT_APPLICABLE;
  return workloads.flatMap((workload): CheckResults => {
    if (belongsToOtherStack(stack, workload, context)) return [];
    const { resource, namespace } = workload;
    const labels = at(podOf(resource).metadata, "labels");
    return isolationResults(
      nonIsolatedDirections(isolationsIn(namespace), ({ selects }) => selects(labels.value, namespace)),
      resource,
      labels.path,
    );
  });
}

/** The check of one namespace, by its first workload and the others. */
type NamespaceCheck = (first: NamespacedWorkload, others: readonly NamespacedWorkload[]) => CheckResults;

function checkNamespaces(stack: StackView, context: RuleContext, check: NamespaceCheck): Outcome {
  const workloads = namespacedWorkloads(stack, context).filter(
    // The pods behind a Patch belong to another owner; a namespace of this stack still needs a default-deny policy for them.
    ({ resource, namespace }) => !resource.isPatch || declarationOf(stack, namespace) !== undefined,
  );
  if (workloads.length === 0) return NOT_APPLICABLE;
  const byNamespace = new Map<ResolvedNamespace, NamespacedWorkload[]>();
  for (const workload of workloads) {
    const known = byNamespace.get(workload.namespace);
    if (known === undefined) byNamespace.set(workload.namespace, [workload]);
    else known.push(workload);
  }
  return [...byNamespace.values()].flatMap(([first, ...others]) => (first === undefined ? [] : check(first, others)));
}

function namespacedWorkloads(stack: StackView, context: RuleContext): readonly NamespacedWorkload[] {
  const excluded = strings(context, EXCLUDED_NAMESPACES);
  return stack
    .ofType(...POD_TYPES)
    .filter((resource) => runsInPodNetwork(resource))
    .map((resource): NamespacedWorkload => ({ resource, namespace: namespaceOf(stack, resource) }))
    .filter(({ namespace }) => isUnknown(namespace) || !excluded.includes(namespace));
}

function runsInPodNetwork(resource: RuleResource): boolean {
  const { spec } = podOf(resource);
  return (isRecord(spec.value) || isUnknown(spec.value)) && at(spec, "hostNetwork").value !== true;
}

/** A namespace belongs to this stack if the stack declares it; so does `default`, which no stack declares. */
function belongsToOtherStack(stack: StackView, { namespace }: NamespacedWorkload, { config }: RuleContext): boolean {
  if (config[NAMESPACES_ELSEWHERE] === "judge") return false;
  return isUnknown(namespace) || (namespace !== "default" && declarationOf(stack, namespace) === undefined);
}

/** Advisory, since this stack violates nothing: the namespace's policies are in the stack that declares it, or missing. */
function otherStackFinding({ resource }: NamespacedWorkload): Finding {
  const path = "metadata.namespace";
  const fix =
    "Ensure that the stack that declares this namespace has a default-deny policy for it. " +
    "To require the policies in this stack, set namespacesElsewhere to judge.";
  return {
    path,
    found: get(resource.props, path),
    expected: "a namespace whose policies are in this stack",
    fix,
    resource,
    advisory: true,
  };
}

/** A policy that isolates pods of a namespace, or may do so. */
interface Candidate {
  readonly isolation: Isolation;
  /** Whether it selects the pods in question, as far as it is decided. */
  readonly selects: Match;
}

/** The policies that select in a namespace; each namespace is compared with the policies once. */
function isolationsByNamespace(stack: StackView): (namespace: ResolvedNamespace) => readonly Candidate[] {
  const all = isolationsOf(stack);
  const anywhere = all.filter(({ namespace }) => namespace === undefined || isUnknown(namespace));
  const named = new Map<ResolvedNamespace, Isolation[]>();
  for (const one of all) {
    if (one.namespace === undefined || isUnknown(one.namespace)) continue;
    const others = named.get(one.namespace);
    if (others === undefined) named.set(one.namespace, [one]);
    else others.push(one);
  }
  return perKey((namespace) => {
    const possible = isUnknown(namespace) ? all : [...(named.get(namespace) ?? []), ...anywhere];
    const match = (one: Isolation) =>
      allOf([one.namespace === undefined ? true : sameNamespace(one.namespace, namespace), one.inNamespace(namespace)]);
    return possible.map((isolation): Candidate => ({ isolation, selects: match(isolation) })).filter((one) => one.selects !== false);
  });
}

/** Directions in which no policy isolates the pods, and whether unknown values leave a direction undecided. */
function nonIsolatedDirections(candidates: readonly Candidate[], selects: (isolation: Isolation) => Match) {
  const selected = candidates
    .map((one): Candidate => ({ ...one, selects: allOf([one.selects, selects(one.isolation)]) }))
    .filter((one) => one.selects !== false);
  const isolated = byDirection((direction) => anyOf(selected.map((one) => allOf([one.selects, one.isolation.isolates[direction]]))));
  return {
    notIsolated: DIRECTIONS.filter((direction) => isolated[direction] === false),
    undecided: DIRECTIONS.some((direction) => isUnknown(isolated[direction])),
  };
}

function isolationResults(
  { notIsolated, undecided }: ReturnType<typeof nonIsolatedDirections>,
  resource: RuleResource,
  path: string,
): CheckResults {
  if (notIsolated.length > 0) {
    const found = get(resource.props, path);
    return [
      {
        path,
        ...(isUnknown(found) ? {} : { found }),
        expected: `a policy that isolates the pods for ${notIsolated.join(" and ")}`,
        resource,
      },
    ];
  }
  return undecided ? [{ unknown: path, resource }] : [];
}
