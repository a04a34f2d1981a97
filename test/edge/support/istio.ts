import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { get } from "node:http";
import { join } from "node:path";
import { stringify } from "yaml";
import { createCertificate } from "../../cluster/support/controlPlane";
import { fieldOf, type KubernetesApi, type KubernetesObject } from "../../cluster/support/kubernetesApi";
import { type RunningProgram, retry, startProgram } from "../../cluster/support/programs";

/** Ports of one of several control planes, which are numbered from 0. */
const portsOf = (index: number) => ({
  http: 15_080 + 1000 * index,
  configuration: 15_012 + 1000 * index,
  monitoring: 15_014 + 1000 * index,
});
/** Audience of the tokens with which gateways identify themselves to Istio's control plane. */
const AUDIENCE = "istio-ca";
const TIMEOUT = 60;

/**
 * Istio's control plane on loopback. It reads the objects from the API server and serves gateways over TLS, as in a cluster; Envoy
 * filters that only Istio's own build of Envoy has are off.
 */
export async function startIstiod(folder: string, kubeconfig: string, index = 0): Promise<RunningProgram> {
  const ports = portsOf(index);
  mkdirSync(folder, { recursive: true });
  createCertificate(folder, "istiod", ["DNS:istiod", "IP:127.0.0.1"]);
  // A file of its own: one file is not watched for two purposes.
  copyFileSync(join(folder, "istiod.crt"), join(folder, "authority.crt"));
  writeFileSync(join(folder, "mesh.yaml"), stringify({ enableAutoMtls: false, defaultProviders: {} }));
  copyFileSync(kubeconfig, join(folder, "kubeconfig"));
  const environment = {
    ...{ PILOT_ENABLE_ALPN_FILTER: "false", PILOT_ENABLE_METADATA_EXCHANGE: "false", ENABLE_CA_SERVER: "false" },
    ...{ INJECTION_WEBHOOK_CONFIG_NAME: "", VALIDATION_WEBHOOK_CONFIG_NAME: "", POD_NAMESPACE: "istio-system" },
  };
  const pairs = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
  const options = [
    ...["discovery", "--kubeconfig=kubeconfig", "--meshConfig=mesh.yaml", "--ctrlz_port=0", "--grpcAddr=", "--httpsAddr="],
    ...[`--httpAddr=127.0.0.1:${ports.http}`, `--monitoringAddr=127.0.0.1:${ports.monitoring}`],
    ...[`--secureGRPCAddr=127.0.0.1:${ports.configuration}`, "--tlsCertFile=istiod.crt", "--tlsKeyFile=istiod.key"],
    "--caCertFile=authority.crt",
  ];
  const istiod = startProgram("env", [...pairs, "pilot-discovery", ...options], { folder, name: "istiod" });
  await retry(() => fetchText(`http://127.0.0.1:${ports.http}/ready`), TIMEOUT).catch(async (error: unknown) => {
    await istiod.stop();
    throw new Error(`pilot-discovery: ${String(error)}\n${istiod.output()}`);
  });
  return istiod;
}

export interface GatewayOptions {
  readonly folder: string;
  /** Folder of `startIstiod`. */
  readonly istiodFolder: string;
  /** Index of that control plane. @default 0 */
  readonly index?: number;
  readonly api: KubernetesApi;
  /** The gateway's pod. */
  readonly pod: KubernetesObject;
  /** Port of Envoy's administration interface. */
  readonly adminPort: number;
  /** What the proxy is: a gateway, or beside the application in a pod of the mesh. @default router: a gateway */
  readonly role?: "router" | "sidecar";
}

/** Starts an Envoy that is the proxy in a pod: with its address, labels, and the token of its service account. */
export async function startGateway(options: GatewayOptions): Promise<RunningProgram> {
  const { folder, istiodFolder, index = 0, api, pod, adminPort, role = "router" } = options;
  mkdirSync(folder, { recursive: true });
  const { namespace = "", name, labels } = pod.metadata;
  const account = String(fieldOf(pod, "spec.serviceAccountName"));
  if (role === "router") await allowReadingSecrets(api, namespace, account);
  const request = {
    apiVersion: "authentication.k8s.io/v1",
    kind: "TokenRequest",
    spec: { audiences: [AUDIENCE], expirationSeconds: 3600 },
  };
  const token = fieldOf(await api.create(`/api/v1/namespaces/${namespace}/serviceaccounts/${account}/token`, request), "status.token");
  const metadata = { NAMESPACE: namespace, ISTIO_VERSION: "1.31.0", CLUSTER_ID: "Kubernetes", SERVICE_ACCOUNT: account, LABELS: labels };
  const node = {
    id: `${role}~${fieldOf(pod, "status.podIP")}~${name}.${namespace}~${namespace}.svc.cluster.local`,
    cluster: `gateway.${namespace}`,
    metadata,
  };
  const authority = readFileSync(join(istiodFolder, "authority.crt"), "utf8");
  writeFileSync(
    join(folder, "envoy.yaml"),
    stringify({ node, ...bootstrapOf({ token: String(token), authority, adminPort, configurationPort: portsOf(index).configuration }) }),
    {
      mode: 0o600,
    },
  );
  const envoyOptions = ["--config-path", "envoy.yaml", "--disable-hot-restart", "--concurrency", "1", "--log-level", "warning"];
  return startProgram("envoy", envoyOptions, { folder, name: "envoy" });
}

