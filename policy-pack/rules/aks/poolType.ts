import { MANAGED_CLUSTER } from "../facts/tokens";
import { armIsNot, sameText } from "../reading/arm";
import { checkValue } from "../reading/expect";
import { elements, get, isMissing, isUnknown, toNumber } from "../reading/values";
import type { CheckResults, Outcome, RuleContext, RuleResource } from "../rule";
import { onPools, poolValue } from "./pools";

const POOLS = "agentPoolProfiles";

/** Compliant: no pool is an availability set, none allows fewer pods than configured, and one pool of a cluster is a system pool. */
export function checkPoolType(resource: RuleResource, context: RuleContext): Outcome {
  const pools = onPools((pool) => [
    ...checkValue(poolValue(pool, "type"), armIsNot("AvailabilitySet"), context),
    ...checkValue(
      poolValue(pool, "maxPods"),
      {
        holds: (value, { config }) => isMissing(value) || toNumber(value) >= Number(config.minimumMaxPods),
        expected: ({ config }) => `at least ${config.minimumMaxPods}`,
      },
      context,
    ),
  ])(resource, context);
  return typeof pools === "string" ? pools : [...pools, ...checkSystemPool(resource)];
}

/** A cluster that declares no pools gets them elsewhere, as AKS Automatic does. */
function checkSystemPool({ type, props }: RuleResource): CheckResults {
  const pools = elements(props[POOLS]);
  if (type !== MANAGED_CLUSTER || pools.length === 0) return [];
  const modes = pools.map((pool) => get(pool, "mode"));
  if (modes.some((mode) => isUnknown(mode) || isMissing(mode) || sameText(mode, "System"))) return [];
  return [{ path: POOLS, found: modes, expected: "a pool with mode System" }];
}
