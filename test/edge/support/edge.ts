import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ControlPlane, createCertificate } from "../../cluster/support/controlPlane";
import { type KubernetesObject, listOf } from "../../cluster/support/kubernetesApi";
import { type RunningProgram, retry, sleep } from "../../cluster/support/programs";
import { Backend } from "./backend";
import { sendBytes, type Target } from "./client";
import {
  applyStrictly,
  createAuthority,
  createGatewayIdentity,
  createGatewayPod,
  createOriginCertificate,
  endpointOf,
  pathOf,
  rolledOut,
  startCluster,
} from "./cluster";
import { startGateway, startIstiod } from "./istio";
import { startNginx } from "./nginx";
import { type ControllerName, objectOf, type Rendered, render } from "./rendered";

/** Port of the workloads' pods. */
const POD_PORT = 8080;
const NGINX_PORTS = { http: 18080, https: 18443 };
/** Ports on which Envoy listens: Istio's Gateway names it, the Gateway API's is that of its Service. */
const ENVOY_PORTS = { istio: 8443, "gateway-api": 443 };
/** The gateways' pods. Istio gives the Gateway API's certificate to the service account that the class creates for the Gateway only. */
const PODS = {
  istio: {
    namespace: "aks-istio-ingress",
    labels: { istio: "aks-istio-ingressgateway-internal" },
    serviceAccountName: "aks-istio-ingressgateway-internal",
  },
  "gateway-api": {
    namespace: "edge",
    labels: { "gateway.networking.k8s.io/gateway-name": "edge" },
    serviceAccountName: "edge-approuting-istio",
  },
};
const WORKLOADS = ["catalog", "web"];
/** In seconds: a controller's configuration has reached its proxy. */
const TIMEOUT = 60;

/** A controller's proxy with the rendered configuration. */
export interface RunningGateway {
  readonly rendered: Rendered;
  readonly target: Target;
  /** The workload to whose pod a request was sent. */
  readonly workloadOf: (pod: string) => string | undefined;
  readonly stop: () => Promise<void>;
}

/** The control plane, the application and what else the tests of all controllers share. */
export class Edge {
  private istiod: RunningProgram | undefined;

  private constructor(
    private readonly folder: string,
    readonly cluster: ControlPlane,
    readonly backend: Backend,
  ) {}

  static async start(): Promise<Edge> {
    const folder = mkdtempSync(join(tmpdir(), "hardened-aks-edge-"));
    const cluster = await startCluster(join(folder, "cluster"));
    return new Edge(folder, cluster, await Backend.start(POD_PORT, createServerCertificate(folder)));
  }

  /** Creates what the program renders for a controller, and starts its proxy. */
  async open(controller: ControllerName): Promise<RunningGateway> {
    const rendered = await render(controller);
    await applyStrictly(this.cluster, rendered.objects);
    for (const name of WORKLOADS) await rolledOut(this.cluster, name, name);
    const pods = new Map<string, string>();
    for (const name of WORKLOADS) pods.set((await endpointOf(this.cluster, name, name)).split(":")[0] ?? "", name);
    const host = originHost(rendered);
    const { program, port } = controller === "nginx" ? await this.startNginx(rendered, host) : await this.startEnvoy(controller, host);
    const target = { port, host };
    await retry(() => passes(target, rendered.frontDoorId), TIMEOUT).catch(async (error: unknown) => {
      await program.stop();
      throw new Error(`${controller}: ${String(error)}\n${program.output()}\n${this.istiod?.output() ?? ""}`);
    });
    // A request of an attempt that was given up can still arrive.
    await sleep(500);
    this.backend.take();
    return { rendered, target, workloadOf: (pod) => pods.get(pod), stop: program.stop };
  }

