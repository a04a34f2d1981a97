import type { Cluster } from "./cluster";
import { ApiError, fieldOf, type KubernetesObject, listOf } from "./kubernetesApi";
import { sleep } from "./programs";
import type { WebhookServer } from "./webhooks";

/** Field manager of the controller in AKS that keeps webhooks away from its own namespaces (Azure/AKS#1771). */
export const ENFORCER = "admissionsenforcer";

/** What the enforcer requires in the namespace selector of every webhook. */
const ENFORCED = [
  { key: "control-plane", operator: "NotIn", values: ["true"] },
  { key: "kubernetes.azure.com/managedby", operator: "NotIn", values: ["aks"] },
];

/** Address that a load balancer gets whose Service asks for none. */
const LOAD_BALANCER_ADDRESS = "10.10.2.4";
const REQUESTED_ADDRESS = "service.beta.kubernetes.io/azure-load-balancer-ipv4";
/** Milliseconds between two rounds. */
const INTERVAL = 300;

/** Gateways of the managed add-ons, whose pods Azure creates: namespace and labels. */
const MANAGED_GATEWAYS = [
  { namespace: "aks-istio-ingress", labels: { istio: "aks-istio-ingressgateway-internal" } },
  { namespace: "app-routing-system", labels: { app: "nginx" } },
];

const BUNDLES = "/apis/trust.cert-manager.io/v1alpha1/bundles";
const GATEWAYS = "/apis/gateway.networking.k8s.io/v1/gateways";
const WEBHOOK_KINDS = ["ValidatingWebhookConfiguration", "MutatingWebhookConfiguration"];

export interface AzureServices {
  /** Ends the rounds. @throws the first error of a round that was not the API server's absence */
  readonly stop: () => Promise<void>;
}

/**
 * Plays what AKS and the charts' own pods do beside the program in one cluster: gateways of the managed add-ons, addresses of load
 * balancers, certificates of webhooks (as cainjector writes them), the admissions enforcer, and trust-manager.
 */
export async function playAzureServices(cluster: Cluster, webhooks: WebhookServer): Promise<AzureServices> {
  for (const gateway of MANAGED_GATEWAYS) await createGateway(cluster, gateway);
  let isStopped = false;
  let failure: unknown;
  const rounds = (async () => {
    while (!isStopped) {
      await playRound(cluster, webhooks).catch((error: unknown) => {
        failure ??= isExpected(error) ? undefined : error;
      });
      await sleep(INTERVAL);
    }
  })();
  return {
    stop: async () => {
      isStopped = true;
      await rounds;
      if (failure !== undefined) throw failure;
    },
  };
}

/** The API server is gone or starting, or the object changed or was deleted in the meantime. */
function isExpected(error: unknown): boolean {
  if (error instanceof ApiError) return [403, 404, 409, 429, 500, 503].includes(error.status);
  return error instanceof Error && ("code" in error || error.message.includes("no answer"));
}

async function playRound(cluster: Cluster, webhooks: WebhookServer): Promise<void> {
  await assignAddresses(cluster);
  for (const kind of WEBHOOK_KINDS)
    for (const { metadata, webhooks: list } of await cluster.list(webhookPath(kind)))
      await completeWebhooks(cluster, { kind, name: metadata.name, webhooks: list as readonly Webhook[] }, webhooks);
  for (const gateway of await cluster.list(GATEWAYS)) await createGatewayOf(cluster, gateway);
  for (const bundle of await cluster.list(BUNDLES)) await distribute(cluster, bundle);
}

/** trust-manager writes the ConfigMap of a Bundle into the namespaces that it selects by name. */
async function distribute({ api }: Cluster, bundle: KubernetesObject): Promise<void> {
  const [{ name }, manager] = [bundle.metadata, "trust-manager"];
  if (fieldOf(bundle, "status.conditions") !== undefined) return;
  const [selected] = listOf<{ values: string[] }>(bundle, "spec.target.namespaceSelector.matchExpressions");
  for (const namespace of selected?.values ?? []) {
    const data = { [String(fieldOf(bundle, "spec.target.configMap.key"))]: "the authority" };
    const configMap = { apiVersion: "v1", kind: "ConfigMap", metadata: { name, namespace }, data };
    await api.apply(`/api/v1/namespaces/${namespace}/configmaps/${name}`, configMap, manager);
  }
  const synced = { type: "Synced", status: "True", reason: "Synced", message: "", lastTransitionTime: new Date().toISOString() };
  await api.patch(`${BUNDLES}/${name}/status`, { status: { conditions: [synced] } }, manager);
}

