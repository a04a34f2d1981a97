import { contains, formatCidr, isCanonical, overlaps, parseCidr } from "../../plan/cidr";
import { nodeCapacity, SMALLEST_ADDRESS_SPACE } from "../../plan/subnets";
import type { Fault } from "../fault";
import type { PlatformConfig } from "../schema";
import { check, faultIf, repeated } from "./check";

/** Ranges that Azure or AKS keeps for itself (AKS networking concepts; Azure virtual network FAQ). */
const RESERVED_RANGES = [
  "0.0.0.0/8",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "168.63.129.16/32",
  "224.0.0.0/4",
  "172.30.0.0/16",
  "172.31.0.0/16",
  "192.0.2.0/24",
  "240.0.0.0/4",
];

/** Kubernetes has at most 20 bits for Services; AKS wants the tenth address for DNS, and a few more are needed beside it. */
const SERVICE_PREFIX = { least: 12, most: 28 };

/** AKS Overlay gives each node a /24 of the pod range. */
const POD_PREFIX_PER_NODE = 24;

interface NamedRange {
  readonly path: string;
  readonly cidr: string;
}

type Addresses = Pick<PlatformConfig, "stamps" | "network">;

/** Every range of the platform, in the order in which a later one is blamed for an overlap. */
function ranges({ stamps, network }: Addresses): readonly NamedRange[] {
  return [
    ...(network.hub === undefined ? [] : [{ path: "network.hub.addressSpace", cidr: network.hub.addressSpace }]),
    { path: "network.podCidr", cidr: network.podCidr },
    { path: "network.serviceCidr", cidr: network.serviceCidr },
    ...stamps.map((stamp, index) => ({ path: `stamps[${index}].addressSpace`, cidr: stamp.addressSpace })),
  ];
}

const canonical = check(["stamps", "network"], (config) =>
  ranges(config).flatMap(({ path, cidr }) => faultIf(!isCanonical(cidr), path, cidr, `its first address, ${formatCidr(parseCidr(cidr))}`)),
);

const operatorRanges = check(["stamps", "network"], ({ stamps, network }) => {
  const inside = [...stamps.map(({ addressSpace }) => addressSpace), network.podCidr, network.serviceCidr];
  return network.operatorRanges.flatMap((cidr, index) => {
    const path = `network.operatorRanges[${index}]`;
    const met = inside.find((range) => overlaps(parseCidr(range), parseCidr(cidr)));
    return [
      ...faultIf(!isCanonical(cidr), path, cidr, `its first address, ${formatCidr(parseCidr(cidr))}`),
      ...faultIf(met !== undefined, path, cidr, `a range apart from the platform's own (${met})`),
    ];
  });
});

/** A resolver in the hub sees one registry zone, but each stamp's registry endpoint stands in a zone of its own. */
const oneResolver = check(["stamps", "network"], ({ stamps, network }) =>
  faultIf(
    network.dnsServers.length > 0 && stamps.length > 1,
    "network.dnsServers",
    network.dnsServers,
    "none with several stamps: only Azure's own DNS tells each stamp its own registry endpoint",
  ),
);

const noOverlap = check(["stamps", "network"], (config) => {
  const all = ranges(config);
  return all.flatMap((range, index) =>
    all
      .slice(0, index)
      .filter((earlier) => overlaps(parseCidr(earlier.cidr), parseCidr(range.cidr)))
      .map((earlier): Fault => ({ path: range.path, given: range.cidr, allowed: `a range apart from ${earlier.path} (${earlier.cidr})` })),
  );
});

const noReserved = check(["stamps", "network"], (config) =>
  ranges(config).flatMap(({ path, cidr }) =>
    RESERVED_RANGES.filter((reserved) => overlaps(parseCidr(reserved), parseCidr(cidr))).map(
      (reserved): Fault => ({ path, given: cidr, allowed: `a range apart from ${reserved}, which Azure or AKS keeps for itself` }),
    ),
  ),
);

const largeEnough = check(["stamps"], ({ stamps }) =>
  stamps.flatMap(({ addressSpace }, index) =>
    faultIf(
      parseCidr(addressSpace).prefix > SMALLEST_ADDRESS_SPACE,
      `stamps[${index}].addressSpace`,
      addressSpace,
      `/${SMALLEST_ADDRESS_SPACE} or larger`,
    ),
  ),
);

const serviceRange = check(["network"], ({ network: { serviceCidr } }) => {
  const { prefix } = parseCidr(serviceCidr);
  const { least, most } = SERVICE_PREFIX;
  return faultIf(prefix < least || prefix > most, "network.serviceCidr", serviceCidr, `a range from /${least} to /${most}`);
});

const oneStampARegion = check(["stamps"], ({ stamps }) =>
  repeated(stamps.map(({ region }) => region)).map(
    (index): Fault => ({ path: `stamps[${index}].region`, given: stamps[index]?.region, allowed: "a region that no earlier stamp has" }),
  ),
);

const someStampServes = check(["stamps"], ({ stamps }) =>
  faultIf(
    stamps.every(({ drained }) => drained),
    "stamps",
    undefined,
    "at least one stamp that is not drained",
  ),
);

const firewallInHub = check(["network"], ({ network }) => {
  if (network.egress.type !== "userDefinedRouting") return [];
  const path = "network.egress.nextHopIpAddress";
  const { nextHopIpAddress } = network.egress;
  if (network.hub === undefined) return [{ path: "network.hub", allowed: "the hub that holds the next hop of userDefinedRouting" }];
  const inHub = contains(parseCidr(network.hub.addressSpace), parseCidr(`${nextHopIpAddress}/32`));
  return faultIf(!inHub, path, nextHopIpAddress, `an address inside network.hub.addressSpace (${network.hub.addressSpace})`);
});

const nodesFit = check(["cluster", "network"], ({ cluster, network }) => {
  const pools = [cluster.systemPool, ...Object.values(cluster.userPools)];
  const most = pools.reduce((sum, pool) => sum + Math.ceil(pool.maxCount * 1.33), 0);
  const inPodRange = 2 ** Math.max(0, POD_PREFIX_PER_NODE - parseCidr(network.podCidr).prefix);
  return [
    ...faultIf(
      most > nodeCapacity(),
      "cluster.userPools",
      most,
      `at most ${nodeCapacity()} nodes in all pools together, surge nodes included`,
    ),
    ...faultIf(most > inPodRange, "network.podCidr", network.podCidr, `a range with a /24 for each of ${most} nodes, surge nodes included`),
  ];
});

export const addressChecks = [
  canonical,
  operatorRanges,
  oneResolver,
  noOverlap,
  noReserved,
  largeEnough,
  serviceRange,
  oneStampARegion,
  someStampServes,
  firewallInHub,
  nodesFit,
];
