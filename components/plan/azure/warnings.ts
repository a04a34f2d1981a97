import type { PlatformConfig } from "../../config/schema";
import { systemPoolShortcomings } from "../systemPool";
import { findRegion, REGIONS_READ } from "./regions";
import { parseVmSize } from "./vmSize";

/** Returns warnings about settings that Azure may refuse, or accepts without supporting them. */
export function azureWarnings(config: PlatformConfig): readonly string[] {
  return [...unsupportedSystemPool(config), ...unlistedPrivateLink(config), ...driverlessPools(config)];
}

/** In production these are faults. */
function unsupportedSystemPool({ cluster, tier }: PlatformConfig): readonly string[] {
  if (tier === "production") return [];
  return systemPoolShortcomings(cluster.systemPool).map(
    ({ key, actual, required }) => `cluster.systemPool.${key}: ${actual} is accepted outside production only; AKS supports ${required}.`,
  );
}

/** A warning, not a fault: Front Door's list grows faster than its documentation. */
function unlistedPrivateLink({ stamps, ingress, admitted, scope }: PlatformConfig): readonly string[] {
  if (ingress.exposure.type !== "privateLink" || scope !== "all") return [];
  return stamps.flatMap(({ region, privateLinkRegion = region }, index) => {
    const listed = findRegion(privateLinkRegion)?.features.has("frontDoorPrivateLink") ?? false;
    if (listed || admitted.regions.includes(privateLinkRegion)) return [];
    return [
      `stamps[${index}].privateLinkRegion: Front Door's documentation of ${REGIONS_READ} lists no Private Link in ${privateLinkRegion}; ` +
        "set the nearest region that it lists.",
    ];
  });
}

/** AKS installs no GPU driver on a node with Secure Boot (Microsoft Learn: Trusted Launch for AKS, limitations, 2025-07-15). */
function driverlessPools({ cluster: { userPools } }: PlatformConfig): readonly string[] {
  return Object.entries(userPools)
    .filter(([, { vmSize, fips }]) => !fips && parseVmSize(vmSize)?.family.startsWith("N"))
    .map(
      ([name, { vmSize }]) =>
        `cluster.userPools.${name}.vmSize: AKS installs no GPU driver on the nodes of ${vmSize}, because they use Secure Boot.`,
    );
}
