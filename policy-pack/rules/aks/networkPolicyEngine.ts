import { armIs, sameText } from "../reading/arm";
import { checkProperty } from "../reading/expect";
import { elements, get, isUnknown } from "../reading/values";
import type { Outcome, RuleContext, RuleResource } from "../rule";

const ENGINE = "networkProfile.networkPolicy";
const DATAPLANE = "networkProfile.networkDataplane";

/** Azure Network Policy Manager: its retirement is announced. */
const NPM = "azure";

/** Compliant: one of the allowed engines, and for cilium also its data plane, without which Azure rejects the cluster. */
export function checkNetworkPolicyEngine(cluster: RuleResource, context: RuleContext): Outcome {
  const engine = get(cluster.props, ENGINE);
  const allowed = elements(context.config.allowedEngines).filter((one) => typeof one === "string");
  if (sameText(engine, NPM) && !allowed.some((one) => sameText(one, NPM))) return [npm(engine, allowed)];
  const named = checkProperty(cluster, ENGINE, armIs(...allowed), context);
  const needsDataplane = sameText(engine, "cilium") && !isUnknown(engine);
  return needsDataplane ? [...named, ...checkProperty(cluster, DATAPLANE, armIs("cilium"), context)] : named;
}

function npm(found: unknown, allowed: readonly string[]) {
  return {
    path: ENGINE,
    found,
    expected: `${allowed.join(" or ")}: Azure Network Policy Manager is being retired`,
    advisory: true,
  } as const;
}
