import { PULL_ROLES } from "../facts/roles";
import * as token from "../facts/tokens";
import { sameText } from "../reading/arm";
import { linkById } from "../reading/links";
import { get, isMissing, isUnknown } from "../reading/values";
import { type CheckResults, NOT_APPLICABLE, type Outcome, type RuleResource, type StackView } from "../rule";
import { isRoleUnknown, roleOf } from "./roleAssignments";

const KUBELET = "identityProfile.kubeletidentity";
const EXPECTED = "AcrPull and no other role for the kubelet identity";

/**
 * Compliant: every role assigned to a cluster's kubelet identity is a role that pulls images. Where AKS creates that identity, an
 * assignment to a principal from the cluster's outputs may also be for its control plane: it is reported if the same principal also
 * has a role that pulls images, and undecided while the principal is unknown.
 */
export function checkKubeletPullOnly(stack: StackView): Outcome {
  const clusters = stack.ofType(token.MANAGED_CLUSTER);
  if (clusters.length === 0) return NOT_APPLICABLE;
  const assignments = stack.ofType(token.ROLE_ASSIGNMENT);
  const pulling = assignments.filter(isPullAssignment);
  return assignments
    .filter((assignment) => !isPullAssignment(assignment))
    .flatMap((assignment) => firstResults(clusters.map((cluster) => checkAssignment(stack, cluster, assignment, pulling))));
}

function checkAssignment(
  stack: StackView,
  cluster: RuleResource,
  assignment: RuleResource,
  pulling: readonly RuleResource[],
): CheckResults {
  const finding = isRoleUnknown(assignment)
    ? { unknown: "roleDefinitionId", resource: assignment }
    : { path: "roleDefinitionId", found: assignment.props.roleDefinitionId, expected: EXPECTED, resource: assignment };
  if (hasOwnKubelet(cluster)) return isKubelet(stack, cluster, assignment) ? [finding] : [];
  const sources = stack.sourcesOf(assignment, "principalId");
  if (!sources.some(({ urn }) => urn === cluster.urn)) return [];
  const { principalId } = assignment.props;
  if (isUnknown(principalId)) return [{ unknown: "principalId", resource: assignment }];
  return pulling.some(({ props }) => sameText(props.principalId, principalId)) ? [finding] : [];
}

function hasOwnKubelet({ props }: RuleResource): boolean {
  return !isMissing(get(props, KUBELET));
}

function isKubelet(stack: StackView, cluster: RuleResource, assignment: RuleResource): boolean {
  const kubelet = get(cluster.props, KUBELET);
  if (sameText(get(kubelet, "objectId"), assignment.props.principalId)) return true;
  const identities = stack.sourcesOf(assignment, "principalId").filter(({ type }) => type === token.USER_ASSIGNED_IDENTITY);
  return identities.some((identity) => linkById(stack, cluster, "identityProfile", [get(kubelet, "resourceId")], identity) === "linked");
}

function isPullAssignment(assignment: RuleResource): boolean {
  return PULL_ROLES[roleOf(assignment) ?? ""] !== undefined;
}

/** Two clusters may share an identity; each assignment is reported once. */
function firstResults(results: readonly CheckResults[]): CheckResults {
  return results.find((one) => one.length > 0) ?? [];
}
