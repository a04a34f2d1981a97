import { DEPLOYMENT, POD_DISRUPTION_BUDGET, STATEFUL_SET } from "../facts/tokens";
import { at, podOf } from "../reading/pods";
import { anyOf, type Match, matchesSelector } from "../reading/selectors";
import { elements, get, isMissing, isUnknown, toText, UNKNOWN, type Value } from "../reading/values";
import {
  type CheckResults,
  type Finding,
  NOT_APPLICABLE,
  type Outcome,
  type RuleContext,
  type RuleResource,
  type StackView,
} from "../rule";
import { podsByLabel, selectorsByLabel } from "./labelIndex";
import { type Replicas, replicasIn } from "./scaling";
import { type Namespaced, namespaced } from "./stackPods";

/** Fewer than two pods mean an outage whenever a node is drained. */
const ENOUGH = 2;

const STRATEGY = "spec.strategy.type";

/** One evaluation of a stack. */
interface Evaluation {
  readonly replicasOf: (workload: Namespaced) => Replicas;
  /** Budgets that may select the pods of a workload. */
  readonly budgetsFor: (workload: Namespaced) => readonly Namespaced[];
  /** Outside production one pod is enough. */
  readonly isProduction: boolean;
}

/**
 * Compliant: in production a Deployment has two or more replicas, a PodDisruptionBudget selects them, and they are spread over nodes or
 * zones; everywhere a budget allows the eviction of a pod, but not of all, and an autoscaler's Deployment does not set replicas itself. Deployments
 * that are switched off (no replicas), that scale from zero, or that can only run once (strategy Recreate) need no replicas. One result
 * for each cause: with one replica neither budget nor spread is missed, and the budget is not reported for it.
 */
export function checkAvailability(stack: StackView, context: RuleContext): Outcome {
  const workloads = owned(namespaced(stack, context, DEPLOYMENT, STATEFUL_SET));
  const budgets = owned(namespaced(stack, context, POD_DISRUPTION_BUDGET));
  const deployments = workloads.filter(({ resource }) => resource.type === DEPLOYMENT);
  if (deployments.length + budgets.length === 0) return NOT_APPLICABLE;
  const isProduction = context.profile !== "nonProduction";
  const evaluation: Evaluation = { replicasOf: replicasIn(stack, context), budgetsFor: selectorsByLabel(budgets), isProduction };
  const podsWith = podsByLabel(workloads);
  return [
    ...deployments.flatMap((workload) => checkDeployment(workload, evaluation)),
    ...budgets.flatMap((budget) =>
      checkBudget(budget, podsWith(budget.namespace, get(budget.resource.props, "spec.selector.matchLabels")), evaluation),
    ),
  ];
}

const owned = (all: readonly Namespaced[]): readonly Namespaced[] => all.filter(({ resource }) => !resource.isPatch);

function checkDeployment(workload: Namespaced, evaluation: Evaluation): CheckResults {
  const replicas = evaluation.replicasOf(workload);
  return [
    ...checkOwnReplicas(workload.resource, replicas),
    ...(evaluation.isProduction ? checkProduction(workload, replicas, evaluation) : []),
  ];
}

/** Each update would reset the number that the autoscaler set. */
function checkOwnReplicas(resource: RuleResource, { autoscaler }: Replicas): CheckResults {
  const [path, found] = ["spec.replicas", get(resource.props, "spec.replicas")];
  const isIgnored = resource.ignoreChanges?.some((ignored) => ignored === "spec" || ignored === path) === true;
  if (autoscaler === undefined || isMissing(found) || isUnknown(found) || isIgnored) return [];
  return [{ path, found, expected: `not set, since the autoscaler ${autoscaler.name} sets it`, fix: "Remove spec.replicas.", resource }];
}

function checkProduction(workload: Namespaced, { lowest, path, resource }: Replicas, { budgetsFor }: Evaluation): CheckResults {
  const strategy = get(workload.resource.props, STRATEGY);
  if (strategy === "Recreate" || lowest === 0) return [];
  if (isUnknown(strategy)) return [{ unknown: STRATEGY, resource: workload.resource }];
  if (isUnknown(lowest)) return [{ unknown: path, resource }];
  if (lowest < ENOUGH) return [{ path, found: get(resource.props, path), expected: `at least ${ENOUGH} replicas`, resource }];
  const labels = at(podOf(workload.resource).metadata, "labels");
  const isBudgeted = anyOf(budgetsFor(workload).map((budget) => selects(budget, workload)));
  const spread = isSpread(workload.resource);
  const missing = [
    ...(isBudgeted === false ? ["a PodDisruptionBudget"] : []),
    ...(spread === false ? ["a spread over nodes or zones"] : []),
  ];
  const place = isBudgeted === false ? labels.path : spreadPath(workload.resource);
  if (missing.length > 0) return [missingFinding(workload.resource, place, missing)];
  return isUnknown(isBudgeted) || isUnknown(spread)
    ? [{ unknown: isUnknown(isBudgeted) ? labels.path : place, resource: workload.resource }]
    : [];
}

