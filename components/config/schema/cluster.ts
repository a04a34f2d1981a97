import { z } from "zod";
import { guid, vmSize } from "./primitives";

/**
 * Minor versions that AKS supports, with the month their support ends (AKS release calendar of August 2026).
 * With a minor version alias AKS chooses the patch version, so patch upgrades never appear as drift.
 */
export const KUBERNETES_VERSIONS = { "1.35": "2027-03", "1.36": "2027-06" } as const;

const poolSize = {
  vmSize: vmSize.describe(
    "VM size of the nodes, such as Standard_D4ds_v5; its local disk must hold the OS disk, because OS disks are ephemeral. A size that " +
      "the program's table does not contain is listed in admitted.vmSizes.",
  ),
  minCount: z.int().min(1).max(1000).describe("Minimum number of nodes of the cluster autoscaler, from 1 to maxCount."),
  maxCount: z
    .int()
    .min(1)
    .max(1000)
    .describe(
      "Maximum number of nodes of the cluster autoscaler, 1 to 1000. All pools together, with a third more as surge nodes, must fit the " +
        "node subnet (1019 addresses) and network.podCidr.",
    ),
  osDiskSizeGb: z
    .int()
    .min(30)
    .max(2040)
    .default(64)
    .describe(
      "Size of the ephemeral OS disk in GiB, 30 to 2040; Trusted Launch reserves 1 GiB of the local disk. Default: 64, which fits the " +
        "temporary disk of Standard_D4ds_v5.",
    ),
  maxPods: z
    .int()
    .min(30)
    .max(250)
    .default(60)
    .describe("Maximum number of pods per node, 30 to 250. Default: 60, because AKS reserves memory on each node for every pod it allows."),
};

/** Kubernetes: labels and selectors, syntax. AKS reserves the prefix `kubernetes.azure.com/`. */
const LABEL_KEY = String.raw`(?!kubernetes\.azure\.com/)([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([\w.-]{0,61}[A-Za-z0-9])?`;
const LABEL_VALUE = String.raw`([A-Za-z0-9]([\w.-]{0,61}[A-Za-z0-9])?)?`;

/**
 * Labels in Kubernetes' own domains with which a kubelet starts; with any other the node never joins (kubelet reference, --node-labels:
 * allowed prefixes and names).
 */
const KUBELET_LABEL =
  /^([a-z0-9.-]+\.)?(kubelet|node)\.kubernetes\.io\/|^(topology|failure-domain\.beta)\.kubernetes\.io\/(region|zone)$|^(beta\.)?kubernetes\.io\/(arch|os|hostname)$|^beta\.kubernetes\.io\/instance-type$/;
const isKubernetesDomain = (key: string): boolean => /^([a-z0-9.-]+\.)?(kubernetes|k8s)\.io\//.test(key);

const labelKey = z
  .string()
  .regex(new RegExp(`^${LABEL_KEY}$`), { error: "a Kubernetes label outside kubernetes.azure.com/" })
  .refine((key) => !isKubernetesDomain(key) || KUBELET_LABEL.test(key), {
    error: "a label outside kubernetes.io/ and k8s.io/, except node.kubernetes.io/ and kubelet.kubernetes.io/: the kubelet refuses others",
  });
const labelValue = z.string().regex(new RegExp(`^${LABEL_VALUE}$`), { error: "a label's value: up to 63 letters, digits, -, _ and ." });
const taint = z.string().regex(new RegExp(`^${LABEL_KEY}=${LABEL_VALUE}:(NoSchedule|PreferNoSchedule|NoExecute)$`), {
  error: "key=value:NoSchedule, PreferNoSchedule or NoExecute, with a key outside kubernetes.azure.com/",
});

export const userPool = z.strictObject({
  ...poolSize,
  labels: z
    .record(labelKey, labelValue)
    .default({})
    .describe(
      "Kubernetes labels of the nodes, outside kubernetes.azure.com/, and of kubernetes.io/ and k8s.io/ only those that the kubelet " +
        "accepts, such as node.kubernetes.io/. Default: none; workloads select a pool by its name.",
    ),
  taints: z
    .array(taint)
    .default([])
    .describe(
      "Taints of the nodes as key=value:effect, with effect NoSchedule, PreferNoSchedule or NoExecute. Default: none, because at least " +
        "one pool must accept add-ons and workloads without a pool.",
    ),
  fips: z
    .boolean()
    .default(false)
    .describe("Selects the FIPS 140 node image. Default: false, because AKS does not support Trusted Launch with that image."),
});

/** AKS pool names: 1 to 12 lower-case letters and digits, starting with a letter. */
const poolName = z.string().regex(/^[a-z][a-z0-9]{0,11}$/, { error: "1 to 12 lower-case letters and digits, starting with a letter" });