/** Load balancers and Ingresses get their address. */
async function assignAddresses(cluster: Cluster): Promise<void> {
  const services = (await cluster.list("/api/v1/services")).filter((service) => fieldOf(service, "spec.type") === "LoadBalancer");
  const ingresses = await cluster.list("/apis/networking.k8s.io/v1/ingresses");
  for (const object of [...services, ...ingresses]) {
    if (fieldOf(object, "status.loadBalancer.ingress") !== undefined) continue;
    const { namespace, name, annotations } = object.metadata;
    const ip = annotations?.[REQUESTED_ADDRESS] ?? LOAD_BALANCER_ADDRESS;
    const list = services.includes(object)
      ? `/api/v1/namespaces/${namespace}/services`
      : `/apis/networking.k8s.io/v1/namespaces/${namespace}/ingresses`;
    await cluster.api.patch(`${list}/${name}/status`, { status: { loadBalancer: { ingress: [{ ip }] } } }, "cloud-provider");
  }
}

const webhookPath = (kind: string): string => `/apis/admissionregistration.k8s.io/v1/${kind.toLowerCase()}s`;

async function completeWebhooks(cluster: Cluster, configuration: WebhookConfiguration, { authority }: WebhookServer): Promise<void> {
  const { kind, name, webhooks } = configuration;
  const caBundle = Buffer.from(authority).toString("base64");
  if (webhooks.some(({ clientConfig }) => clientConfig.caBundle !== caBundle)) {
    const completed = webhooks.map((webhook) => ({ ...webhook, clientConfig: { ...webhook.clientConfig, caBundle } }));
    await cluster.api.patch(`${webhookPath(kind)}/${name}`, { webhooks: completed }, "cainjector");
  }
  const lacking = webhooks.filter((webhook) => !isEnforced(expressionsOf(webhook)));
  if (lacking.length > 0) await enforce(cluster, { kind, name, webhooks: lacking });
}

interface WebhookConfiguration {
  readonly kind: string;
  readonly name: string;
  readonly webhooks: readonly Webhook[];
}

interface Webhook {
  readonly name: string;
  readonly clientConfig: { readonly caBundle?: string };
  readonly namespaceSelector?: { readonly matchExpressions?: readonly Expression[] };
}

interface Expression {
  readonly key: string;
}

const expressionsOf = ({ namespaceSelector }: Webhook): readonly Expression[] => namespaceSelector?.matchExpressions ?? [];

function isEnforced(expressions: readonly Expression[]): boolean {
  return ENFORCED.every(({ key }) => expressions.some((expression) => expression.key === key));
}

/** The enforcer applies the selector with its own expressions added, and so owns it from then on. */
function enforce({ api }: Cluster, { kind, name, webhooks }: WebhookConfiguration) {
  const enforced = webhooks.map((webhook) => ({
    name: webhook.name,
    namespaceSelector: { ...webhook.namespaceSelector, matchExpressions: [...expressionsOf(webhook), ...ENFORCED] },
  }));
  const body = { apiVersion: "admissionregistration.k8s.io/v1", kind, metadata: { name }, webhooks: enforced };
  return api.apply(`${webhookPath(kind)}/${name}`, body, ENFORCER);
}

export interface Gateway {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  /**
   * Service account of the pods.
   * @default the namespace's own: what they may read does not matter
   */
  readonly serviceAccountName?: string;
}

async function createGateway(cluster: Cluster, { namespace, labels }: Gateway): Promise<void> {
  const metadata = { name: namespace };
  await cluster.api.apply(`/api/v1/namespaces/${namespace}`, { apiVersion: "v1", kind: "Namespace", metadata }, "addon-manager");
  await createGatewayPods(cluster, { namespace, labels });
}

/** The class of a Gateway of the Gateway API runs a Deployment for it, in its namespace. */
async function createGatewayOf(cluster: Cluster, { metadata }: KubernetesObject): Promise<void> {
  await createGatewayPods(cluster, {
    namespace: metadata.namespace ?? "",
    labels: { "gateway.networking.k8s.io/gateway-name": metadata.name },
  });
}

/** A Deployment with the given labels in place of the gateway that the add-on or the class creates. */
export function createGatewayPods(cluster: Cluster, { namespace, labels, ...account }: Gateway) {
  const name = "gateway";
  const securityContext = { runAsNonRoot: true, runAsUser: 1337, seccompProfile: { type: "RuntimeDefault" } };
  const container = {
    name: "proxy",
    image: "mcr.microsoft.com/oss/istio/proxyv2:1.30.0",
    resources: { requests: { cpu: "100m", memory: "128Mi" }, limits: { memory: "1Gi" } },
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
  };
  const template = { metadata: { labels }, spec: { ...account, securityContext, containers: [container] } };
  const spec = { replicas: 2, selector: { matchLabels: labels }, template };
  const body = { apiVersion: "apps/v1", kind: "Deployment", metadata: { name, namespace }, spec };
  return cluster.api.apply(`/apis/apps/v1/namespaces/${namespace}/deployments/${name}`, body, "addon-manager");
}
