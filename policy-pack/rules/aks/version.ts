import { MANAGED_CLUSTER } from "../facts/tokens";
import { sameText } from "../reading/arm";
import { isAtLeast, versionOf } from "../reading/images";
import { asUndecided } from "../reading/listed";
import { isMissing, isUnknown, type Located, toText } from "../reading/values";
import type { CheckResults, Outcome, RuleContext, RuleResource } from "../rule";
import { onPools, poolValue, undecided } from "./pools";

const VERSION = "kubernetesVersion";
const PLAN = "supportPlan";

/** Compliant: control plane and pools have at least the minimum version of their support plan. Azure chooses an absent version. */
export function checkVersion(resource: RuleResource, context: RuleContext): Outcome {
  const plan = resource.type === MANAGED_CLUSTER ? resource.props[PLAN] : "AKSLongTermSupport";
  if (isUnknown(plan)) return asUndecided(checkVersions(resource, context, "minimumVersion"), PLAN);
  return checkVersions(resource, context, sameText(plan, "AKSLongTermSupport") ? "minimumLongTermVersion" : "minimumVersion");
}

/** A node pool may be older than its control plane, never newer: where the control plane is too old, it is the one finding. */
function checkVersions(resource: RuleResource, context: RuleContext, option: string): CheckResults {
  const minimum = String(context.config[option]);
  const controlPlane = checkOne({ path: VERSION, value: resource.props[VERSION] }, minimum);
  if (controlPlane.some((item) => !("unknown" in item))) return controlPlane;
  const pools = onPools((pool) => checkOne(poolValue(pool, "orchestratorVersion"), minimum))(resource, context);
  return typeof pools === "string" ? controlPlane : [...controlPlane, ...pools];
}

function checkOne(place: Located, minimum: string): CheckResults {
  if (isUnknown(place.value)) return [undecided(place)];
  if (isMissing(place.value) || place.value === "") return [];
  const [version, lowest] = [versionOf(toText(place.value)), versionOf(minimum)];
  if (version !== undefined && lowest !== undefined && isAtLeast(version, lowest)) return [];
  return [{ path: place.path, found: place.value, expected: `${minimum} or later` }];
}
