import { all, is, isSet } from "../expect";
import type { Outcome, RuleContext, RuleResource } from "../rule";
import { get } from "../values";
import { addon } from "./addon";

const viaAddon = all(addon("omsagent", "enabled", is(true)), addon("omsagent", "config.logAnalyticsWorkspaceResourceID", isSet));

/** Compliant: the monitoring add-on is on with a workspace, or newer API versions' own profile for it is. */
export function checkContainerInsights(cluster: RuleResource, context: RuleContext): Outcome {
  return get(cluster.props, "azureMonitorProfile.containerInsights.enabled") === true ? [] : viaAddon(cluster, context);
}
