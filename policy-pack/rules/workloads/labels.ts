import { DAEMON_SET, DEPLOYMENT, REPLICA_SET, REPLICATION_CONTROLLER, SERVICE, STATEFUL_SET } from "../facts/tokens";
import { at, namesOption, strings } from "../reading/pods";
import { entries, isMissing, isUnknown, type Located } from "../reading/values";
import { type CheckResults, NOT_APPLICABLE, type Option, type Outcome, type RuleContext, type RuleResource, type StackView } from "../rule";
import { checkSelectors } from "./podSelectors";
import { namespaced, podsIn } from "./stackPods";

const REQUIRED = "requiredLabels";

export const labelsOptions: Readonly<Record<string, Option>> = {
  [REQUIRED]: namesOption("Labels that pods and Services need; an empty list requires none.", "app.kubernetes.io/name"),
};

/** Kinds whose selector decides which pods they count as their own. */
const SELECTING = [DEPLOYMENT, STATEFUL_SET, DAEMON_SET, REPLICA_SET, REPLICATION_CONTROLLER];

/**
 * Compliant: pods and Services have the recommended labels, and the selector of a workload selects its own pods and no other
 * workload's. Of two workloads that select each other's pods the later one is reported.
 */
export function checkLabels(stack: StackView, context: RuleContext): Outcome {
  const pods = podsIn(stack, context);
  const services = namespaced(stack, context, SERVICE).filter(({ resource }) => !resource.isPatch);
  if (pods.length + services.length === 0) return NOT_APPLICABLE;
  const required = strings(context, REQUIRED);
  return [
    ...pods.flatMap(({ resource, pod }) => checkRequired(resource, at(pod.metadata, "labels"), required)),
    ...services.flatMap(({ resource }) => checkRequired(resource, labelsOf(resource), required)),
    ...checkSelectors(pods.filter(({ resource }) => SELECTING.includes(resource.type))),
  ];
}

const labelsOf = ({ props }: RuleResource): Located => at({ path: "metadata", value: props.metadata }, "labels");

function checkRequired(resource: RuleResource, labels: Located, required: readonly string[]): CheckResults {
  if (isUnknown(labels.value)) return required.length > 0 ? [{ unknown: labels.path, resource }] : [];
  const missing = required.filter((name) => isMissing(entries(labels.value).find(([key]) => key === name)?.[1]));
  if (missing.length === 0) return [];
  return [{ path: labels.path, found: labels.value, expected: `the label ${missing.join(", ")}`, resource }];
}