/** Istio's control plane gives certificates only to gateways whose service account may read Secrets; its charts create this Role. */
async function allowReadingSecrets(api: KubernetesApi, namespace: string, account: string): Promise<void> {
  const group = "rbac.authorization.k8s.io";
  const [apiVersion, metadata, path] = [`${group}/v1`, { name: "gateway-sds", namespace }, `/apis/${group}/v1/namespaces/${namespace}`];
  const rules = [{ apiGroups: [""], resources: ["secrets"], verbs: ["get", "watch", "list"] }];
  await api.apply(`${path}/roles/gateway-sds`, { apiVersion, kind: "Role", metadata, rules }, "addon-manager");
  const roleRef = { apiGroup: group, kind: "Role", name: "gateway-sds" };
  const subjects = [{ kind: "ServiceAccount", name: account, namespace }];
  await api.apply(`${path}/rolebindings/gateway-sds`, { apiVersion, kind: "RoleBinding", metadata, roleRef, subjects }, "addon-manager");
}

interface Bootstrap {
  readonly token: string;
  readonly authority: string;
  readonly adminPort: number;
  readonly configurationPort: number;
}

function bootstrapOf({ token, authority, adminPort, configurationPort }: Bootstrap) {
  const types = "type.googleapis.com/envoy.extensions";
  const address = (port: number) => ({ socket_address: { address: "127.0.0.1", port_value: port } });
  const initialMetadata = [{ key: "authorization", value: `Bearer ${token}` }];
  const source = { ads: {}, resource_api_version: "V3" };
  const http2 = { "@type": `${types}.upstreams.http.v3.HttpProtocolOptions`, explicit_http_config: { http2_protocol_options: {} } };
  const tls = {
    "@type": `${types}.transport_sockets.tls.v3.UpstreamTlsContext`,
    sni: "istiod",
    common_tls_context: { validation_context: { trusted_ca: { inline_string: authority } } },
  };
  const cluster = {
    name: "xds",
    type: "STATIC",
    connect_timeout: "5s",
    typed_extension_protocol_options: { "envoy.extensions.upstreams.http.v3.HttpProtocolOptions": http2 },
    transport_socket: { name: "envoy.transport_sockets.tls", typed_config: tls },
    load_assignment: { cluster_name: "xds", endpoints: [{ lb_endpoints: [{ endpoint: { address: address(configurationPort) } }] }] },
  };
  // Where the agent beside the proxy serves the certificate of its identity; nothing answers here.
  const agent = {
    name: "sds-grpc",
    type: "STATIC",
    connect_timeout: "1s",
    typed_extension_protocol_options: { "envoy.extensions.upstreams.http.v3.HttpProtocolOptions": http2 },
    load_assignment: { cluster_name: "sds-grpc", endpoints: [{ lb_endpoints: [{ endpoint: { address: address(9) } }] }] },
  };
  return {
    admin: { address: address(adminPort) },
    dynamic_resources: {
      ads_config: {
        api_type: "GRPC",
        transport_api_version: "V3",
        grpc_services: [{ envoy_grpc: { cluster_name: "xds" }, initial_metadata: initialMetadata }],
      },
      lds_config: source,
      cds_config: source,
    },
    static_resources: { clusters: [cluster, agent] },
  };
}

/** @throws Error if the answer is not 200 */
export function fetchText(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = get(url, { timeout: 5000 }, (response) => {
      let text = "";
      response.on("data", (chunk: Buffer) => {
        text += chunk.toString("utf8");
      });
      response.on("end", () => (response.statusCode === 200 ? resolve(text) : reject(new Error(`${url}: ${response.statusCode} ${text}`))));
    });
    request.on("timeout", () => request.destroy(new Error(`${url}: no answer`)));
    request.on("error", reject);
  });
}
