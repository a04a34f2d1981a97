/** What a service offers in a region. */
export type RegionFeature =
  /** Availability zones. */
  | "zones"
  /** Private endpoints of Front Door Premium. */
  | "frontDoorPrivateLink"
  /** A standby server of PostgreSQL in another zone. */
  | "postgresZoneRedundancy"
  /** Copies of PostgreSQL's backups in the paired region. */
  | "postgresGeoBackup";

export interface Region {
  /**
   * Region that geo-redundant services replicate to.
   * @default none: Azure pairs the region with no other
   */
  readonly pair?: string;
  readonly features: ReadonlySet<RegionFeature>;
}

/** Month of the newest document that the table was read from; messages name it. */
export const REGIONS_READ = "2026-11";

const LETTERS: Readonly<Record<string, RegionFeature>> = {
  z: "zones",
  f: "frontDoorPrivateLink",
  s: "postgresZoneRedundancy",
  b: "postgresGeoBackup",
};

const region = (letters: string, pair?: string): Region => ({
  ...(pair === undefined ? {} : { pair }),
  features: new Set(Array.from(letters, (letter) => LETTERS[letter]).filter((feature) => feature !== undefined)),
});

/**
 * Regions of Azure's public cloud: z zones, f Front Door Private Link, s PostgreSQL's standby in another zone, b PostgreSQL's geo-redundant
 * backup. Regions where new standby servers are blocked for lack of capacity have the s all the same.
 *
 * Sources, read in 2026-11: "List of Azure regions" (reliability, 2025-09-23) for names, zones and pairs; "Secure your origin with Private
 * Link in Azure Front Door Premium", region availability (the version that requires zones, 2026); the regions table of "What is Azure
 * Database for PostgreSQL?" (2025-12-22). To renew: read the three again, and `az account list-locations` for names and pairs.
 */
export const REGIONS: Readonly<Record<string, Region>> = {
  australiacentral: region("b", "australiacentral2"),
  australiacentral2: region("", "australiacentral"),
  australiaeast: region("zfsb", "australiasoutheast"),
  australiasoutheast: region("b", "australiaeast"),
  austriaeast: region("zs"),
  belgiumcentral: region("zs"),
  brazilsouth: region("zfs", "southcentralus"),
  brazilsoutheast: region("", "brazilsouth"),
  canadacentral: region("zfsb", "canadaeast"),
  canadaeast: region("b", "canadacentral"),
  centralindia: region("zfsb", "southindia"),
  centralus: region("zfsb", "eastus2"),
  chilecentral: region("zs"),
  denmarkeast: region("z"),
  eastasia: region("zfsb", "southeastasia"),
  eastus: region("zfsb", "westus"),
  eastus2: region("zfsb", "centralus"),
  francecentral: region("zfsb", "francesouth"),
  francesouth: region("b", "francecentral"),
  germanynorth: region("b", "germanywestcentral"),
  germanywestcentral: region("zfsb", "germanynorth"),
  indonesiacentral: region("zs"),
  israelcentral: region("zs"),
  italynorth: region("zs"),
  japaneast: region("zfsb", "japanwest"),
  japanwest: region("zb", "japaneast"),
  koreacentral: region("zfsb", "koreasouth"),
  koreasouth: region("b", "koreacentral"),
  malaysiawest: region("zs"),
  mexicocentral: region("zs"),
  newzealandnorth: region("zs"),
  northcentralus: region("b", "southcentralus"),
  northeurope: region("zfsb", "westeurope"),
  norwayeast: region("zfsb", "norwaywest"),
  norwaywest: region("b", "norwayeast"),
  polandcentral: region("zs"),
  qatarcentral: region("zs"),
  southafricanorth: region("zfsb", "southafricawest"),
  southafricawest: region("b", "southafricanorth"),
  southcentralus: region("zfsb", "northcentralus"),
  southeastasia: region("zfsb", "eastasia"),
  southindia: region("sb", "centralindia"),
  spaincentral: region("zs"),
  swedencentral: region("zfsb", "swedensouth"),
  swedensouth: region("", "swedencentral"),
  switzerlandnorth: region("zsb", "switzerlandwest"),
  switzerlandwest: region("b", "switzerlandnorth"),
  uaecentral: region("b", "uaenorth"),
  uaenorth: region("zfsb", "uaecentral"),
  uksouth: region("zfsb", "ukwest"),
  ukwest: region("b", "uksouth"),
  westcentralus: region("b", "westus2"),
  westeurope: region("zfsb", "northeurope"),
  westindia: region("", "southindia"),
  westus: region("b", "eastus"),
  westus2: region("zfsb", "westcentralus"),
  westus3: region("zfs", "eastus"),
};

/** Returns a region of the table, or undefined. */
export const findRegion = (name: string): Region | undefined => (Object.hasOwn(REGIONS, name) ? REGIONS[name] : undefined);

/** Regions where AKS offers no API Server VNet Integration (Azure/AKS#5415, 2025-11: expected in 2027). */
export const WITHOUT_API_SERVER_INTEGRATION: ReadonlySet<string> = new Set(["qatarcentral"]);

/** Regions of the public cloud that few subscriptions can use, for which the documents above say nothing about most services. */
export const RESTRICTED_REGIONS: ReadonlySet<string> = new Set(["jioindiacentral", "jioindiawest", "taiwannorth", "taiwannorthwest"]);

/**
 * Azure operated by 21Vianet, Azure Government, the closed clouds, Bleu (France), Delos (Germany) and the former Azure Germany, whose
 * endpoints and private DNS zones have other names (azure-cli: AzureBleuCloud and AzureDelosCloud; names from Azure SDK for Java, 2026).
 */
export const SOVEREIGN_REGION =
  /^(china(east|north)\d*|us(gov|dod|nat|sec)[a-z]+|bleufrance[a-z]+\d*|deloscloudgermany[a-z]+\d*|germany(central|northeast))$/;