function missingFinding(resource: RuleResource, path: string, missing: readonly string[]): Finding {
  return { path, found: missing.map((one) => one.replace(/^a /, "no ")).join(", "), expected: missing.join(" and "), resource };
}

const spreadPath = (resource: RuleResource): string => at(podOf(resource).spec, "topologySpreadConstraints").path;

function isSpread(resource: RuleResource): Match {
  const { spec } = podOf(resource);
  const rules = ["required", "preferred"].map((kind) => `affinity.podAntiAffinity.${kind}DuringSchedulingIgnoredDuringExecution`);
  return anyOf(
    ["topologySpreadConstraints", ...rules].map((path) => {
      const { value } = at(spec, path);
      return isUnknown(value) ? UNKNOWN : elements(value).length > 0;
    }),
  );
}

/** Whether a budget selects the pods of a workload; one without a selector selects none. */
function selects({ resource, namespace }: Namespaced, workload: Namespaced): Match {
  const selector = get(resource.props, "spec.selector");
  if (isMissing(selector)) return false;
  const matches = matchesSelector(selector, at(podOf(workload.resource).metadata, "labels").value);
  if (matches === false || isUnknown(namespace) || isUnknown(workload.namespace)) return matches === false ? false : UNKNOWN;
  return namespace === workload.namespace ? matches : false;
}

/** A budget that allows no eviction blocks the upgrade of every node that runs one of its pods. */
function checkBudget(budget: Namespaced, workloads: readonly Namespaced[], evaluation: Evaluation): CheckResults {
  const { resource } = budget;
  const [most, least] = ["spec.maxUnavailable", "spec.minAvailable"].map((path) => ({ path, found: get(resource.props, path) }));
  if (most !== undefined && isNone(most.found)) return [{ ...most, expected: "at least one pod that may be evicted", resource }];
  const open = [most, least].find((one) => (one === most ? one?.found === "100%" : isNone(one?.found)));
  if (open !== undefined)
    return protectsSeveral(budget, workloads, evaluation) ? [{ ...open, expected: "fewer than all pods", resource }] : [];
  if (least === undefined || isMissing(least.found)) return [];
  if (least.found === "100%") return [{ ...least, expected: "fewer than all pods", resource }];
  const matches = workloads.map((workload) => ({ workload, selected: selects(budget, workload) }));
  const [target, ...others] = matches.filter(({ selected }) => selected === true).map(({ workload }) => workload);
  if (target === undefined || others.length > 0 || isUnknown(least.found)) return [];
  const { lowest } = evaluation.replicasOf(target);
  const isReported = lowest === 1 && target.resource.type === DEPLOYMENT && checkDeployment(target, evaluation).length > 0;
  if (isUnknown(lowest) || lowest === 0 || isReported || required(least.found, lowest) < lowest) return [];
  if (matches.some(({ selected }) => isUnknown(selected))) return [{ unknown: "spec.selector", resource }];
  return [{ ...least, expected: `fewer than the ${lowest} pods that ${target.resource.name} may be scaled down to`, resource }];
}

/** A budget that allows the eviction of all pods at once is a decision for a single pod, and none for several in production. */
function protectsSeveral(budget: Namespaced, workloads: readonly Namespaced[], { replicasOf, isProduction }: Evaluation): boolean {
  const selected = workloads.filter((workload) => selects(budget, workload) === true);
  return isProduction && selected.map((workload) => replicasOf(workload).lowest).some((lowest) => !isUnknown(lowest) && lowest >= ENOUGH);
}

const isNone = (value: Value): boolean => value === 0 || value === "0" || value === "0%";

/** Pods that have to stay: Kubernetes rounds a percentage up. */
function required(minAvailable: Value, replicas: number): number {
  const text = toText(minAvailable);
  return text.endsWith("%") ? Math.ceil((Number.parseFloat(text) * replicas) / 100) : Number(text);
}
