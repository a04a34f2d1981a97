import { AGENT_POOL } from "../facts/tokens";
import { get, isUnknown, type Located, locate } from "../reading/values";
import type { CheckResults, ResourceRule, RuleContext, RuleResource, Undecided } from "../rule";

/** A node pool, whether it is part of the cluster or a separate resource; its path is empty in a separate one. */
export function poolsOf(resource: RuleResource): readonly Located[] {
  return resource.type === AGENT_POOL ? [{ path: "", value: resource.props }] : locate(resource.props, "agentPoolProfiles[*]");
}

/** The value at a path below a pool, with its path in the resource. */
export function poolValue(pool: Located, path: string): Located {
  if (isUnknown(pool.value)) return pool;
  return { path: pool.path === "" ? path : `${pool.path}.${path}`, value: get(pool.value, path) };
}

type PoolCheck = (pool: Located, context: RuleContext) => CheckResults;

/** The check of every node pool of a resource. An unknown list of pools is undecided. */
export function onPools(check: PoolCheck): ResourceRule["check"] {
  return (resource, context) => poolsOf(resource).flatMap((pool) => (isUnknown(pool.value) ? [undecided(pool)] : check(pool, context)));
}

export function undecided({ path }: Located): Undecided {
  return { unknown: path };
}
