import { NAMESPACE } from "../facts/tokens";
import { namespaceNamedBy, namespaceOf, type ResolvedNamespace, sameNamespace } from "../reading/namespaces";
import { at, EXCLUDED_NAMESPACES, POD_TYPES, podOf, strings } from "../reading/pods";
import { allOf, anyOf, type Match } from "../reading/selectors";
import { get, isRecord, isUnknown, UNKNOWN } from "../reading/values";
import {
  type CheckResults,
  type Finding,
  NOT_APPLICABLE,
  type Outcome,
  type RuleContext,
  type RuleResource,
  type StackView,
} from "../rule";
import { DIRECTIONS, type Direction } from "./direction";
import { type Isolation, isolationsOf, POLICY_TYPES } from "./isolation";

/** Option that says what to make of namespaces another stack declares. */
export const ELSEWHERE = "namespacesElsewhere";

/** A workload whose namespace this stack answers for, or may answer for. */
interface Placed {
  readonly resource: RuleResource;
  readonly home: ResolvedNamespace;
}

/**
 * Every namespace that holds pods is closed in both directions until a policy opens it.
 *
 * A policy that selects every pod closes the namespace whatever it allows beside: policies add up, so it is the same as a
 * policy without rules and a second one with them. Rules that allow everything do not count.
 */
export function defaultDeny(stack: StackView, context: RuleContext): Outcome {
  const isolations = isolationsOf(stack);
  return overNamespaces(stack, context, (placed) => {
    const open = openDirections(isolations, placed.home, ({ selectsAll }) => selectsAll(placed.home));
    const declared = declarationOf(stack, placed.home);
    return verdict(open, declared ?? placed.resource, declared ? "metadata.name" : "metadata.namespace");
  });
}

/**
 * Every pod is selected by a policy in both directions. Pods in the node's network are beyond policies, and about namespaces of
 * other stacks the control for default deny speaks.
 */
export function everyPodCovered(stack: StackView, context: RuleContext): Outcome {
  const isolations = isolationsOf(stack);
  // What a Patch states of labels is not all of them.
  const workloads = placedWorkloads(stack, context).filter(({ resource }) => !resource.isPatch);
  if (workloads.length === 0) return NOT_APPLICABLE;
  return workloads.flatMap((placed): CheckResults => {
    if (isElsewhere(stack, placed, context)) return [];
    const labels = at(podOf(placed.resource).metadata, "labels");
    return verdict(
      openDirections(isolations, placed.home, ({ selects }) => selects(labels.value, placed.home)),
      placed.resource,
      labels.path,
    );
  });
}

function overNamespaces(stack: StackView, context: RuleContext, judge: (first: Placed) => CheckResults): Outcome {
  const workloads = placedWorkloads(stack, context).filter(
    // The pods behind a Patch are somebody else's; a namespace of this stack has to be closed around them all the same.
    ({ resource, home }) => !resource.isPatch || declarationOf(stack, home) !== undefined,
  );
  if (workloads.length === 0) return NOT_APPLICABLE;
  const firsts = workloads.filter(({ home }, index) => workloads.findIndex((other) => other.home === home) === index);
  return firsts.flatMap((first) => (isElsewhere(stack, first, context) ? [elsewhere(first)] : judge(first)));
}

function placedWorkloads(stack: StackView, context: RuleContext): readonly Placed[] {
  const excluded = strings(context, EXCLUDED_NAMESPACES);
  return stack
    .ofType(...POD_TYPES)
    .filter((resource) => runsInPodNetwork(resource))
    .map((resource): Placed => ({ resource, home: namespaceOf(stack, resource) }))
    .filter(({ home }) => isUnknown(home) || !excluded.includes(home));
}

function runsInPodNetwork(resource: RuleResource): boolean {
  const { spec } = podOf(resource);
  return (isRecord(spec.value) || isUnknown(spec.value)) && at(spec, "hostNetwork").value !== true;
}

/** A namespace is this stack's where it declares the namespace or a policy in it; `default` has no other owner. */
function isElsewhere(stack: StackView, { home }: Placed, { config }: RuleContext): boolean {
  if (config[ELSEWHERE] === "judge") return false;
  if (isUnknown(home)) return true;
  return (
    home !== "default" &&
    declarationOf(stack, home) === undefined &&
    !stack.ofType(...POLICY_TYPES).some((policy) => !policy.isPatch && namespaceOf(stack, policy) === home)
  );
}

/** The Namespace that makes this home; a Patch of one that somebody else made does not. */
function declarationOf(stack: StackView, home: ResolvedNamespace): RuleResource | undefined {
  return stack.ofType(NAMESPACE).find((namespace) => namespaceNamedBy(namespace) === home && !namespace.isPatch);
}

/** Advice, since nothing here is wrong: the namespace's policies stand where it is declared, or nowhere. */
function elsewhere({ resource }: Placed): Finding {
  const path = "metadata.namespace";
  const fix = "See that the stack which declares this namespace closes it; namespacesElsewhere: judge asks for the policies here.";
  return {
    path,
    found: get(resource.props, path),
    expected: "a namespace whose policies are in this stack",
    fix,
    resource,
    advisory: true,
  };
}

/** Directions in which nothing isolates; those that hang on unknown values apart. */
function openDirections(isolations: readonly Isolation[], home: ResolvedNamespace, selects: (isolation: Isolation) => Match) {
  const match = (direction: Direction): Match =>
    anyOf(
      isolations.map((one) =>
        allOf([one.home === undefined ? true : sameNamespace(one.home, home), one.isolates(direction), selects(one)]),
      ),
    );
  return {
    open: DIRECTIONS.filter((direction) => match(direction) === false),
    undecided: DIRECTIONS.some((direction) => match(direction) === UNKNOWN),
  };
}

function verdict({ open, undecided }: ReturnType<typeof openDirections>, resource: RuleResource, path: string): CheckResults {
  if (open.length > 0) {
    const found = get(resource.props, path);
    return [{ path, ...(isUnknown(found) ? {} : { found }), expected: `a policy that closes ${open.join(" and ")}`, resource }];
  }
  return undecided ? [{ unknown: path, resource }] : [];
}
