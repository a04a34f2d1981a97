import { armIs } from "../arm";
import { judge } from "../expect";
import { NOT_APPLICABLE, type Outcome, type RuleContext, type RuleResource } from "../rule";
import { get, isUnknown } from "../values";

const ADDON = "ingressProfile.webAppRouting";

/** Compliant: the application routing add-on is off, or its default NGINX controller is internal or absent. */
export function checkIngressController(cluster: RuleResource, context: RuleContext): Outcome {
  const enabled = get(cluster.props, `${ADDON}.enabled`);
  if (isUnknown(enabled)) return [{ unknown: `${ADDON}.enabled` }];
  if (enabled !== true) return NOT_APPLICABLE;
  return judge(cluster, `${ADDON}.nginx.defaultIngressControllerType`, armIs("Internal", "None"), context);
}