  /** Starts another nginx for the Ingresses, as they are or changed. */
  async startNginx({ objects }: Pick<Rendered, "objects">, host: string, ports = NGINX_PORTS, authority = SERVER) {
    const endpoints = new Map<string, string>();
    for (const name of WORKLOADS) endpoints.set(`${name}/${name}`, await endpointOf(this.cluster, name, name));
    const program = startNginx({
      folder: join(this.folder, `nginx-${ports.https}`),
      ports,
      certificate: await createOriginCertificate(this.cluster, this.folder, "ingress-nginx", host),
      identity: await this.createIdentity(authority, "ingress-nginx"),
      ingresses: objects.filter(({ kind }) => kind === "Ingress"),
      endpointOf: ({ namespace, name }) => endpoints.get(`${namespace}/${name}`) ?? "127.0.0.1:9",
    });
    return { program, port: ports.https };
  }

  /** Lets a gateway verify workloads with the authority of a certificate in the folder. */
  async trust(authority: string, controller: "istio" | "gateway-api"): Promise<void> {
    if (controller === "istio") await this.createIdentity(authority, PODS.istio.namespace);
    else for (const namespace of WORKLOADS) await createAuthority(this.cluster, namespace, join(this.folder, `${authority}.crt`));
  }

  /** Creates another authority, which has issued no certificate of a workload. */
  createOtherAuthority(): string {
    createCertificate(this.folder, "other-authority", ["DNS:other"]);
    return "other-authority";
  }

  async stop(): Promise<void> {
    await this.istiod?.stop();
    await this.cluster.stop();
    this.backend.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async startEnvoy(controller: "istio" | "gateway-api", host: string) {
    const istiodFolder = join(this.folder, "istiod");
    this.istiod ??= await startIstiod(istiodFolder, join(this.folder, "cluster", "kubeconfig"));
    const gateway = PODS[controller];
    await createOriginCertificate(this.cluster, this.folder, gateway.namespace, host);
    await this.trust(SERVER, controller);
    if (controller === "gateway-api") await createClassService(this.cluster);
    const pod = await createGatewayPod(this.cluster, gateway);
    const folder = join(this.folder, `envoy-${controller}`);
    const program = await startGateway({ folder, istiodFolder, api: this.cluster.api, pod, adminPort: 19900 });
    return { program, port: ENVOY_PORTS[controller] };
  }

  private createIdentity(authority: string, namespace: string) {
    return createGatewayIdentity(this.cluster, this.folder, namespace, join(this.folder, `${authority}.crt`));
  }
}

/** The authority of the workloads' certificates. */
export const SERVER = "server-tls";

/** One certificate for all workloads, which is its own authority, as cert-manager would issue one to each. */
function createServerCertificate(folder: string) {
  createCertificate(
    folder,
    SERVER,
    WORKLOADS.map((name) => `DNS:${name}.${name}.svc.cluster.local`),
  );
  const read = (extension: string) => readFileSync(join(folder, `${SERVER}.${extension}`), "utf8");
  return { cert: read("crt"), key: read("key") };
}

/** The Service that the class creates for the Gateway: `<gateway>-<class>`. */
async function createClassService({ api }: ControlPlane): Promise<void> {
  const { namespace, labels } = PODS["gateway-api"];
  const metadata = { name: "edge-approuting-istio", namespace, labels };
  const spec = { selector: labels, ports: [{ name: "https", port: 443, targetPort: 443, protocol: "TCP" }] };
  const service = { apiVersion: "v1", kind: "Service", metadata, spec };
  await api.apply(pathOf(service), service, "addon-manager");
}

/** Host name that Front Door uses, as the certificate has it. */
function originHost({ objects }: Rendered): string {
  const [host] = listOf<string>(objectOf(objects, "Certificate", "edge-tls"), "spec.dnsNames");
  return host ?? "";
}

/** @throws Error if a request with the id is not answered by a workload */
async function passes(target: Target, id: string): Promise<void> {
  const status = await sendBytes(target, `GET /api/catalog HTTP/1.1\r\nHost: ${target.host}\r\nX-Azure-FDID: ${id}\r\n\r\n`);
  if (status !== 200) throw new Error(`a request with the id got ${status}`);
}

/** A copy of an object in which every text that matches is replaced. */
export function edited(object: KubernetesObject, pattern: RegExp, replacement: string): KubernetesObject {
  const text = JSON.stringify(object).replace(pattern, replacement);
  return JSON.parse(text) as KubernetesObject;
}
