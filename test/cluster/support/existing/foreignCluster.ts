import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { ControlPlane, createCertificate, kubeconfigOf } from "../controlPlane";
import { fieldOf, type KubernetesApi } from "../kubernetesApi";
import { type Annotation, Kwok, nodeOf } from "../kwok";
import { retry } from "../programs";

const OWNER = "owner";
const TOKEN = "owner-of-the-foreign-cluster";
const KUBELET: Annotation = { name: "foreign-cluster/kubelet", value: "played" };
/** A node with a kubelet, and one that its owner has cordoned. */
export const FOREIGN_NODES = ["foreign-worker", "foreign-cordoned"] as const;
/** In seconds. */
const TIMEOUT = 60;

/** A cluster of somebody else, as kind creates one. */
export interface ForeignCluster {
  /** Client of its owner. */
  readonly api: KubernetesApi;
  /** Its kubeconfig, with a client certificate. */
  readonly kubeconfig: string;
  readonly stop: () => Promise<void>;
}

/**
 * Starts a control plane in the place of kind's: its API server sends webhooks to the pods' addresses, as with kube-proxy; its node
 * lifecycle controller watches leases; and it has a Deployment and a DaemonSet in kube-system, on a node whose kubelet another KWOK plays.
 */
export async function startForeignCluster(folder: string): Promise<ForeignCluster> {
  mkdirSync(join(folder, "kubelet"), { recursive: true });
  createCertificate(folder, OWNER, [`DNS:${OWNER}`]);
  const foreign = ["--enable-aggregator-routing=true", `--client-ca-file=${OWNER}.crt`];
  const cluster = await ControlPlane.start({ folder, index: 0, token: TOKEN, foreign });
  const { api, server, authority } = cluster;
  writeFileSync(join(folder, "kubelet", "kubeconfig"), kubeconfigOf({ server, authority, user: { token: TOKEN } }));
  const kubelet = new Kwok({ folder: join(folder, "kubelet"), api, nodes: KUBELET });
  const stop = async () => {
    await kubelet.stop();
    await cluster.stop();
  };
  try {
    await kubelet.play({});
    await createObjects(api);
  } catch (error) {
    await stop();
    throw error;
  }
  return { api, kubeconfig: kindKubeconfig(folder, cluster), stop };
}

async function createObjects(api: KubernetesApi): Promise<void> {
  const roleRef = { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "cluster-admin" };
  const subjects = [{ apiGroup: "rbac.authorization.k8s.io", kind: "User", name: OWNER }];
  const binding = { apiVersion: "rbac.authorization.k8s.io/v1", kind: "ClusterRoleBinding", metadata: { name: OWNER }, roleRef, subjects };
  await api.apply(`/apis/rbac.authorization.k8s.io/v1/clusterrolebindings/${OWNER}`, binding, OWNER);
  const [worker, cordoned] = FOREIGN_NODES;
  for (const name of FOREIGN_NODES) await api.apply(`/api/v1/nodes/${name}`, nodeOf({ name, zone: "", annotation: KUBELET }), OWNER);
  await api.patch(`/api/v1/nodes/${cordoned}`, { spec: { unschedulable: true } }, OWNER);
  const path = "/apis/apps/v1/namespaces/kube-system";
  await api.apply(`${path}/deployments/coredns`, workload("Deployment", "coredns"), OWNER);
  await api.apply(`${path}/daemonsets/kindnet`, workload("DaemonSet", "kindnet"), OWNER);
  await retry(async () => {
    const deployment = await api.get(`${path}/deployments/coredns`);
    if (fieldOf(deployment, "status.availableReplicas") !== 1) throw new Error(`no pod runs on ${worker}: ${JSON.stringify(deployment)}`);
    const daemon = await api.get(`${path}/daemonsets/kindnet`);
    if (fieldOf(daemon, "status.numberReady") !== FOREIGN_NODES.length) throw new Error(`pods are missing: ${JSON.stringify(daemon)}`);
  }, TIMEOUT);
}

/** A DaemonSet runs on every node, whatever its taints are, as kind's own do. */
function workload(kind: "Deployment" | "DaemonSet", name: string) {
  const labels = { app: name };
  const spec = { containers: [{ name, image: `${name}:1` }], ...(kind === "DaemonSet" && { tolerations: [{ operator: "Exists" }] }) };
  const template = { metadata: { labels }, spec };
  return { apiVersion: "apps/v1", kind, metadata: { name }, spec: { selector: { matchLabels: labels }, template } };
}

/** A kubeconfig as kind writes it. */
function kindKubeconfig(folder: string, { server, authority }: ControlPlane): string {
  const name = "kind-foreign";
  const base64 = (text: string) => Buffer.from(text).toString("base64");
  const read = (extension: string) => base64(readFileSync(join(folder, `${OWNER}.${extension}`), "utf8"));
  return stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name, cluster: { server, "certificate-authority-data": base64(authority) } }],
    users: [{ name, user: { "client-certificate-data": read("crt"), "client-key-data": read("key") } }],
    contexts: [{ name, context: { cluster: name, user: name } }],
    "current-context": name,
  });
}
