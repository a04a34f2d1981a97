import type { Fault } from "../fault";
import { ISTIO_REVISIONS } from "../schema/edge";
import { check, checkMembers, duplicateIndexes, faultIf } from "./check";

const RESERVED_POOL = "system";

/** AKS quota of node pools per cluster, without the system pool. */
const MAX_USER_POOLS = 99;

const pools = check(["cluster"], ({ cluster }) => {
  const named = [
    ["cluster.systemPool", cluster.systemPool] as const,
    ...Object.entries(cluster.userPools).map(([name, pool]) => [`cluster.userPools.${name}`, pool] as const),
  ];
  return [
    ...named.flatMap(([path, pool]) =>
      faultIf(pool.minCount > pool.maxCount, `${path}.minCount`, pool.minCount, `at most maxCount (${pool.maxCount})`),
    ),
    ...faultIf(
      Object.keys(cluster.userPools).length === 0,
      "cluster.userPools",
      undefined,
      "at least one pool: the system pool runs add-ons only",
    ),
    ...faultIf(
      Object.keys(cluster.userPools).length > MAX_USER_POOLS,
      "cluster.userPools",
      undefined,
      `at most ${MAX_USER_POOLS} pools in addition to the system pool`,
    ),
    ...faultIf(
      RESERVED_POOL in cluster.userPools,
      `cluster.userPools.${RESERVED_POOL}`,
      undefined,
      "another name: the system pool uses this one",
    ),
  ];
});

/** In Kubernetes key and effect identify a taint. */
const uniqueTaints = check(["cluster"], ({ cluster: { userPools } }) =>
  Object.entries(userPools).flatMap(([name, { taints }]) =>
    duplicateIndexes(taints.map((taint) => taint.replace(/=.*:/, ":"))).map(
      (index): Fault => ({
        path: `cluster.userPools.${name}.taints[${index}]`,
        actual: taints[index],
        allowed: "a taint whose key and effect are not listed yet",
      }),
    ),
  ),
);

const minor = (version: string): number => Number(version.split(".")[1]);

const supportedIstioRevision = check(["cluster", "ingress"], ({ cluster, ingress }) => {
  const newest = ISTIO_REVISIONS[ingress.istioRevision];
  return faultIf(
    ingress.controller === "istio" && minor(cluster.kubernetesVersion) > minor(newest),
    "ingress.istioRevision",
    ingress.istioRevision,
    `a revision that supports Kubernetes ${cluster.kubernetesVersion}; this one supports versions up to ${newest}`,
  );
});

/** An API server replaces a version that it does not know by its newest one, so the configured version would not be enforced. */
const supportedPodSecurityVersion = check(
  ["cluster", "kubernetes"],
  ({ cluster: { kubernetesVersion }, kubernetes: { podSecurityVersion } }) =>
    faultIf(
      podSecurityVersion !== undefined && minor(podSecurityVersion) > minor(kubernetesVersion),
      "kubernetes.podSecurityVersion",
      podSecurityVersion,
      `at most v${kubernetesVersion}, the version of the clusters`,
    ),
);

/** Add-ons, the smoke test and workloads without a pool have no tolerations. */
const untaintedPool = check(["cluster"], ({ cluster }) => {
  const pools = Object.values(cluster.userPools);
  const allTainted = pools.length > 0 && pools.every(({ taints }) => taints.some((taint) => !taint.endsWith(":PreferNoSchedule")));
  return faultIf(
    allTainted,
    "cluster.userPools",
    undefined,
    "at least one pool without NoSchedule and NoExecute taints: add-ons have no tolerations",
  );
});

const zonesForDatabase = checkMembers(["postgres", "stamps", "workloads"], ({ postgres, stamps, workloads }) => {
  const isUsed = Object.values(workloads).some(({ uses }) => uses.database !== undefined);
  if (!isUsed || !postgres.zoneRedundant) return [];
  return stamps.flatMap(({ zones }, index) =>
    faultIf(zones.length < 2, `stamps[${index}].zones`, zones, "at least two zones, which postgres.zoneRedundant requires"),
  );
});

const postgresSku = check(["postgres"], ({ postgres: { sku, zoneRedundant } }) => {
  const isBurstable = sku.name.startsWith("Standard_B");
  const isMemoryOptimized = sku.name.startsWith("Standard_E");
  const tier = isBurstable ? "Burstable" : isMemoryOptimized ? "MemoryOptimized" : "GeneralPurpose";
  return [
    ...faultIf(sku.tier !== tier, "postgres.sku.tier", sku.tier, `${tier}, the tier of ${sku.name}`),
    ...faultIf(isBurstable && zoneRedundant, "postgres.zoneRedundant", true, "false: the Burstable tier has no standby server"),
  ];
});

const databaseAdministrators = checkMembers(["postgres", "workloads"], ({ postgres, workloads }) => {
  const user = Object.keys(workloads).find((name) => workloads[name]?.uses.database !== undefined);
  return faultIf(
    user !== undefined && postgres.administratorGroup === undefined,
    "postgres.administratorGroup",
    undefined,
    `an Entra group, because workload ${user} uses a database`,
  );
});

export const clusterChecks = [
  pools,
  uniqueTaints,
  supportedIstioRevision,
  supportedPodSecurityVersion,
  untaintedPool,
  zonesForDatabase,
  postgresSku,
  databaseAdministrators,
];
