/** Zones that private endpoints register in, by service (Microsoft Learn: private endpoint DNS configuration; public cloud). */
export const PRIVATE_DNS_ZONES = {
  keyVault: "privatelink.vaultcore.azure.net",
  registry: "privatelink.azurecr.io",
  postgres: "privatelink.postgres.database.azure.com",
  blob: "privatelink.blob.core.windows.net",
  eventHubs: "privatelink.servicebus.windows.net",
} as const;

export type PrivateDnsService = keyof typeof PRIVATE_DNS_ZONES;

/** Services whose endpoints have names of their own in each stamp, so that one zone can hold them all. */
export type SharedDnsService = Exclude<PrivateDnsService, "registry">;

/** Zone of private API servers in a region (AKS: private cluster with a zone of your own). */
export const apiServerZone = (region: string): string => `privatelink.${region}.azmk8s.io`;
