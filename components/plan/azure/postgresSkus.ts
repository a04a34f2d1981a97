/** Tiers of PostgreSQL flexible server. */
export type PostgresTier = "Burstable" | "GeneralPurpose" | "MemoryOptimized";

const GENERATIONS = { s_v3: 64, ds_v4: 64, ds_v5: 96, ads_v5: 96, ads_v6: 96, ds_v6: 192 } as const;
const VCORES = [2, 4, 8, 16, 32, 48, 64, 96, 128, 192] as const;

const generations = (family: string): readonly string[] =>
  Object.entries(GENERATIONS).flatMap(([suffix, largest]) =>
    VCORES.filter((vcores) => vcores <= largest).map((vcores) => `Standard_${family}${vcores}${suffix}`),
  );

/**
 * SKUs of flexible servers by tier (Microsoft Learn: compute options in Azure Database for PostgreSQL, 2026-01-13). Confidential SKUs, which
 * three regions offer, are not in the document's table. To renew: read the document again, or `az postgres flexible-server list-skus`.
 */
export const POSTGRES_SKUS: Readonly<Record<PostgresTier, readonly string[]>> = {
  Burstable: ["1ms", "2s", "2ms", "4ms", "8ms", "12ms", "16ms", "20ms"].map((size) => `Standard_B${size}`),
  GeneralPurpose: generations("D"),
  MemoryOptimized: [...generations("E"), ...["ds_v4", "ds_v5", "ads_v5", "ads_v6", "ds_v6"].map((suffix) => `Standard_E20${suffix}`)],
};
