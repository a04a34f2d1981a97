import { AGENT_POOL, MANAGED_CLUSTER } from "../facts/tokens";
import { sameText } from "../reading/arm";
import { elements, get, isMissing, isUnknown, type Located, toText, UNKNOWN } from "../reading/values";
import { type CheckResults, NOT_APPLICABLE, type Outcome, type RuleContext, type RuleResource, type StackView } from "../rule";
import { isAutomatic, SKU } from "./automatic";
import { poolsOf, poolValue, undecided } from "./pools";

type Kind = string | typeof UNKNOWN;
type Siblings = ReadonlyMap<Kind, readonly Placement[]>;

/** Where a pool is. */
interface Placement {
  /** Name of its cluster; undefined where Pulumi or Azure assigns it. */
  readonly cluster: string | undefined;
  /** Its zones; `undefined` stands for a zone that is not known yet. */
  readonly zones: readonly (string | undefined)[];
}

/** With this value AKS spreads a pool over the region's zones (AKS release notes of 2026-08-07). */
const AUTOMATIC_PLACEMENT = "auto";

/**
 * Compliant: every pool spans the configured number of zones, or its cluster has a pool of the same mode and VM size in another zone: one
 * pool for each zone is the documented layout for disks that are bound to a zone. A pool in a proximity placement group is in one zone.
 */
export function checkZones(stack: StackView, { config }: RuleContext): Outcome {
  const minimum = Number(config.minimumZones);
  const resources = stack.ofType(MANAGED_CLUSTER, AGENT_POOL);
  if (resources.length === 0 || minimum < 2) return NOT_APPLICABLE;
  const siblings = zonesByKind(resources);
  return resources.flatMap((resource) => poolsOf(resource).flatMap((pool) => checkPool(resource, pool, minimum, siblings)));
}

function checkPool(resource: RuleResource, pool: Located, minimum: number, siblings: Siblings): CheckResults {
  if (isUnknown(pool.value)) return [{ ...undecided(pool), resource }];
  const { path, value } = poolValue(pool, "availabilityZones");
  const isPreset = isMissing(value) && resource.type === MANAGED_CLUSTER ? isAutomatic(resource) : false;
  if (isPreset === true || !isMissing(get(pool.value, "proximityPlacementGroupID"))) return [];
  if (isUnknown(isPreset)) return [{ unknown: SKU, resource }];
  if (isUnknown(value)) return [{ unknown: path, resource }];
  const zones = elements(value);
  if (zones.length >= minimum || zones.some((zone) => sameText(zone, AUTOMATIC_PLACEMENT))) return [];
  const spread = zonesOfKind(siblings, kindOf(pool), clusterOf(resource));
  if (zones.length > 0 && spread.size >= minimum) return [];
  if (zones.length > 0 && (zones.some(isUnknown) || spread.has(undefined) || siblings.has(UNKNOWN))) return [{ unknown: path, resource }];
  return [{ path, found: value, expected: `at least ${minimum} zones, or a pool of this kind in another zone`, resource }];
}

/** The zones of all pools of a kind that are, or may be, in the same cluster. */
function zonesOfKind(siblings: Siblings, kind: Kind, cluster: string | undefined): ReadonlySet<string | undefined> {
  const placements = siblings.get(kind) ?? [];
  const same = placements.filter((one) => one.cluster === undefined || cluster === undefined || one.cluster === cluster);
  return new Set(same.flatMap(({ zones }) => zones));
}

function zonesByKind(resources: readonly RuleResource[]): Siblings {
  const siblings = new Map<Kind, Placement[]>();
  for (const resource of resources) {
    for (const pool of poolsOf(resource)) {
      const value = get(pool.value, "availabilityZones");
      const zones = isUnknown(value) ? [undefined] : elements(value).map((zone) => (isUnknown(zone) ? undefined : toText(zone)));
      const placements = siblings.get(kindOf(pool)) ?? [];
      placements.push({ cluster: clusterOf(resource), zones });
      siblings.set(kindOf(pool), placements);
    }
  }
  return siblings;
}

/** Name of the cluster: both types have it in the same property. */
function clusterOf({ props: { resourceName } }: RuleResource): string | undefined {
  return typeof resourceName === "string" ? resourceName.toLowerCase() : undefined;
}

/** Mode and VM size: pools that differ only in their zone. */
function kindOf({ value }: Located): Kind {
  const parts = [get(value, "mode"), get(value, "vmSize")];
  return parts.some(isUnknown) ? UNKNOWN : parts.map((part) => toText(part ?? "").toLowerCase()).join(" ");
}
