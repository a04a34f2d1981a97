import { PRIVILEGED_ROLES } from "../facts/roles";
import { RESOURCE_GROUP, ROLE_ASSIGNMENT } from "../facts/tokens";
import { isListed, unlessExcluded } from "../reading/listed";
import { strings } from "../reading/pods";
import type { Match } from "../reading/selectors";
import { isMissing, isUnknown, toText } from "../reading/values";
import { type CheckResults, NOT_APPLICABLE, type Outcome, type RuleContext, type RuleResource, type StackView } from "../rule";
import { isRoleUnknown, isUserOrGroup, roleOf } from "./roleAssignments";

/** Scopes that contain resources which do not exist yet: management group, subscription, resource group. */
const CONTAINER =
  /^\/(?:providers\/Microsoft\.Management\/managementGroups\/[^/]+|subscriptions\/[^/]+|subscriptions\/[^/]+\/resourceGroups\/[^/]+)?\/?$/i;

/**
 * Compliant: the scope of a workload's role is a resource. ID-01 reports the privileged roles, at any scope; identities that deploy
 * infrastructure or enforce Azure Policy are no workloads.
 */
export function checkRoleScopes(stack: StackView, context: RuleContext): Outcome {
  const infrastructure = strings(context, "infrastructurePrincipals");
  const evaluated = stack
    .ofType(ROLE_ASSIGNMENT)
    .filter((assignment) => !isUserOrGroup(assignment) && PRIVILEGED_ROLES[roleOf(assignment) ?? ""] === undefined)
    .map((assignment): { assignment: RuleResource; excluded: Match } => ({
      assignment,
      excluded: isListed(assignment.props.principalId, infrastructure),
    }))
    .filter(({ excluded }) => excluded !== true);
  if (evaluated.length === 0) return NOT_APPLICABLE;
  return evaluated.flatMap(({ assignment, excluded }) =>
    unlessExcluded(excluded, "principalId", assignment, () => checkScope(stack, assignment, context)),
  );
}

function checkScope(stack: StackView, resource: RuleResource, context: RuleContext): CheckResults {
  const { scope, principalType } = resource.props;
  if (isUnknown(scope)) return isComputedFromResource(stack, resource) ? [] : [{ unknown: "scope", resource }];
  if (isMissing(scope) || !CONTAINER.test(toText(scope))) return [];
  const groups = strings(context, "dedicatedResourceGroups").map((name) => name.toLowerCase());
  const [, group] = /\/resourceGroups\/([^/]+)\/?$/i.exec(toText(scope)) ?? [];
  if (group !== undefined && groups.includes(group.toLowerCase())) return [];
  if (isRoleUnknown(resource)) return [{ unknown: "roleDefinitionId", resource }];
  if (isUnknown(principalType)) return [{ unknown: "principalType", resource }];
  return [{ path: "scope", found: scope, expected: "the id of the resource that the workload uses", resource }];
}

/** A scope that is computed from a resource is its id, or that of a part of it. */
function isComputedFromResource(stack: StackView, assignment: RuleResource): boolean {
  return stack.sourcesOf(assignment, "scope").some(({ type }) => type.startsWith("azure-native:") && type !== RESOURCE_GROUP);
}
