import { contains, formatCidr, isCanonical, overlaps, parseCidr } from "../../plan/cidr";
import { nodeCapacity, SMALLEST_ADDRESS_SPACE } from "../../plan/subnets";
import type { Fault } from "../fault";
import type { PlatformConfig } from "../schema";
import { check, duplicateIndexes, faultIf } from "./check";

/** Ranges that Azure or AKS reserves (AKS networking concepts; Azure virtual network FAQ). */
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

/** Kubernetes allows 20 bits for Services; AKS uses the tenth address for DNS, and other Services need a few more. */
const SERVICE_PREFIX = { shortest: 12, longest: 28 };

/** Azure CNI Overlay assigns each node a /24 of the pod range. */
const POD_PREFIX_PER_NODE = 24;

interface NamedRange {
  /** Configuration path of the range. */
  readonly path: string;
  readonly cidr: string;
}

type Addresses = Pick<PlatformConfig, "stamps" | "network">;

/** Returns every range of the platform. An overlap is reported for the later of two ranges. */
function ranges({ stamps, network }: Addresses): readonly NamedRange[] {
  return [
    ...(network.hub === undefined ? [] : [{ path: "network.hub.addressSpace", cidr: network.hub.addressSpace }]),
    { path: "network.podCidr", cidr: network.podCidr },
    { path: "network.serviceCidr", cidr: network.serviceCidr },
    ...stamps.map((stamp, index) => ({ path: `stamps[${index}].addressSpace`, cidr: stamp.addressSpace })),
  ];
}

const canonical = check(["stamps", "network"], (config) =>
  ranges(config).flatMap(({ path, cidr }) =>
    faultIf(!isCanonical(cidr), path, cidr, `a range without host bits: ${formatCidr(parseCidr(cidr))}`),
  ),
);

const operatorRanges = check(["stamps", "network"], ({ stamps, network }) => {
  const inside = [...stamps.map(({ addressSpace }) => addressSpace), network.podCidr, network.serviceCidr];
  return network.operatorRanges.flatMap((cidr, index) => {
    const path = `network.operatorRanges[${index}]`;
    const overlapping = inside.find((range) => overlaps(parseCidr(range), parseCidr(cidr)));
    return [
      ...faultIf(!isCanonical(cidr), path, cidr, `a range without host bits: ${formatCidr(parseCidr(cidr))}`),
      ...faultIf(overlapping !== undefined, path, cidr, `a range that does not overlap the platform's own (${overlapping})`),
    ];
  });
});

/** A resolver in the hub resolves one registry zone, but each stamp's registry endpoint is registered in that stamp's own zone. */
const oneStampWithDnsServers = check(["stamps", "network"], ({ stamps, network }) =>
  faultIf(
    network.dnsServers.length > 0 && stamps.length > 1,
    "network.dnsServers",
    network.dnsServers,
    "an empty list with several stamps: only Azure DNS resolves the registry to each stamp's own private endpoint",
  ),
);

const noOverlap = check(["stamps", "network"], (config) => {
  const all = ranges(config);
  return all.flatMap((range, index) =>
    all
      .slice(0, index)
      .filter((earlier) => overlaps(parseCidr(earlier.cidr), parseCidr(range.cidr)))
      .map(
        (earlier): Fault => ({
          path: range.path,
          actual: range.cidr,
          allowed: `a range that does not overlap ${earlier.path} (${earlier.cidr})`,
        }),
      ),
  );
});

const noReserved = check(["stamps", "network"], (config) =>
  ranges(config).flatMap(({ path, cidr }) =>
    RESERVED_RANGES.filter((reserved) => overlaps(parseCidr(reserved), parseCidr(cidr))).map(
      (reserved): Fault => ({ path, actual: cidr, allowed: `a range that does not overlap ${reserved}, which Azure or AKS reserves` }),
    ),
  ),
);

const largeEnough = check(["stamps"], ({ stamps }) =>
  stamps.flatMap(({ addressSpace }, index) =>
    faultIf(
      parseCidr(addressSpace).prefix > SMALLEST_ADDRESS_SPACE,
      `stamps[${index}].addressSpace`,
      addressSpace,
      `a range of /${SMALLEST_ADDRESS_SPACE} or larger`,
    ),
  ),
);

const serviceRange = check(["network"], ({ network: { serviceCidr } }) => {
  const { prefix } = parseCidr(serviceCidr);
  const { shortest, longest } = SERVICE_PREFIX;
  return faultIf(prefix < shortest || prefix > longest, "network.serviceCidr", serviceCidr, `a range from /${shortest} to /${longest}`);
});

const uniqueRegions = check(["stamps"], ({ stamps }) =>
  duplicateIndexes(stamps.map(({ region }) => region)).map(
    (index): Fault => ({ path: `stamps[${index}].region`, actual: stamps[index]?.region, allowed: "a region that no earlier stamp uses" }),
  ),
);

const enabledStamp = check(["stamps"], ({ stamps }) =>
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
  if (network.hub === undefined) return [{ path: "network.hub", allowed: "a hub that contains the next hop of userDefinedRouting" }];
  const isInHub = contains(parseCidr(network.hub.addressSpace), parseCidr(`${nextHopIpAddress}/32`));
  return faultIf(!isInHub, path, nextHopIpAddress, `an address inside network.hub.addressSpace (${network.hub.addressSpace})`);
});

const nodesFit = check(["cluster", "network"], ({ cluster, network }) => {
  const pools = [cluster.systemPool, ...Object.values(cluster.userPools)];
  const maxNodes = pools.reduce((sum, pool) => sum + Math.ceil(pool.maxCount * 1.33), 0);
  const podRangeCapacity = 2 ** Math.max(0, POD_PREFIX_PER_NODE - parseCidr(network.podCidr).prefix);
  return [
    ...faultIf(
      maxNodes > nodeCapacity(),
      "cluster.userPools",
      maxNodes,
      `at most ${nodeCapacity()} nodes in all pools together, surge nodes included`,
    ),
    ...faultIf(
      maxNodes > podRangeCapacity,
      "network.podCidr",
      network.podCidr,
      `a range with a /24 for each of ${maxNodes} nodes, surge nodes included`,
    ),
  ];
});

export const addressChecks = [
  canonical,
  operatorRanges,
  oneStampWithDnsServers,
  noOverlap,
  noReserved,
  largeEnough,
  serviceRange,
  uniqueRegions,
  enabledStamp,
  firewallInHub,
  nodesFit,
];
