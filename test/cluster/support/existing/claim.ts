import { fieldOf, type KubernetesApi } from "../kubernetesApi";
import { retry } from "../programs";
import { deleteIfPresent, deleteOthers, takeInventory } from "./inventory";

/** Namespace with what the tests know about the cluster. While it exists, the cluster is theirs. */
export const CLAIM = "hardened-aks-tests";
const NAMESPACE = `/api/v1/namespaces/${CLAIM}`;
const BASELINE = `${NAMESPACE}/configmaps/baseline`;
const ACCOUNT = "administrator";
const BINDING = `/apis/rbac.authorization.k8s.io/v1/clusterrolebindings/${CLAIM}`;
const MANAGER = "test";

const NODES = "/api/v1/nodes";
/** Annotation of the nodes on which the tests let no pod be scheduled. */
const CORDONED = "hardened-aks-tests/cordoned";
/** Lifetime of the token, longer than the longest run. */
const TOKEN_SECONDS = 6 * 3600;
/** In seconds: the namespace is gone; the namespace has what controllers create in it. */
const TIMEOUT = 60;

/** Namespaces of a new kind cluster. */
const NEW_CLUSTER = ["default", "kube-node-lease", "kube-public", "kube-system", "local-path-storage"];

export interface Claim {
  /** Paths of the objects that the cluster had before. */
  readonly before: ReadonlySet<string>;
  /** Bearer token of an administrator. */
  readonly token: string;
}

/**
 * Why a cluster is not for tests: somebody has installed something in it. Undefined for a new cluster, and for one in which a run of the
 * tests was interrupted.
 */
export async function reasonNotToClaim(api: Pick<KubernetesApi, "list">): Promise<string | undefined> {
  const namespaces = (await api.list("/api/v1/namespaces")).map(({ metadata }) => metadata.name);
  if (namespaces.includes(CLAIM)) return undefined;
  const others = namespaces.filter((name) => !NEW_CLUSTER.includes(name));
  if (others.length > 0) return `it has namespaces that a new kind cluster does not have: ${others.join(", ")}`;
  const definitions = await api.list("/apis/apiextensions.k8s.io/v1/customresourcedefinitions");
  return definitions.length === 0
    ? undefined
    : `it has custom resource definitions: ${definitions.map(({ metadata }) => metadata.name).join(", ")}`;
}

/**
 * Takes over a cluster for a run: deletes what an interrupted run left, notes what there is, keeps new pods away from its nodes, and
 * creates an administrator.
 */
export async function claim(api: KubernetesApi): Promise<Claim> {
  if ((await api.find(NAMESPACE)) !== undefined) await release(api);
  const before = new Set((await takeInventory(api)).keys());
  await api.apply(NAMESPACE, { apiVersion: "v1", kind: "Namespace", metadata: { name: CLAIM } }, MANAGER);
  const data = { paths: [...before].join("\n") };
  await api.apply(BASELINE, { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "baseline" }, data }, MANAGER);
  await cordon(api);
  return { before, token: await createAdministrator(api) };
}

/** Deletes everything that was created since the claim, whether its run has ended or was interrupted. */
export async function release(api: KubernetesApi): Promise<void> {
  const baseline = await api.find(BASELINE);
  // A claim without it was interrupted before anything else was created.
  if (baseline !== undefined) {
    const before = baselineOf(baseline);
    await deleteOthers(api, (path) => before.has(path) || path === BINDING || `${path}/`.startsWith(`${NAMESPACE}/`));
    await uncordon(api);
    await deleteIfPresent(api, BINDING);
  }
  await deleteIfPresent(api, NAMESPACE);
  await retry(async () => {
    if ((await api.find(NAMESPACE)) !== undefined) throw new Error(`namespace ${CLAIM} is not deleted yet`);
  }, TIMEOUT);
}

/**
 * The paths that a claim has noted.
 *
 * @throws Error if they cannot be those of a whole cluster: everything else would be deleted
 */
export function baselineOf(configMap: object): ReadonlySet<string> {
  const paths = new Set(String(fieldOf(configMap, "data.paths")).split("\n"));
  const missing = NEW_CLUSTER.filter((name) => name.startsWith("kube-")).find((name) => !paths.has(`/api/v1/namespaces/${name}`));
  if (missing === undefined) return paths;
  throw new Error(`ConfigMap baseline in namespace ${CLAIM} does not contain namespace ${missing}; delete the cluster, or that namespace`);
}

/** New pods are scheduled on the tests' own nodes only. Nodes that somebody else cordoned are left alone. */
async function cordon(api: KubernetesApi): Promise<void> {
  for (const node of await api.list(NODES)) {
    if (fieldOf(node, "spec.unschedulable") === true) continue;
    const body = { metadata: { annotations: { [CORDONED]: "true" } }, spec: { unschedulable: true } };
    await api.patch(`${NODES}/${node.metadata.name}`, body, MANAGER);
  }
}

async function uncordon(api: KubernetesApi): Promise<void> {
  for (const { metadata } of await api.list(NODES)) {
    if (metadata.annotations?.[CORDONED] === undefined) continue;
    const body = { metadata: { annotations: { [CORDONED]: null } }, spec: { unschedulable: null } };
    await api.patch(`${NODES}/${metadata.name}`, body, MANAGER);
  }
}

/** A service account with every right, and a token for it: what the program calls the API server with is no certificate. */
async function createAdministrator(api: KubernetesApi): Promise<string> {
  const account = `${NAMESPACE}/serviceaccounts/${ACCOUNT}`;
  await api.apply(account, { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: ACCOUNT } }, MANAGER);
  const binding = {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "ClusterRoleBinding",
    metadata: { name: CLAIM },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "cluster-admin" },
    subjects: [{ kind: "ServiceAccount", name: ACCOUNT, namespace: CLAIM }],
  };
  await api.apply(BINDING, binding, MANAGER);
  const request = { apiVersion: "authentication.k8s.io/v1", kind: "TokenRequest", spec: { expirationSeconds: TOKEN_SECONDS } };
  return String(fieldOf(await api.create(`${account}/token`, request), "status.token"));
}
