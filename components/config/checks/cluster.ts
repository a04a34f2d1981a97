import type { Fault } from "../fault";
import { ISTIO_REVISIONS } from "../schema/edge";
import { check, duplicateIndexes, faultIf } from "./check";

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

const supportedIstioRevision = check(["cluster", "ingress", "admitted"], ({ cluster, ingress, admitted: { istioRevisions } }) => {
  const { controller, istioRevision } = ingress;
  if (controller !== "istio" || istioRevisions.includes(istioRevision)) return [];
  const supported = ISTIO_REVISIONS[istioRevision]?.kubernetes;
  const newer = "; if AKS offers it by now, list it in admitted.istioRevisions";
  const allowed =
    supported === undefined
      ? `one of ${Object.keys(ISTIO_REVISIONS).join(", ")}${newer}`
      : `a revision that supports Kubernetes ${cluster.kubernetesVersion}; this one supports versions up to ${supported.at(-1)}${newer}`;
  return faultIf(!supported?.includes(cluster.kubernetesVersion), "ingress.istioRevision", istioRevision, allowed);
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

export const clusterChecks = [pools, uniqueTaints, supportedIstioRevision, supportedPodSecurityVersion, untaintedPool];
