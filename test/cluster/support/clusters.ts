import { randomBytes } from "node:crypto";
import type { Cluster } from "./cluster";
import { ControlPlane } from "./controlPlane";
import { ExistingCluster } from "./existing/existingCluster";
import type { Selection } from "./existing/selection";
import { podsAt, SERVICES, serveWebhooks, type WebhookServer } from "./webhooks";

export interface ClustersOptions {
  readonly count: number;
  /** Clusters that run already; undefined to start control planes. */
  readonly existing: Selection | undefined;
  /** Path of a folder of the stack; creates it if necessary. */
  readonly folder: (name: string) => string;
  /** Receives what ends each part, in the order in which they start. */
  readonly stops: (() => unknown)[];
}

export interface RunningClusters {
  readonly clusters: readonly Cluster[];
  readonly webhooks: WebhookServer;
}

/**
 * Starts control planes, or takes over clusters that run already, and answers the webhooks of their charts.
 *
 * @throws Error if there are not enough clusters, or they cannot call the webhooks
 */
export async function startClusters({ count, existing, folder, stops }: ClustersOptions): Promise<RunningClusters> {
  // Before anything else: where another run is in progress on these clusters, it uses the port.
  const webhooks = await serveWebhooks(folder("webhooks"), existing === undefined ? SERVICES : podsAt(existing.host));
  stops.push(webhooks.stop);
  const token = randomBytes(16).toString("hex");
  const clusters: Cluster[] = [];
  for (let index = 0; index < count; index++) {
    const options = { folder: folder(`cluster-${index}`), index, token };
    const cluster = existing === undefined ? await ControlPlane.start(options) : await useExisting(existing, index, options.folder);
    stops.push(() => cluster.stop());
    clusters.push(cluster);
  }
  return { clusters, webhooks };
}

function useExisting({ host, contexts }: Selection, index: number, folder: string): Promise<ExistingCluster> {
  const context = contexts[index];
  if (context === undefined) throw new Error(`the stack needs a cluster more than ${contexts.map(({ name }) => name).join(", ")}`);
  return ExistingCluster.start({ context, folder, host });
}