export const cluster = z.strictObject({
  kubernetesVersion: z
    .enum(Object.keys(KUBERNETES_VERSIONS) as (keyof typeof KUBERNETES_VERSIONS)[])
    .default("1.36")
    .describe(
      "Kubernetes minor version of control plane and nodes; AKS chooses the patch version. Default: 1.36, whose AKS support ends last.",
    ),
  tier: z
    .enum(["Standard", "Premium"])
    .default("Standard")
    .describe(
      "Pricing tier of the control plane; both include the uptime SLA, and Premium adds long-term support. Default: Standard, which " +
        "costs less.",
    ),
  adminGroupObjectIds: z
    .array(guid)
    .min(1)
    .describe("Object ids (GUIDs) of the Entra groups, at least one, whose members administer the clusters; local accounts are disabled."),
  readerGroupObjectIds: z
    .array(guid)
    .default([])
    .describe(
      "Object ids (GUIDs) of Entra groups that may read the namespaces of workloads; none of adminGroupObjectIds. Default: none, so that " +
        "only administrators have access.",
    ),
  systemPool: z
    .strictObject(poolSize)
    .default({ vmSize: "Standard_D4ds_v5", minCount: 3, maxCount: 5, osDiskSizeGb: 64, maxPods: 60 })
    .describe(
      "Node pool for add-ons only, with the taint CriticalAddonsOnly=true:NoSchedule. Default: 3 to 5 nodes, at least one in each of " +
        "three zones.",
    ),
  userPools: z
    .record(poolName, userPool)
    .default({
      workload: {
        vmSize: "Standard_D4ds_v5",
        minCount: 3,
        maxCount: 12,
        osDiskSizeGb: 64,
        maxPods: 60,
        labels: {},
        taints: [],
        fips: false,
      },
    })
    .describe(
      "Node pools for workloads by name, 1 to 99; a name has 1 to 12 lower-case letters and digits and is not system. Default: one pool " +
        "of 3 to 12 nodes, at least one in each of three zones.",
    ),
  upgradeChannel: z
    .enum(["patch", "none"])
    .default("patch")
    .describe(
      "Automatic upgrades of the Kubernetes patch version in the maintenance window, or none. Channels that change the minor version are " +
        "not offered, because they conflict with kubernetesVersion. Default: patch, so that security fixes arrive without a deployment.",
    ),
  nodeOsUpgradeChannel: z
    .enum(["NodeImage", "SecurityPatch"])
    .default("NodeImage")
    .describe(
      "Automatic upgrades of the node OS in the maintenance window: new node images, or security patches only. Default: NodeImage, which " +
        "includes all fixes.",
    ),
  maintenance: z
    .strictObject({
      dayOfWeek: z
        .enum(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"])
        .default("Sunday")
        .describe(
          "Day of the first stamp's window; each further stamp follows one day later, so that no two of up to seven stamps are upgraded " +
            "together. Default: Sunday, outside working days.",
        ),
      startHourUtc: z
        .int()
        .min(0)
        .max(23)
        .default(1)
        .describe("Hour (UTC) at which every stamp's window opens, 0 to 23. Default: 1, at night in Europe."),
      durationHours: z
        .int()
        .min(4)
        .max(24)
        .default(4)
        .describe("Length of the window in hours, 4 to 24. Default: 4, the shortest that AKS accepts."),
    })
    .default({ dayOfWeek: "Sunday", startHourUtc: 1, durationHours: 4 })
    .describe("Weekly maintenance window of cluster and node OS upgrades. Default: Sunday, 01:00 to 05:00 UTC for the first stamp."),
  kms: z
    .boolean()
    .default(false)
    .describe(
      "Encrypts Secrets in etcd with a key in a vault of the stamp; the policy pack requires it in production (AKS-17). Default: false, " +
        "because it can be turned off again only by rewriting every Secret.",
    ),
  publicFqdn: z
    .boolean()
    .default(false)
    .describe(
      "Publishes a public DNS name for the API server's private address, for runners that cannot resolve the private zone. Default: " +
        "false, so that neither name nor address is published.",
    ),
  advancedNetworking: z
    .boolean()
    .default(false)
    .describe(
      "Enables Advanced Container Networking Services: flow metrics, FQDN policies, and the alert NetworkPolicyViolations, which exists " +
        "only with them. Default: false, because it is billed per node and hour; network policies are enforced without it.",
    ),
  imageCleanerHours: z
    .int()
    .min(24)
    .max(2160)
    .default(168)
    .describe(
      "Hours between two runs of Image Cleaner, which removes unused vulnerable images from nodes, 24 to 2160. Default: 168, one week, " +
        "as in AKS.",
    ),
  fullAuditLog: z
    .boolean()
    .default(false)
    .describe(
      "Collects the log category kube-audit, which contains read requests, in addition to kube-audit-admin; the alerts " +
        "failed-api-authentication and container-access then read it. Without it they see no get and list requests, and shells and " +
        "tunnels of kubectl 1.31 and newer are get requests. Default: false, because Log Analytics bills it per GB, every request of " +
        "every controller is in it, and it counts towards observability.dailyQuotaGb, which has to be raised with it.",
    ),
  deployer: z
    .strictObject({
      objectId: guid.describe(
        "Object id (GUID) of the user, group or service principal (not of its application); not in adminGroupObjectIds or " +
          "readerGroupObjectIds.",
      ),
      principalType: z
        .enum(["ServicePrincipal", "User", "Group"])
        .default("ServicePrincipal")
        .describe("Type of the principal in Entra. Default: ServicePrincipal, because pipelines deploy with one."),
    })
    .describe(
      "Entra principal that runs `pulumi up`, which is granted administration of the clusters. It is configured rather than read from " +
        "the login, so that a preview by another user shows the same plan.",
    ),
});

export type ClusterConfig = z.infer<typeof cluster>;
export type UserPoolConfig = z.infer<typeof userPool>;
