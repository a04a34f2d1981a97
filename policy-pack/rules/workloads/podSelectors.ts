import { REPLICATION_CONTROLLER } from "../facts/tokens";
import { at } from "../reading/pods";
import { isEqual, type Match, matchesLabels, matchesSelector, selectsEverything } from "../reading/selectors";
import { get, isMissing, isUnknown } from "../reading/values";
import type { CheckResults, Finding, RuleResource } from "../rule";
import { podsByLabel } from "./labelIndex";
import type { NamespacedPod } from "./stackPods";

const SELECTOR = "spec.selector";

/** Each workload's selector selects its own pods only. Of two that select each other's pods, the later one is reported. */
export function checkSelectors(workloads: readonly NamespacedPod[]): CheckResults {
  const podsWith = podsByLabel(workloads);
  const positions = new Map(workloads.map(({ resource }, position) => [resource, position] as const));
  const isEarlier = (one: NamespacedPod, other: NamespacedPod) => (positions.get(one.resource) ?? 0) < (positions.get(other.resource) ?? 0);
  return workloads.flatMap((workload): CheckResults => {
    const { resource } = workload;
    const selector = get(resource.props, SELECTOR);
    // The selector that Kubernetes sets where none is given is the template's labels.
    if (isMissing(selector) || selectsEverything(selector) === true || isUnknown(workload.namespace)) return [];
    const own = selectsPodsOf(workload, workload);
    if (isUnknown(own)) return [{ unknown: SELECTOR, resource }];
    if (!own) return [mismatch(resource, "labels that its own pods have")];
    const other = podsWith(workload.namespace, requiredLabels(resource)).find(
      (one) =>
        !isUnknown(one.namespace) &&
        !isSameObject(one, workload) &&
        selectsPodsOf(workload, one) === true &&
        (isEarlier(one, workload) || selectsPodsOf(one, workload) !== true),
    );
    return other === undefined ? [] : [mismatch(resource, `labels that the pods of ${other.resource.name} do not have`)];
  });
}

/** Whether both may be one object. Two resources of one identity are in clusters that the stack does not tell apart yet. */
function isSameObject(one: NamespacedPod, other: NamespacedPod): boolean {
  if (one === other) return true;
  const [name, otherName] = [one, other].map(({ resource }) => get(resource.props, "metadata.name"));
  const isSameName = !isMissing(name) && isEqual(name, otherName) !== false;
  return isSameName && one.resource.type === other.resource.type && one.namespace === other.namespace;
}

function mismatch(resource: RuleResource, expected: string): Finding {
  const fix =
    "Give the pods of each workload a label of their own and select it; a selector cannot be changed, so the workload is replaced.";
  return { path: SELECTOR, found: get(resource.props, SELECTOR), expected, fix, resource };
}

function selectsPodsOf({ resource }: NamespacedPod, { pod }: NamespacedPod): Match {
  const selector = get(resource.props, SELECTOR);
  const labels = at(pod.metadata, "labels").value;
  return resource.type === REPLICATION_CONTROLLER ? matchesLabels(selector, labels) : matchesSelector(selector, labels);
}

function requiredLabels({ type, props }: RuleResource) {
  const selector = get(props, SELECTOR);
  return type === REPLICATION_CONTROLLER ? selector : get(selector, "matchLabels");
}
