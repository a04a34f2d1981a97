import { all, is, isSet } from "../reading/expect";
import { asUndecided } from "../reading/listed";
import { get, isUnknown } from "../reading/values";
import { NOT_APPLICABLE, type Outcome, type RuleContext, type RuleResource } from "../rule";
import { addon } from "./addon";

const PROFILE = "azureMonitorProfile.containerInsights.enabled";
const viaAddon = all(addon("omsagent", "enabled", is(true)), addon("omsagent", "config.logAnalyticsWorkspaceResourceID", isSet));

/** Compliant: the monitoring add-on is on with a workspace, or newer API versions' own profile for it is. */
export function checkContainerInsights(cluster: RuleResource, context: RuleContext): Outcome {
  const enabled = get(cluster.props, PROFILE);
  if (enabled === true) return [];
  const outcome = viaAddon(cluster, context);
  return isUnknown(enabled) && outcome !== NOT_APPLICABLE ? asUndecided(outcome, PROFILE) : outcome;
}
