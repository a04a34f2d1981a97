import { z } from "zod";
import { guid } from "./primitives";

/**
 * Minor versions that AKS supports, with the month their support ends (AKS release calendar of August 2026).
 * A minor alias lets AKS choose the patch, so patch upgrades never show as drift.
 */
export const KUBERNETES_VERSIONS = { "1.35": "2027-03", "1.36": "2027-06" } as const;

const vmSize = z.string().regex(/^Standard_[A-Za-z0-9_]+$/, { error: "an Azure VM size such as Standard_D4ds_v5" });

const poolSize = {
  vmSize: vmSize.describe("A size whose cache or temporary disk holds the OS disk: nodes use ephemeral OS disks."),
  minCount: z.int().min(1).max(1000),
  maxCount: z.int().min(1).max(1000),
  osDiskSizeGb: z.int().min(30).max(2048).default(64),
  maxPods: z.int().min(30).max(250).default(60),
};

/** Kubernetes: labels and selectors, syntax. AKS keeps its own prefix for itself. */
const LABEL_KEY = String.raw`(?!kubernetes\.azure\.com/)([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([\w.-]{0,61}[A-Za-z0-9])?`;
const LABEL_VALUE = String.raw`([A-Za-z0-9]([\w.-]{0,61}[A-Za-z0-9])?)?`;

const labelKey = z.string().regex(new RegExp(`^${LABEL_KEY}$`), { error: "a Kubernetes label outside kubernetes.azure.com/" });
const labelValue = z.string().regex(new RegExp(`^${LABEL_VALUE}$`), { error: "a label's value: up to 63 letters, digits, -, _ and ." });
const taint = z.string().regex(new RegExp(`^${LABEL_KEY}=${LABEL_VALUE}:(NoSchedule|PreferNoSchedule|NoExecute)$`), {
  error: "key=value:NoSchedule, PreferNoSchedule or NoExecute, with a key outside kubernetes.azure.com/",
});

export const userPool = z.strictObject({
  ...poolSize,
  labels: z.record(labelKey, labelValue).default({}),
  taints: z.array(taint).default([]),
  fips: z.boolean().default(false).describe("FIPS 140 node image."),
});

/** AKS pool names: 1 to 12 lower-case letters and digits, starting with a letter. */
const poolName = z.string().regex(/^[a-z][a-z0-9]{0,11}$/, { error: "1 to 12 lower-case letters and digits, starting with a letter" });

export const cluster = z.strictObject({
  kubernetesVersion: z.enum(Object.keys(KUBERNETES_VERSIONS) as (keyof typeof KUBERNETES_VERSIONS)[]).default("1.36"),
  tier: z.enum(["Standard", "Premium"]).default("Standard").describe("Premium adds long-term support; both carry the uptime SLA."),
  adminGroupObjectIds: z.array(guid).min(1).describe("Entra groups whose members administer the clusters."),
  readerGroupObjectIds: z.array(guid).default([]).describe("Entra groups that may read workload namespaces."),
  systemPool: z
    .strictObject(poolSize)
    .default({ vmSize: "Standard_D4ds_v5", minCount: 3, maxCount: 5, osDiskSizeGb: 64, maxPods: 60 })
    .describe("Carries the add-ons only (CriticalAddonsOnly taint)."),
  userPools: z.record(poolName, userPool).default({
    workload: { vmSize: "Standard_D4ds_v5", minCount: 3, maxCount: 12, osDiskSizeGb: 64, maxPods: 60, labels: {}, taints: [], fips: false },
  }),
  upgradeChannel: z
    .enum(["patch", "none"])
    .default("patch")
    .describe("Channels that move the minor version would fight with kubernetesVersion."),
  nodeOsUpgradeChannel: z.enum(["NodeImage", "SecurityPatch"]).default("NodeImage"),
  maintenance: z
    .strictObject({
      dayOfWeek: z.enum(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]).default("Sunday"),
      startHourUtc: z.int().min(0).max(23).default(1).describe("Hour of the first stamp; each further stamp starts one day later."),
      durationHours: z.int().min(4).max(24).default(4).describe("Length of the window in hours; AKS accepts 4 to 24."),
    })
    .default({ dayOfWeek: "Sunday", startHourUtc: 1, durationHours: 4 }),
  kms: z
    .boolean()
    .default(false)
    .describe("Encrypts etcd secrets with a key of the stamp's own vault. Cannot be undone without re-encrypting."),
  publicFqdn: z.boolean().default(false).describe("A public name for the private address, where runners cannot resolve the private zone."),
  advancedNetworking: z
    .boolean()
    .default(false)
    .describe("Advanced Container Networking Services: flow metrics and FQDN policies (billed per node)."),
  imageCleanerHours: z.int().min(24).max(2160).default(168),
  fullAuditLog: z.boolean().default(false).describe("kube-audit in addition to kube-audit-admin: every read as well; costly."),
  deployer: z
    .strictObject({
      objectId: guid,
      principalType: z.enum(["ServicePrincipal", "User", "Group"]).default("ServicePrincipal"),
    })
    .describe("Who runs `pulumi up`. Written down, so that a preview by somebody else shows the same plan."),
});

export type ClusterConfig = z.infer<typeof cluster>;
export type UserPoolConfig = z.infer<typeof userPool>;
