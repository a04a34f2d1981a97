import { delimiter } from "node:path";
import { type ResourceTransformation, runtime } from "@pulumi/pulumi";
import { program } from "../../engine/support/program";
import { createEngineStack, type EngineStack } from "../../engine/support/stack";
import { playAzureServices } from "./azureServices";
import type { Cluster } from "./cluster";
import { startClusters } from "./clusters";
import { kubeconfigOf } from "./controlPlane";
import { existingClusters, type Selection } from "./existing/selection";
import { aksUser, createKubelogin, type Kubelogin } from "./kubelogin";
import { type Chart, chartFolder, installAddOnDefinitions, NEXT_VERSION } from "./manifests";
import type { WebhookServer } from "./webhooks";

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
  /**
   * Clusters that run already.
   * @default those that .ci/test-cluster.sh has selected; if it has selected none, control planes are started
   */
  readonly existing?: Selection;
}

/** A stack whose Azure resources are simulated, and whose clusters have real control planes. */
export interface ClusterStack extends EngineStack {
  /** In the order in which the program asks for credentials. */
  readonly clusters: readonly Cluster[];
  readonly webhooks: WebhookServer;
  readonly kubelogin: Kubelogin;
  /** From now on AKS returns another kubeconfig, with another name of the API server's host. */
  readonly renewCredentials: () => void;
  /** From now on the program installs the next version of a chart. */
  readonly useNextChart: (chart: Chart) => void;
  /** Stops everything. @throws the first error, after everything that can be stopped is stopped */
  readonly end: () => Promise<void>;
}

const CREDENTIALS = "azure-native:containerservice:listManagedClusterUserCredentials";
const CHART = "kubernetes:helm.sh/v4:Chart";

export async function createClusterStack(options: ClusterStackOptions): Promise<ClusterStack> {
  const { name, config, clusters: count, timeout, existing = existingClusters() } = options;
  const stops: (() => unknown)[] = [];
  const end = () => stopAll(stops);
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
    const { clusters, webhooks } = await startClusters({ count, existing, folder: engine.folder, stops });
    for (const cluster of clusters) {
      await installAddOnDefinitions(cluster);
      stops.push((await playAzureServices(cluster, webhooks)).stop);
    }
    const kubelogin = createKubelogin(
      engine.folder("kubelogin"),
      clusters.map(({ token }) => token),
    );
    engine.environment.PATH = [kubelogin.folder, engine.environment.PATH].join(delimiter);
    const names = { areOther: false };
    engine.cloud.results.set(CREDENTIALS, credentialsOf(clusters, names));
    const renewCredentials = () => {
      names.areOther = true;
    };
    return { ...engine, clusters, webhooks, kubelogin, renewCredentials, useNextChart, end };
  } catch (error) {
    await end();
    throw error;
  }
}

async function stopAll(stops: (() => unknown)[]): Promise<void> {
  const errors: unknown[] = [];
  for (let stop = stops.pop(); stop !== undefined; stop = stops.pop()) {
    try {
      await stop();
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 0) throw errors[0];
}

/** The credentials of each cluster, as AKS returns them. */
function credentialsOf(clusters: readonly Cluster[], names: { readonly areOther: boolean }) {
  const assigned = new Map<unknown, Cluster>();
  return ({ resourceName }: Readonly<Record<string, unknown>>) => {
    const cluster = assigned.get(resourceName) ?? clusters[assigned.size];
    if (cluster === undefined) throw new Error(`no cluster is left for ${resourceName}`);
    assigned.set(resourceName, cluster);
    const server = names.areOther ? withOtherName(cluster.server) : cluster.server;
    const kubeconfig = kubeconfigOf({ server, authority: cluster.authority, user: aksUser(clusters.indexOf(cluster)) });
    return { kubeconfigs: [{ name: "clusterUser", value: Buffer.from(kubeconfig).toString("base64") }] };
  };
}

/** The same address by its other name; the certificates of the tests' control planes and of kind's have both. */
function withOtherName(server: string): string {
  const url = new URL(server);
  url.hostname = url.hostname === "localhost" ? "127.0.0.1" : "localhost";
  return url.href.replace(/\/$/, "");
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
