import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { KubernetesApi, KubernetesObject } from "./kubernetesApi";
import { type RunningProgram, retry, startProgram } from "./programs";
import { type PodBehaviour, stages } from "./stages";

export interface Annotation {
  readonly name: string;
  readonly value: string;
}

/** Annotation of the nodes that KWOK plays in the tests' clusters. Not KWOK's own example: another KWOK in the cluster leaves them alone. */
export const PLAYED: Annotation = { name: "hardened-aks-tests/node", value: "played" };

export const isPlayed = ({ metadata }: KubernetesObject): boolean => metadata.annotations?.[PLAYED.name] === PLAYED.value;

const ALL_NODES = ["--manage-all-nodes=true"];
/** In seconds, as a kubelet's. */
const LEASE = 40;
const LEASES = "/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases";
const ZONES = [1, 2, 3];

export interface KwokOptions {
  /** Folder of the file `kubeconfig`; receives configuration and logs. */
  readonly folder: string;
  readonly api: KubernetesApi;
  /**
   * Annotation of the nodes to play, whose leases are renewed as the node lifecycle controller expects it.
   * @default every node, without leases
   */
  readonly nodes?: Annotation;
  /**
   * Address of every pod.
   * @default one of its own from 10.244.0.0/16 for each
   */
  readonly podAddress?: string;
}

/** KWOK in the place of nodes and their kubelets. */
export class Kwok {
  private program: RunningProgram | undefined;

  constructor(private readonly options: KwokOptions) {}

  /** Plays pods in this way from now on. */
  async play(behaviour: PodBehaviour): Promise<void> {
    const { folder, nodes, podAddress } = this.options;
    if (this.program !== undefined) {
      await this.stop();
      await this.releaseNodes();
    }
    writeFileSync(join(folder, "stages.yaml"), stages(behaviour, podAddress));
    const selected = nodes === undefined ? ALL_NODES : withAnnotation(nodes);
    const args = ["--kubeconfig=kubeconfig", "--config=stages.yaml", ...selected, "--cidr=10.244.0.0/16", "--node-ip=127.0.0.1"];
    this.program = startProgram("kwok", args, { folder, name: "kwok" });
  }

  async stop(): Promise<void> {
    await this.program?.stop();
    this.program = undefined;
  }

  /** The end of its output, for error messages. */
  output(): string {
    return this.program?.output() ?? "";
  }

  /** The leases of a stopped KWOK last for 40 seconds, in which another one would leave the nodes alone. */
  private async releaseNodes(): Promise<void> {
    const { api, nodes } = this.options;
    if (nodes === undefined) return;
    for (const { metadata } of await api.list("/api/v1/nodes"))
      if (metadata.annotations?.[nodes.name] === nodes.value && (await api.find(`${LEASES}/${metadata.name}`)) !== undefined)
        await api.delete(`${LEASES}/${metadata.name}`);
  }
}

const withAnnotation = ({ name, value }: Annotation): readonly string[] => [
  `--manage-nodes-with-annotation-selector=${name}=${value}`,
  `--node-lease-duration-seconds=${LEASE}`,
];

export interface NodeOptions {
  readonly name: string;
  /** Availability zone. */
  readonly zone: string;
  readonly annotation: Annotation;
}

/** A node without a machine. */
export function nodeOf({ name, zone, annotation }: NodeOptions) {
  const size = { cpu: "32", memory: "128Gi", pods: "250", "ephemeral-storage": "500Gi" };
  const labels = {
    "kubernetes.io/os": "linux",
    "kubernetes.io/arch": "amd64",
    "kubernetes.io/hostname": name,
    "topology.kubernetes.io/zone": zone,
  };
  const annotations = { [annotation.name]: annotation.value };
  return { apiVersion: "v1", kind: "Node", metadata: { name, labels, annotations }, status: { allocatable: size, capacity: size } };
}

/** The three nodes of each of the tests' clusters, in three zones. */
export const NODES = ZONES.map((zone) =>
  nodeOf({ name: `aks-workload-0000000${zone}`, zone: `swedencentral-${zone}`, annotation: PLAYED }),
);

/** Creates the three nodes. */
export async function createNodes(api: KubernetesApi): Promise<void> {
  for (const node of NODES) await retry(() => api.apply(`/api/v1/nodes/${node.metadata.name}`, node, "test"), 30);
}
