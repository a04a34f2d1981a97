import { REGISTRY } from "../facts/tokens";
import { checkExtension, requirePlan } from "../reading/defenderPlans";
import { NOT_APPLICABLE, type Outcome, type RuleContext, type StackView } from "../rule";

const PLAN = "Containers";

/** Compliant: the plan Containers does not turn off the scanning of registries, and is set where configuration requires it. */
export function checkScanning(stack: StackView, context: RuleContext): Outcome {
  const extension = checkExtension(stack, PLAN, "ContainerRegistriesVulnerabilityAssessments");
  return extension === NOT_APPLICABLE ? requirePlan(stack, stack.ofType(REGISTRY), PLAN, context) : extension;
}
