import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createGatewayPods, type Gateway } from "../../cluster/support/azureServices";
import { ControlPlane, createCertificate } from "../../cluster/support/controlPlane";
import { fieldOf, type KubernetesObject, listOf } from "../../cluster/support/kubernetesApi";
import { definitionsIn, installAddOnDefinitions, installDefinitions, moduleFolder } from "../../cluster/support/manifests";
import { retry, retryUnserved } from "../../cluster/support/programs";

/** Name of the program's field manager, and of the Secret that cert-manager would create. */
const MANAGER = "pulumi";
const CERTIFICATE = "edge-tls";
/** Name of the Secret with the gateway's own certificate and the authority of the workloads'. */
const IDENTITY = "gateway-client";
/** Name of the ConfigMap with that authority alone. */
const AUTHORITY = "internal-authority";
/** In seconds. */
const TIMEOUT = 60;

/** A control plane with the definitions of Istio, the Gateway API, cert-manager and trust-manager, and the gateway classes of AKS. */
export async function startCluster(folder: string, index = 0): Promise<ControlPlane> {
  const cluster = await ControlPlane.start({ folder, index, token: "administrator-of-the-edge-tests" });
  await installAddOnDefinitions(cluster);
  for (const project of ["cert-manager", "trust-manager"])
    await installDefinitions(cluster, definitionsIn(join(moduleFolder(`github.com/cert-manager/${project}`), "deploy/crds")));
  const spec = { controllerName: "istio.io/gateway-controller" };
  const gatewayClass = { apiVersion: "gateway.networking.k8s.io/v1", kind: "GatewayClass", metadata: { name: "approuting-istio" }, spec };
  await retry(() => cluster.api.apply(pathOf(gatewayClass), gatewayClass, "addon-manager"), TIMEOUT);
  const namespace = { apiVersion: "v1", kind: "Namespace", metadata: { name: "istio-system" } };
  await cluster.api.apply(pathOf(namespace), namespace, "addon-manager");
  return cluster;
}

/** Creates the objects as the program would, with strict validation of their fields. @throws ApiError of the first that is refused */
export async function applyStrictly({ api }: ControlPlane, objects: readonly KubernetesObject[]): Promise<void> {
  for (const object of objects) await retryUnserved(() => api.applyStrictly(pathOf(object), object, MANAGER));
}

/** The path of an object in the API. */
export function pathOf({ apiVersion = "", kind = "", metadata }: KubernetesObject): string {
  const root = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const lower = kind.toLowerCase();
  const plural = /[^aeiou]y$/.test(lower) ? `${lower.slice(0, -1)}ies` : `${lower}${lower.endsWith("s") ? "es" : "s"}`;
  const namespace = metadata.namespace === undefined ? "" : `/namespaces/${metadata.namespace}`;
  return `${root}${namespace}/${plural}/${metadata.name}`;
}

/** The Secret that cert-manager would create for the origin's certificate, and its files. */
export async function createOriginCertificate(cluster: ControlPlane, folder: string, namespace: string, host: string) {
  createCertificate(folder, CERTIFICATE, [`DNS:${host}`]);
  const [chain, key] = [join(folder, `${CERTIFICATE}.crt`), join(folder, `${CERTIFICATE}.key`)];
  const data = { "tls.crt": base64(chain), "tls.key": base64(key) };
  const secret = { apiVersion: "v1", kind: "Secret", type: "kubernetes.io/tls", metadata: { name: CERTIFICATE, namespace }, data };
  await cluster.api.apply(pathOf(secret), secret, "cert-manager");
  return { chain, key };
}

