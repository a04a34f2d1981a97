import { set } from "./setPath";

/** A change to one configuration value. */
export interface ConfigChange {
  /** Configuration key, without the `hardened-aks` namespace. */
  readonly key: string;
  /** Path of the value below the key; empty replaces the whole value. */
  readonly path: readonly (string | number)[];
  /** New value, as parsed JSON. */
  readonly value: unknown;
}

/** A change that Azure or Kubernetes applies as an update in place, without replacement. */
export interface InPlaceChange extends ConfigChange {
  /** Logical name of a resource that the change updates. */
  readonly updatedResource: string;
}

/** The data services of prod at dev's size: database, blob container, event hub and a generated secret for the one workload. */
export const DATA_CHANGES: readonly ConfigChange[] = [
  {
    key: "postgres",
    path: [],
    value: {
      sku: { name: "Standard_B2s", tier: "Burstable" },
      zoneRedundant: false,
      geoRedundantBackup: false,
      administratorGroup: { objectId: "5f0d4c7e-2c86-4a55-9f4c-0a8f3f2a1b04", name: "postgres-administrators" },
    },
  },
  { key: "keyVault", path: ["generatedSecrets"], value: { "signing-key": {} } },
  {
    key: "workloads",
    path: ["catalog", "uses"],
    value: { keyVault: ["signing-key"], database: "catalog", blob: "write", eventHub: "send" },
  },
];

const POOLS = {
  dev: { vmSize: "Standard_D2ds_v5", minCount: 1, maxCount: 9, osDiskSizeGb: 48 },
  prod: { vmSize: "Standard_D4ds_v5", minCount: 3, maxCount: 15, osDiskSizeGb: 64 },
};

export function inPlaceChanges(stack: "dev" | "prod"): readonly InPlaceChange[] {
  // A stamp can only be drained while another one receives traffic.
  const traffic = stack === "prod" ? { path: [0, "drained"], value: true } : { path: [0, "trafficWeight"], value: 700 };
  return [
    { key: "cluster", path: ["userPools", "workload"], value: POOLS[stack], updatedResource: "swedencentral-aks-pool-workload" },
    { key: "frontDoor", path: ["waf"], value: { mode: "Prevention", rateLimitPerMinute: 2000 }, updatedResource: "front-door-waf" },
    { key: "observability", path: ["retentionDays"], value: 180, updatedResource: "observability-logs" },
    {
      key: "workloads",
      path: ["catalog", "replicas"],
      value: { min: 2, max: 20 },
      updatedResource: "swedencentral-inside-catalog-autoscaler",
    },
    {
      key: "sidecarImage",
      path: [],
      value: { version: "1.1.3-azurelinux3.0-distroless" },
      updatedResource: "swedencentral-inside-catalog-deployment",
    },
    { key: "stamps", ...traffic, updatedResource: "edge-origins-swedencentral" },
    { key: "tags", path: [], value: { costCentre: "4711" }, updatedResource: "swedencentral-aks-cluster" },
  ];
}

/** The configuration with the changes applied, values as `pulumi config` stores them. */
export function withChanges(config: Readonly<Record<string, string>>, changes: readonly ConfigChange[]): Record<string, string> {
  const next = { ...config };
  for (const { key, path, value } of changes) {
    const full = `hardened-aks:${key}`;
    next[full] = JSON.stringify(set(JSON.parse(next[full] ?? "{}"), path, value));
  }
  return next;
}
