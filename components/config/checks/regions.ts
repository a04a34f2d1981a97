import {
  findRegion,
  REGIONS,
  REGIONS_READ,
  RESTRICTED_REGIONS,
  type Region,
  SOVEREIGN_REGION,
  WITHOUT_API_SERVER_INTEGRATION,
} from "../../plan/azure/regions";
import type { Fault } from "../fault";
import type { PlatformConfig } from "../schema";
import { admission } from "./admission";
import { check, checkMembers, faultIf } from "./check";

const NAMES = Object.keys(REGIONS);

const RESTRICTED = "a region that every subscription can use; if yours has access to this one, list it in admitted.regions";

/** Returns a fault if a name is not that of a region of the public cloud. */
function nameFaults(path: string, name: string, admitted: readonly string[]): readonly Fault[] {
  if (SOVEREIGN_REGION.test(name))
    return [{ path, actual: name, allowed: "a region of Azure's public cloud: endpoints and DNS zones of other clouds have other names" }];
  if (findRegion(name) !== undefined || admitted.includes(name)) return [];
  if (RESTRICTED_REGIONS.has(name)) return [{ path, actual: name, allowed: RESTRICTED }];
  return [{ path, actual: name, allowed: `a region of Azure's public cloud${admission(name, NAMES, "regions")}` }];
}

const names = check(["stamps", "admitted"], ({ stamps, admitted: { regions } }) =>
  stamps.flatMap(({ region, privateLinkRegion }, index) => [
    ...nameFaults(`stamps[${index}].region`, region, regions),
    ...(privateLinkRegion === undefined ? [] : nameFaults(`stamps[${index}].privateLinkRegion`, privateLinkRegion, regions)),
  ]),
);

const waiver = (region: string): string => `; if Azure offers it since ${REGIONS_READ}, list ${region} in admitted.regions`;

const offers = check(["stamps", "admitted"], ({ stamps, admitted: { regions } }) =>
  stamps.flatMap(({ region, zones }, index) => {
    const known = regions.includes(region) ? undefined : findRegion(region);
    if (known === undefined) return [];
    return [
      ...faultIf(
        !known.features.has("zones"),
        `stamps[${index}].zones`,
        zones,
        `a region with availability zones: ${region} has none${waiver(region)}`,
      ),
      ...faultIf(
        WITHOUT_API_SERVER_INTEGRATION.has(region),
        `stamps[${index}].region`,
        region,
        `a region where AKS offers API Server VNet Integration${waiver(region)}`,
      ),
    ];
  }),
);

type Regions = Pick<PlatformConfig, "stamps" | "admitted">;

/** Regions that lack something, of those that the program's table knows and the configuration does not admit. */
function regionsWithout({ stamps, admitted }: Regions, isOffered: (region: Region) => boolean): readonly string[] {
  return stamps
    .map(({ region }) => region)
    .filter((name) => {
      const region = admitted.regions.includes(name) ? undefined : findRegion(name);
      return region !== undefined && !isOffered(region);
    });
}

const redundancyOf = (path: string, actual: unknown, missing: readonly string[], allowed: string): readonly Fault[] =>
  faultIf(missing.length > 0, path, actual, `${allowed} in ${missing.join(", ")}${waiver(missing[0] ?? "")}`);

const database = checkMembers(["stamps", "admitted", "postgres", "workloads"], ({ postgres, workloads, ...regions }) => {
  if (!Object.values(workloads).some(({ uses }) => uses.database !== undefined)) return [];
  const withoutStandby = regionsWithout(regions, ({ features }) => features.has("postgresZoneRedundancy"));
  const withoutCopies = regionsWithout(regions, ({ features }) => features.has("postgresGeoBackup"));
  return [
    ...(postgres.zoneRedundant
      ? redundancyOf("postgres.zoneRedundant", true, withoutStandby, "false: PostgreSQL offers no standby in another zone")
      : []),
    ...(postgres.geoRedundantBackup
      ? redundancyOf("postgres.geoRedundantBackup", true, withoutCopies, "false: PostgreSQL offers no geo-redundant backup")
      : []),
  ];
});

const storage = checkMembers(["stamps", "admitted", "storage", "workloads"], ({ storage: { redundancy }, workloads, ...regions }) => {
  const isUsed = Object.values(workloads).some(({ uses }) => uses.blob !== undefined);
  if (!isUsed || redundancy !== "Standard_GZRS") return [];
  const unpaired = regionsWithout(regions, ({ pair }) => pair !== undefined);
  return redundancyOf("storage.redundancy", redundancy, unpaired, "Standard_ZRS or Standard_LRS: there is no paired region");
});

export const regionChecks = [names, offers, database, storage];
