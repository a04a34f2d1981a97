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
 * Compliant: whatever is assigned to a cluster's kubelet identity is a role that pulls images. Where AKS makes that identity
 * itself, an assignment to a principal taken from the cluster may as well be for its control plane: it is judged when the same
 * principal also pulls, and left open while it is unknown.
 */
export function checkKubeletPullOnly(stack: StackView): Outcome {
  const clusters = stack.ofType(token.MANAGED_CLUSTER);
  if (clusters.length === 0) return NOT_APPLICABLE;
  const assignments = stack.ofType(token.ROLE_ASSIGNMENT);
  const pulling = assignments.filter(pulls);
  return assignments
    .filter((assignment) => !pulls(assignment))
    .flatMap((assignment) => firstSaid(clusters.map((cluster) => judge(stack, cluster, assignment, pulling))));
}

type Said = CheckResults;

function judge(stack: StackView, cluster: RuleResource, assignment: RuleResource, pulling: readonly RuleResource[]): Said {
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

function pulls(assignment: RuleResource): boolean {
  return PULL_ROLES[roleOf(assignment) ?? ""] !== undefined;
}

/** Two clusters may share an identity; one assignment is one fault. */
function firstSaid(said: readonly Said[]): Said {
  return said.find((one) => one.length > 0) ?? [];
}
