import { randomBytes } from "node:crypto";
import { delimiter } from "node:path";
import { type ResourceTransformation, runtime } from "@pulumi/pulumi";
import { program } from "../../engine/support/program";
import { createEngineStack, type EngineStack } from "../../engine/support/stack";
import { type AzureServices, playAzureServices } from "./azureServices";
import { ControlPlane, kubeconfigOf } from "./controlPlane";
import { AKS_USER, createKubelogin, type Kubelogin } from "./kubelogin";
import { type Chart, chartFolder, installAddOnDefinitions, NEXT_VERSION } from "./manifests";
import { serveWebhooks, type WebhookServer } from "./webhooks";

export interface ClusterStackOptions {
  /** Stack name. */
  readonly name: string;
  /** Configuration of the stack, keys with their namespace, values as `pulumi config` stores them. */
  readonly config: Readonly<Record<string, string>>;
  /** Number of clusters of the stack. */
  readonly clusters: number;
  /**
   * How long the provider waits for a Kubernetes object (`40s`).
   * @default the program's and the provider's own timeouts
   */
  readonly timeout?: string;
}

/** A stack whose Azure resources are simulated, and whose clusters are real control planes. */
export interface ClusterStack extends EngineStack {
  /** One control plane for each cluster, in the order in which the program asks for credentials. */
  readonly clusters: readonly ControlPlane[];
  readonly webhooks: WebhookServer;
  readonly kubelogin: Kubelogin;
  /** From now on AKS returns another kubeconfig, with another name of the API server's host. */
  readonly renewCredentials: () => void;
  /** From now on the program installs the next version of a chart. */
  readonly useNextChart: (chart: Chart) => void;
  /** Stops everything. */
  readonly end: () => Promise<void>;
}

const CREDENTIALS = "azure-native:containerservice:listManagedClusterUserCredentials";
const CHART = "kubernetes:helm.sh/v4:Chart";

export async function createClusterStack({ name, config, clusters: count, timeout }: ClusterStackOptions): Promise<ClusterStack> {
  const stops: (() => unknown)[] = [];
  const end = async () => {
    while (stops.length > 0) await stops.pop()?.();
  };
  try {
    let charts: (chart: Chart) => string = () => "";
    const withFolders = () => {
      runtime.registerStackTransformation(useChartFolders((chart) => charts(chart)));
      if (timeout !== undefined) runtime.registerStackTransformation(waitFor(timeout));
      return program();
    };
    const engine = await createEngineStack({ name, config, program: withFolders, simulation: { simulated: ["azure-native", "random"] } });
    stops.push(engine.close);
    const folders = new Map<Chart, string>();
    charts = (chart) => {
      const known = folders.get(chart) ?? chartFolder(engine.folder("charts"), chart);
      folders.set(chart, known);
      return known;
    };
    const useNextChart = (chart: Chart) => void folders.set(chart, chartFolder(engine.folder("next-charts"), chart, NEXT_VERSION));
    const clusters: ControlPlane[] = [];
    const token = randomBytes(16).toString("hex");
    for (let index = 0; index < count; index++) {
      const cluster = await ControlPlane.start({ folder: engine.folder(`cluster-${index}`), index, token });
      stops.push(() => cluster.stop());
      clusters.push(cluster);
    }
    const webhooks = await serveWebhooks(engine.folder("webhooks"));
    stops.push(webhooks.stop);
    const services: AzureServices[] = [];
    for (const cluster of clusters) {
      await installAddOnDefinitions(cluster);
      services.push(await playAzureServices(cluster, webhooks));
    }
    stops.push(() => Promise.all(services.map((service) => service.stop())));
    const kubelogin = createKubelogin(engine.folder("kubelogin"), token);
    engine.environment.PATH = [kubelogin.folder, engine.environment.PATH].join(delimiter);
    const host = { name: "127.0.0.1" };
    engine.cloud.results.set(CREDENTIALS, credentialsOf(clusters, host));
    const renewCredentials = () => {
      host.name = "localhost";
    };
    return { ...engine, clusters, webhooks, kubelogin, renewCredentials, useNextChart, end };
  } catch (error) {
    await end();
    throw error;
  }
}

/** The credentials of each cluster, as AKS returns them. */
function credentialsOf(clusters: readonly ControlPlane[], host: { readonly name: string }) {
  const assigned = new Map<unknown, ControlPlane>();
  return ({ resourceName }: Readonly<Record<string, unknown>>) => {
    const cluster = assigned.get(resourceName) ?? clusters[assigned.size];
    if (cluster === undefined) throw new Error(`no control plane is left for ${resourceName}`);
    assigned.set(resourceName, cluster);
    const server = cluster.server.replace("127.0.0.1", host.name);
    const kubeconfig = kubeconfigOf({ server, authority: cluster.authority, user: AKS_USER });
    return { kubeconfigs: [{ name: "clusterUser", value: Buffer.from(kubeconfig).toString("base64") }] };
  };
}

/** Charts are rendered from a folder: their registry cannot be reached. A folder takes no version. */
function useChartFolders(folderOf: (chart: Chart) => string): ResourceTransformation {
  return ({ type, props, opts }) => {
    if (type !== CHART) return undefined;
    const { version: _, chart, ...others } = props;
    return { props: { ...others, chart: folderOf(String(chart).split("/").at(-1) as Chart) }, opts };
  };
}

function waitFor(timeout: string): ResourceTransformation {
  const customTimeouts = { create: timeout, update: timeout, delete: timeout };
  return ({ type, props, opts }) => (type.startsWith("kubernetes:") ? { props, opts: { ...opts, customTimeouts } } : undefined);
}
