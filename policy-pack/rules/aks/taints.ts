import { AGENT_POOL, MANAGED_CLUSTER } from "../facts/tokens";
import { sameText } from "../reading/arm";
import { linkToParent } from "../reading/links";
import { anyOf, type Match } from "../reading/selectors";
import { elements, get, isMissing, isUnknown, type Located, UNKNOWN, type Value } from "../reading/values";
import { type CheckResults, NOT_APPLICABLE, type Outcome, type RuleResource, type StackView } from "../rule";
import { isAutomatic } from "./automatic";
import { poolsOf, poolValue, undecided } from "./pools";

/** The taint that keeps everything but AKS's own add-ons off a node. */
const RESERVED = /^CriticalAddonsOnly=[^:]*:No(?:Schedule|Execute)$/i;
const TAINT = "CriticalAddonsOnly=true:NoSchedule";

/**
 * Compliant: the system pools of a cluster that has other nodes for applications are reserved for add-ons, and user pools are not. The
 * only pool of a cluster runs everything. AKS Automatic manages its system nodes.
 */
export function checkTaints(stack: StackView): Outcome {
  const [clusters, pools] = [stack.ofType(MANAGED_CLUSTER), stack.ofType(AGENT_POOL)];
  if (clusters.length + pools.length === 0) return NOT_APPLICABLE;
  const ofClusters = clusters.filter((cluster) => isAutomatic(cluster) === false).flatMap((cluster) => checkCluster(stack, cluster));
  return [...ofClusters, ...pools.flatMap((pool) => checkPool(pool, { path: "", value: pool.props }, UNKNOWN))];
}

function checkCluster(stack: StackView, cluster: RuleResource): CheckResults {
  const isShared = hasUserNodes(stack, cluster);
  return poolsOf(cluster).flatMap((pool) => checkPool(cluster, pool, isShared));
}

/**
 * @param hasOthers whether applications have other nodes. Unknown for a separate pool: that it exists shows that there are others.
 */
function checkPool(resource: RuleResource, pool: Located, hasOthers: Match): CheckResults {
  if (isUnknown(pool.value)) return [{ ...undecided(pool), resource }];
  const [mode, taints] = [poolValue(pool, "mode"), poolValue(pool, "nodeTaints")];
  if (isUnknown(mode.value)) return [{ ...undecided(mode), resource }];
  const isSystem = sameText(mode.value, "System");
  if (isSystem && hasOthers === false) return [];
  const reserved = isReserved(taints.value);
  if (isUnknown(reserved)) return [{ ...undecided(taints), resource }];
  if (reserved === isSystem) return [];
  if (isSystem && isUnknown(hasOthers) && resource.type === MANAGED_CLUSTER) return [{ unknown: "agentPoolProfiles", resource }];
  const expected = isSystem ? TAINT : `no ${TAINT}, which keeps applications off the pool`;
  return [{ path: taints.path, found: taints.value, expected, resource }];
}

function isReserved(taints: Value): Match {
  if (isUnknown(taints)) return UNKNOWN;
  return anyOf(elements(taints).map((taint): Match => (isUnknown(taint) ? UNKNOWN : typeof taint === "string" && RESERVED.test(taint))));
}

/** Nodes for applications: a pool of another mode, or nodes that AKS provisions. */
function hasUserNodes(stack: StackView, cluster: RuleResource): Match {
  const provisioning = get(cluster.props, "nodeProvisioningProfile.mode");
  return anyOf([
    isUnknown(provisioning) ? UNKNOWN : sameText(provisioning, "Auto"),
    ...poolsOf(cluster).map(isUserPool),
    ...stack.ofType(AGENT_POOL).map((pool): Match => {
      const link = linkToParent(stack, pool, cluster);
      if (link === "separate") return false;
      return link === "undecided" ? UNKNOWN : isUserPool({ path: "", value: pool.props });
    }),
  ]);
}

/** A separate pool without a mode is a user pool. */
function isUserPool({ value }: Located): Match {
  const mode = get(value, "mode");
  if (isUnknown(mode)) return UNKNOWN;
  return isMissing(mode) || sameText(mode, "User");
}
