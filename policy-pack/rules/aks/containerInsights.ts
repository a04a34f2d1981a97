import { enabledWith, is, isSet } from "../reading/expect";
import { asUndecided } from "../reading/listed";
import { get, isUnknown } from "../reading/values";
import { NOT_APPLICABLE, type Outcome, type RuleContext, type RuleResource } from "../rule";
import { addon } from "./addon";

const PROFILE = "azureMonitorProfile.containerInsights.enabled";
const checkAddon = enabledWith(addon("omsagent", "enabled", is(true)), addon("omsagent", "config.logAnalyticsWorkspaceResourceID", isSet));

/** Compliant: the monitoring add-on is enabled with a workspace, or Container Insights is in the profile of newer API versions. */
export function checkContainerInsights(cluster: RuleResource, context: RuleContext): Outcome {
  const enabled = get(cluster.props, PROFILE);
  if (enabled === true) return [];
  const outcome = checkAddon(cluster, context);
  return isUnknown(enabled) && outcome !== NOT_APPLICABLE ? asUndecided(outcome, PROFILE) : outcome;
}
