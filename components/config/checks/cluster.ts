import { ISTIO_REVISIONS } from "../schema/edge";
import { check, checkMembers, faultIf, repeated } from "./check";

const RESERVED_POOL = "system";

/** AKS: quotas, node pools of a cluster, less the system pool. */
const MOST_USER_POOLS = 99;

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
      "at least one pool: the system pool carries add-ons only",
    ),
    ...faultIf(
      Object.keys(cluster.userPools).length > MOST_USER_POOLS,
      "cluster.userPools",
      undefined,
      `at most ${MOST_USER_POOLS} pools beside the system pool`,
    ),
    ...faultIf(
      RESERVED_POOL in cluster.userPools,
      `cluster.userPools.${RESERVED_POOL}`,
      undefined,
      "another name: the system pool has this one",
    ),
  ];
});

/** Kubernetes tells taints apart by key and effect. */
const taintsOnce = check(["cluster"], ({ cluster: { userPools } }) =>
  Object.entries(userPools).flatMap(([name, { taints }]) =>
    repeated(taints.map((taint) => taint.replace(/=.*:/, ":"))).map((index) => ({
      path: `cluster.userPools.${name}.taints[${index}]`,
      given: taints[index],
      allowed: "a taint whose key and effect are not listed yet",
    })),
  ),
);

const minor = (version: string): number => Number(version.split(".")[1]);

const meshRuns = check(["cluster", "ingress"], ({ cluster, ingress }) => {
  const newest = ISTIO_REVISIONS[ingress.istioRevision];
  return faultIf(
    ingress.controller === "istio" && minor(cluster.kubernetesVersion) > minor(newest),
    "ingress.istioRevision",
    ingress.istioRevision,
    `a revision that runs on Kubernetes ${cluster.kubernetesVersion}; this one ends with ${newest}`,
  );
});

/** An API server judges by a version it does not know as by its newest, so what is written would not be what holds. */
const podSecurityKnown = check(["cluster", "kubernetes"], ({ cluster: { kubernetesVersion }, kubernetes: { podSecurityVersion } }) =>
  faultIf(
    podSecurityVersion !== undefined && minor(podSecurityVersion) > minor(kubernetesVersion),
    "kubernetes.podSecurityVersion",
    podSecurityVersion,
    `at most v${kubernetesVersion}, the version of the clusters`,
  ),
);

/** Add-ons and the smoke test tolerate nothing, and neither does a workload without a pool. */
const somePoolOpen = check(["cluster"], ({ cluster }) => {
  const pools = Object.values(cluster.userPools);
  const closed = pools.length > 0 && pools.every(({ taints }) => taints.some((taint) => !taint.endsWith(":PreferNoSchedule")));
  return faultIf(
    closed,
    "cluster.userPools",
    undefined,
    "at least one pool without NoSchedule and NoExecute taints: add-ons tolerate none",
  );
});

const zonesForDatabase = checkMembers(["postgres", "stamps", "workloads"], ({ postgres, stamps, workloads }) => {
  const used = Object.values(workloads).some(({ uses }) => uses.database !== undefined);
  if (!used || !postgres.zoneRedundant) return [];
  return stamps.flatMap(({ zones }, index) =>
    faultIf(zones.length < 2, `stamps[${index}].zones`, zones, "two zones or more while postgres.zoneRedundant is true"),
  );
});

const postgresSku = check(["postgres"], ({ postgres: { sku, zoneRedundant } }) => {
  const burstable = sku.name.startsWith("Standard_B");
  const memory = sku.name.startsWith("Standard_E");
  const tier = burstable ? "Burstable" : memory ? "MemoryOptimized" : "GeneralPurpose";
  return [
    ...faultIf(sku.tier !== tier, "postgres.sku.tier", sku.tier, `${tier}, the tier of ${sku.name}`),
    ...faultIf(burstable && zoneRedundant, "postgres.zoneRedundant", true, "false: the Burstable tier has no standby"),
  ];
});

const databaseAdministrators = checkMembers(["postgres", "workloads"], ({ postgres, workloads }) => {
  const user = Object.keys(workloads).find((name) => workloads[name]?.uses.database !== undefined);
  return faultIf(
    user !== undefined && postgres.administratorGroup === undefined,
    "postgres.administratorGroup",
    undefined,
    `an Entra group: workload ${user} uses a database`,
  );
});

export const clusterChecks = [
  pools,
  taintsOnce,
  meshRuns,
  podSecurityKnown,
  somePoolOpen,
  zonesForDatabase,
  postgresSku,
  databaseAdministrators,
];
