import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ControlPlane } from "../../cluster/support/controlPlane";
import { fieldOf, type KubernetesObject, listOf } from "../../cluster/support/kubernetesApi";
import { type RunningProgram, retry } from "../../cluster/support/programs";
import { applyStrictly, createGatewayPod, rolledOut, startCluster } from "./cluster";
import { fetchText, startGateway, startIstiod } from "./istio";
import { render } from "./rendered";

/** Beside the control planes of the other specs, which run in the same process. */
const INDEX = 1;
/** In seconds: a proxy has its configuration. */
const TIMEOUT = 30;
const GATEWAY = {
  namespace: "aks-istio-ingress",
  labels: { istio: "aks-istio-ingressgateway-internal" },
  serviceAccountName: "aks-istio-ingressgateway-internal",
};
const ONE = { min: 1, max: 1 };
/** catalog has a sidecar and stays outside; web is published; portal calls jobs. */
const SETTINGS = {
  serviceMesh: { mode: "strict" },
  workloads: {
    web: { image: "web:1.0.0", replicas: ONE, ingress: { paths: ["/api"] } },
    portal: { image: "portal:1.0.0", replicas: ONE, calls: ["jobs"] },
    jobs: { image: "jobs:1.0.0", replicas: ONE },
  },
};

/** What Istio's control plane serves to one proxy: listeners and clusters in Envoy's own form, by name. */
export interface ProxyConfiguration {
  readonly listeners: ReadonlyMap<string, object>;
  readonly clusters: ReadonlyMap<string, object>;
}

/** The real control planes of Kubernetes and Istio with what the program renders for the mesh. */
export class Mesh {
  private proxies = 0;

  private constructor(
    private readonly folder: string,
    private readonly cluster: ControlPlane,
    private readonly istiod: RunningProgram,
  ) {}

  static async start(): Promise<Mesh> {
    const folder = mkdtempSync(join(tmpdir(), "hardened-aks-mesh-"));
    const cluster = await startCluster(join(folder, "cluster"), INDEX);
    await applyStrictly(cluster, (await render("istio", SETTINGS)).objects);
    for (const name of ["web", "portal", "jobs"]) await rolledOut(cluster, name, name);
    return new Mesh(folder, cluster, await startIstiod(join(folder, "istiod"), join(folder, "cluster", "kubeconfig"), INDEX));
  }

  /** The configuration of the proxy in a workload's pod, once it contains a listener or a cluster. */
  async ofWorkload(name: string, wanted: string): Promise<ProxyConfiguration> {
    const [pod] = await this.cluster.list(`/api/v1/namespaces/${name}/pods`);
    if (pod === undefined) throw new Error(`${name} has no pod`);
    return this.read(pod, "sidecar", wanted);
  }

  /** The same of the ingress gateway. */
  async ofGateway(wanted: string): Promise<ProxyConfiguration> {
    return this.read(await createGatewayPod(this.cluster, GATEWAY), "router", wanted);
  }

  async stop(): Promise<void> {
    await this.istiod.stop();
    await this.cluster.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async read(pod: KubernetesObject, role: "router" | "sidecar", wanted: string): Promise<ProxyConfiguration> {
    const adminPort = 19_910 + this.proxies++;
    const folder = join(this.folder, `envoy-${adminPort}`);
    const istiodFolder = join(this.folder, "istiod");
    const program = await startGateway({ folder, istiodFolder, index: INDEX, api: this.cluster.api, pod, adminPort, role });
    try {
      return await retry(async () => {
        const configuration = parse(await fetchText(`http://127.0.0.1:${adminPort}/config_dump`));
        if (!configuration.listeners.has(wanted) && !configuration.clusters.has(wanted)) throw new Error(`the proxy has no ${wanted}`);
        return configuration;
      }, TIMEOUT);
    } catch (error) {
      throw new Error(`${String(error)}\n${program.output()}\n${this.istiod.output()}`);
    } finally {
      await program.stop();
    }
  }
}

/** Resources count in every state: a cluster remains warming, because nothing gives the proxy the certificate of its identity. */
function parse(dump: string): ProxyConfiguration {
  const { configs } = JSON.parse(dump) as { configs: object[] };
  const listeners = configs.flatMap((one) => listOf<object>(one, "dynamic_listeners"));
  const clusters = configs.flatMap((one) =>
    ["dynamic_active_clusters", "dynamic_warming_clusters"].flatMap((key) => listOf<object>(one, key)),
  );
  return { listeners: byName(listeners, ["active_state.listener", "warming_state.listener"]), clusters: byName(clusters, ["cluster"]) };
}

function byName(entries: readonly object[], paths: readonly string[]): ReadonlyMap<string, object> {
  const found = entries.flatMap((entry) => paths.map((path) => fieldOf(entry, path)));
  return new Map(
    found.flatMap((value) => {
      if (typeof value !== "object" || value === null) return [];
      return [[String(fieldOf(value, "name")), value] as const];
    }),
  );
}
