import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Cluster } from "../cluster";
import { kubeconfigOf } from "../controlPlane";
import { fieldOf, KubernetesApi, type KubernetesObject, listOf } from "../kubernetesApi";
import { createNodes, Kwok, NODES, PLAYED } from "../kwok";
import { retry } from "../programs";
import type { PodBehaviour } from "../stages";
import { podsAt } from "../webhooks";
import { CLAIM, type Claim, claim, release } from "./claim";
import type { KindContext } from "./contexts";

export interface ExistingClusterOptions {
  readonly context: KindContext;
  /** Folder for the kubeconfig and logs. */
  readonly folder: string;
  /** Address at which the cluster reaches this machine: that of every pod, so that the tests answer in the pods' place. */
  readonly host: string;
}

/** In seconds. */
const TIMEOUT = 60;
/** Name of a pod that requests are sent to. */
const ROUTE = "route";

/**
 * A cluster that runs already. For the length of a run its own nodes get no new pods, and KWOK plays three further nodes; afterwards
 * everything that was created is deleted.
 */
export class ExistingCluster implements Cluster {
  readonly api: KubernetesApi;
  readonly server: string;
  readonly authority: string;
  readonly token: string;
  private readonly host: string;
  private readonly kwok: Kwok;

  private constructor(
    private readonly owner: KubernetesApi,
    private readonly before: ReadonlySet<string>,
    token: string,
    { context, folder, host }: ExistingClusterOptions,
  ) {
    this.server = context.server;
    this.authority = context.authority;
    this.token = token;
    this.host = host;
    this.api = new KubernetesApi(context, { token });
    writeFileSync(join(folder, "kubeconfig"), kubeconfigOf({ ...context, user: { token } }), { mode: 0o600 });
    this.kwok = new Kwok({ folder, api: this.api, nodes: PLAYED, podAddress: host });
  }

  /** The webhook server must listen at the host's address. @throws Error with KWOK's output if the cluster cannot be used */
  static async start(options: ExistingClusterOptions): Promise<ExistingCluster> {
    mkdirSync(options.folder, { recursive: true });
    const owner = new KubernetesApi(options.context, options.context);
    const { before, token }: Claim = await claim(owner);
    const started = new ExistingCluster(owner, before, token, options);
    try {
      await started.startNodes();
      await started.requireRoute();
      return started;
    } catch (error) {
      const output = started.kwok.output();
      await started.stop();
      throw new Error(`${String(error)}\n${output}`);
    }
  }

  async list(path: string): Promise<readonly KubernetesObject[]> {
    return (await this.api.list(path)).filter(({ metadata: { name, namespace } }) =>
      namespace === undefined ? !this.before.has(`${path}/${name}`) : !this.before.has(`/api/v1/namespaces/${namespace}`),
    );
  }

  setPodBehaviour(behaviour: PodBehaviour): Promise<void> {
    return this.kwok.play(behaviour);
  }

  /**
   * Lets the API server send a request to a pod, as it will to those with webhooks.
   *
   * @throws Error if it does not arrive at this machine
   */
  private async requireRoute(): Promise<void> {
    const pods = `/api/v1/namespaces/${CLAIM}/pods`;
    const spec = { containers: [{ name: ROUTE, image: ROUTE }] };
    // The namespace's service account is created a moment after it.
    await retry(() => this.api.create(pods, { apiVersion: "v1", kind: "Pod", metadata: { name: ROUTE }, spec }), TIMEOUT);
    await retry(async () => {
      if (fieldOf(await this.api.get(`${pods}/${ROUTE}`), "status.podIP") === undefined) throw new Error("KWOK runs no pod");
    }, TIMEOUT);
    for (const port of podsAt(this.host).ports)
      await this.api.get(`${pods}/https:${ROUTE}:${port}/proxy/`).catch((error: unknown) => {
        throw new Error(
          `the API server at ${this.server} does not reach this machine at ${this.host}, port ${port}: check its firewall, or set ` +
            `CLUSTER_HOST to an address at which the cluster's containers reach it (${String(error)})`,
        );
      });
    await this.api.delete(`${pods}/${ROUTE}?gracePeriodSeconds=0`);
  }

  async stop(): Promise<void> {
    this.api.close();
    await this.kwok.stop();
    await release(this.owner);
    this.owner.close();
  }

  private async startNodes(): Promise<void> {
    await this.kwok.play({});
    await createNodes(this.api);
    await retry(async () => {
      for (const { metadata } of NODES) {
        const taints = listOf(await this.api.get(`/api/v1/nodes/${metadata.name}`), "spec.taints");
        if (taints.length > 0) throw new Error(`node ${metadata.name} is not ready: ${JSON.stringify(taints)}`);
      }
    }, TIMEOUT);
  }
}
