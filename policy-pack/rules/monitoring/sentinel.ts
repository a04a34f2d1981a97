import { LOG_ANALYTICS_SOLUTION, LOG_ANALYTICS_WORKSPACE, SENTINEL_ONBOARDING } from "../facts/tokens";
import { sameText } from "../reading/arm";
import { linkById, linkToParent, strongest } from "../reading/links";
import { get, isUnknown } from "../reading/values";
import { type CheckResults, NOT_APPLICABLE, type Outcome, type RuleResource, type StackView } from "../rule";

const PATH = "sentinel";
/** The solution that connected workspaces before onboarding states existed. */
const PRODUCT = "OMSGallery/SecurityInsights";

/** Compliant: an onboarding state, or the older SecurityInsights solution, connects every workspace to Microsoft Sentinel. */
export function checkSentinel(stack: StackView): Outcome {
  const workspaces = stack.ofType(LOG_ANALYTICS_WORKSPACE);
  return workspaces.length === 0 ? NOT_APPLICABLE : workspaces.flatMap((workspace) => checkWorkspace(stack, workspace));
}

function checkWorkspace(stack: StackView, workspace: RuleResource): CheckResults {
  const states = stack.ofType(SENTINEL_ONBOARDING).map((state) => linkToParent(stack, state, workspace));
  const solutions = stack
    .ofType(LOG_ANALYTICS_SOLUTION)
    .filter(({ props }) => isUnknown(get(props, "plan.product")) || sameText(get(props, "plan.product"), PRODUCT))
    .map((solution) => linkById(stack, solution, "workspaceResourceId", [solution.props.workspaceResourceId], workspace));
  const link = strongest([...states, ...solutions]);
  if (link === "linked") return [];
  if (link === "undecided") return [{ unknown: PATH, resource: workspace }];
  return [{ path: PATH, found: undefined, expected: "a securityinsights.SentinelOnboardingState of the workspace", resource: workspace }];
}