/** The Secret that cert-manager would create for the gateway's own certificate, with an authority; and its files. */
export async function createGatewayIdentity(cluster: ControlPlane, folder: string, namespace: string, authority: string) {
  createCertificate(folder, IDENTITY, ["DNS:gateway"]);
  const [chain, key] = [join(folder, `${IDENTITY}.crt`), join(folder, `${IDENTITY}.key`)];
  const data = { "tls.crt": base64(chain), "tls.key": base64(key), "ca.crt": base64(authority) };
  const secret = { apiVersion: "v1", kind: "Secret", type: "kubernetes.io/tls", metadata: { name: IDENTITY, namespace }, data };
  await cluster.api.apply(pathOf(secret), secret, "cert-manager");
  return { chain, key, authority };
}

/** The ConfigMap that trust-manager would write. */
export async function createAuthority({ api }: ControlPlane, namespace: string, authority: string): Promise<void> {
  const data = { "ca.crt": readFileSync(authority, "utf8") };
  const configMap = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: AUTHORITY, namespace }, data };
  await api.apply(pathOf(configMap), configMap, "trust-manager");
}

const base64 = (file: string): string => readFileSync(file).toString("base64");

/** A pod of the gateway that Azure or the user's class runs, once it has an address. */
export async function createGatewayPod(cluster: ControlPlane, gateway: Gateway & { readonly serviceAccountName: string }) {
  const metadata = { name: gateway.serviceAccountName, namespace: gateway.namespace };
  const account = { apiVersion: "v1", kind: "ServiceAccount", metadata };
  await cluster.api.apply(pathOf(account), account, "addon-manager");
  await createGatewayPods(cluster, gateway);
  return retry(async () => {
    const pods = await cluster.list(`/api/v1/namespaces/${gateway.namespace}/pods`);
    const pod = pods.find(
      ({ metadata, status }) => hasLabels(metadata.labels, gateway.labels) && fieldOf({ status }, "status.podIP") !== undefined,
    );
    if (pod === undefined) throw new Error(`the gateway in ${gateway.namespace} has no pod with an address`);
    return pod;
  }, TIMEOUT);
}

function hasLabels(labels: Readonly<Record<string, string>> = {}, wanted: Readonly<Record<string, string>>): boolean {
  return Object.entries(wanted).every(([name, value]) => labels[name] === value);
}

/** Waits until a Deployment runs only pods of its present template, whose addresses then remain. */
export async function rolledOut(cluster: ControlPlane, namespace: string, name: string): Promise<void> {
  await retry(async () => {
    const deployments = await cluster.list(`/apis/apps/v1/namespaces/${namespace}/deployments`);
    const deployment = deployments.find(({ metadata }) => metadata.name === name) ?? {};
    const [generation, observed] = [fieldOf(deployment, "metadata.generation"), fieldOf(deployment, "status.observedGeneration")];
    const counts = ["replicas", "updatedReplicas", "availableReplicas"].map((field) => fieldOf(deployment, `status.${field}`));
    const pods = await cluster.list(`/api/v1/namespaces/${namespace}/pods`);
    if (generation !== observed || counts.some((count) => count !== pods.length))
      throw new Error(`${namespace}/${name}: ${counts.join(", ")} of ${pods.length} pods, generation ${observed} of ${generation}`);
  }, TIMEOUT);
}

/** Address and port of the first ready pod of a Service. */
export async function endpointOf(cluster: ControlPlane, namespace: string, service: string): Promise<string> {
  return retry(async () => {
    const slices = await cluster.list(`/apis/discovery.k8s.io/v1/namespaces/${namespace}/endpointslices`);
    const slice = slices.find(({ metadata }) => metadata.labels?.["kubernetes.io/service-name"] === service);
    const [endpoint] = listOf<{ addresses: string[]; conditions: { ready?: boolean } }>(slice ?? {}, "endpoints");
    const [port] = listOf<{ port: number }>(slice ?? {}, "ports");
    if (endpoint?.conditions.ready !== true || port === undefined) throw new Error(`${namespace}/${service} has no ready pod`);
    return `${endpoint.addresses[0]}:${port.port}`;
  }, TIMEOUT);
}
