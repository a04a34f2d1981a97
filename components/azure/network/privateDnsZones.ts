/** Private DNS zones of private endpoints, by service (Microsoft Learn: private endpoint DNS configuration; public cloud). */
export const PRIVATE_DNS_ZONES = {
  keyVault: "privatelink.vaultcore.azure.net",
  registry: "privatelink.azurecr.io",
  postgres: "privatelink.postgres.database.azure.com",
  blob: "privatelink.blob.core.windows.net",
  eventHubs: "privatelink.servicebus.windows.net",
} as const;

export type PrivateDnsService = keyof typeof PRIVATE_DNS_ZONES;

/** Services whose resource names differ between stamps, so that one zone can hold the records of all stamps. */
export type SharedDnsService = Exclude<PrivateDnsService, "registry">;

/** Private DNS zone of private API servers in a region (AKS: private cluster with a custom private DNS zone). */
export const apiServerZone = (region: string): string => `privatelink.${region}.azmk8s.io`;
