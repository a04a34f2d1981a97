import type { KubernetesApi, KubernetesObject } from "./kubernetesApi";
import type { PodBehaviour } from "./stages";

/** A real control plane with nodes that KWOK plays. */
export interface Cluster {
  readonly api: KubernetesApi;
  /** Address of the API server: `https://127.0.0.1:16500`. */
  readonly server: string;
  /** PEM certificate that the API server's certificate is verified with. */
  readonly authority: string;
  /** Bearer token of an administrator. */
  readonly token: string;
  /**
   * The objects of a kind, by the path of its API: `/apis/apps/v1/deployments`. Those that a cluster had before the tests came, and those in
   * namespaces that it had, are left out.
   */
  readonly list: (path: string) => Promise<readonly KubernetesObject[]>;
  /** Changes how KWOK treats pods from now on. */
  readonly setPodBehaviour: (behaviour: PodBehaviour) => Promise<void>;
  /** Ends what the tests started, and deletes what they created. */
  readonly stop: () => Promise<void>;
}
