import type { MetricAlert } from "./alerts";

/** Alerts on Key Vault's metrics (Microsoft.KeyVault/vaults). */
export const VAULT_ALERTS: readonly MetricAlert[] = [
  {
    key: "vault-availability",
    description: "The stamp's vault answers fewer than 99 percent of its requests.",
    severity: 1,
    namespace: "Microsoft.KeyVault/vaults",
    metric: "Availability",
    aggregation: "Average",
    operator: "LessThan",
    threshold: 99,
  },
  {
    key: "vault-saturation",
    description: "The stamp's vault is at more than 75 percent of its request limit, at which it throttles requests.",
    severity: 2,
    namespace: "Microsoft.KeyVault/vaults",
    metric: "SaturationShoebox",
    aggregation: "Average",
    operator: "GreaterThan",
    threshold: 75,
  },
];

const POSTGRES = { namespace: "Microsoft.DBforPostgreSQL/flexibleServers", aggregation: "Average", operator: "GreaterThan" } as const;

/** Alerts on PostgreSQL's metrics (Microsoft.DBforPostgreSQL/flexibleServers). */
export const POSTGRES_ALERTS: readonly MetricAlert[] = [
  {
    ...POSTGRES,
    key: "postgres-storage",
    description: "The database server's storage is more than 85 percent full: when it is full, the server turns read-only.",
    severity: 1,
    metric: "storage_percent",
    threshold: 85,
  },
  {
    ...POSTGRES,
    key: "postgres-cpu",
    description: "The database server uses more than 90 percent of its processors.",
    severity: 2,
    metric: "cpu_percent",
    threshold: 90,
  },
  {
    ...POSTGRES,
    key: "postgres-memory",
    description: "The database server uses more than 90 percent of its memory.",
    severity: 2,
    metric: "memory_percent",
    threshold: 90,
  },
];
