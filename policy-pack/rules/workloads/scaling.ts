import { HORIZONTAL_POD_AUTOSCALER, SCALED_OBJECT } from "../facts/tokens";
import { anyOf, isEqual, type Match } from "../reading/selectors";
import { get, isMissing, isUnknown, toNumber, UNKNOWN, type Value } from "../reading/values";
import type { RuleContext, RuleResource, StackView } from "../rule";
import { byName, type Namespaced, namespaced } from "./stackPods";

/** The lowest number of replicas of a workload, and the resource and property that sets it. */
export interface Replicas {
  /** The number; unknown while it is not known yet. */
  readonly lowest: number | typeof UNKNOWN;
  readonly resource: RuleResource;
  readonly path: string;
  /** The autoscaler of the workload, if the stack has one. */
  readonly autoscaler: RuleResource | undefined;
}

const REPLICAS = "spec.replicas";

/** The replicas of the workloads of a stack: those of the autoscaler that targets it, else its own. */
export function replicasIn(stack: StackView, context: RuleContext): (workload: Namespaced) => Replicas {
  const autoscalers = namespaced(stack, context, HORIZONTAL_POD_AUTOSCALER, SCALED_OBJECT);
  const autoscalersOf = byName(autoscalers, ({ resource }) => get(resource.props, "spec.scaleTargetRef.name"));
  return (workload) => {
    const candidates = autoscalersOf(workload.namespace, get(workload.resource.props, "metadata.name")).map(({ resource, namespace }) => ({
      resource,
      targets: targetsWorkload(stack, resource, namespace, workload),
    }));
    const autoscaler = candidates.find(({ targets }) => targets === true)?.resource;
    if (autoscaler !== undefined) return scaledBy(autoscaler);
    const isUndecided = candidates.some(({ targets }) => isUnknown(targets));
    const own = numberOf(get(workload.resource.props, REPLICAS), 1);
    return { lowest: isUndecided ? UNKNOWN : own, resource: workload.resource, path: REPLICAS, autoscaler: undefined };
  };
}

/** The default of an autoscaler's minimum is 1, of KEDA's 0. */
function scaledBy(autoscaler: RuleResource): Replicas {
  const [path, byDefault] = autoscaler.type === SCALED_OBJECT ? ["spec.minReplicaCount", 0] : ["spec.minReplicas", 1];
  return { lowest: numberOf(get(autoscaler.props, String(path)), Number(byDefault)), resource: autoscaler, path: String(path), autoscaler };
}

function targetsWorkload(stack: StackView, autoscaler: RuleResource, namespace: Namespaced["namespace"], workload: Namespaced): Match {
  const target = get(autoscaler.props, "spec.scaleTargetRef");
  if (stack.sourcesOf(autoscaler, "spec").some(({ urn }) => urn === workload.resource.urn)) return true;
  // KEDA's default is a Deployment.
  const kind = get(target, "kind") ?? "Deployment";
  const matches = [
    isEqual(kind, workload.resource.type.split(":").at(-1)),
    isEqual(get(target, "name"), get(workload.resource.props, "metadata.name") ?? UNKNOWN),
    isEqual(namespace, workload.namespace),
  ];
  if (matches.includes(false)) return false;
  return anyOf([matches.every((match) => match === true), ...(matches.some(isUnknown) ? ([UNKNOWN] as const) : [])]);
}

function numberOf(value: Value, byDefault: number): number | typeof UNKNOWN {
  if (isUnknown(value)) return UNKNOWN;
  return isMissing(value) || Number.isNaN(toNumber(value)) ? byDefault : toNumber(value);
}
