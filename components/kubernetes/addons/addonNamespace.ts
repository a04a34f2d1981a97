import type * as pulumi from "@pulumi/pulumi";
import { WorkloadNamespace } from "../namespace/namespace";
import { addonTraffic } from "../namespace/networkPolicies";
import type { NamespaceSize } from "../namespace/quota";

export interface AddonNamespaceArgs {
  /** Kubernetes name. */
  readonly namespace: string;
  /** Version of the Pod Security Standards: `v1.36`. */
  readonly podSecurityVersion: string;
  /** What runs in it at most. */
  readonly size: NamespaceSize;
  /** Range of the API server: the add-on's controllers work through it. */
  readonly apiServerCidr: string;
  /**
   * Range of the private endpoints, for an add-on that reads the vault.
   * @default none: the add-on has no business there
   */
  readonly vaultCidr?: string;
  /** Port of the add-on's webhook. */
  readonly webhookPort: number;
}

/** A namespace of an add-on: closed like a workload's, but open to and from the API server, and to Azure and ACME. */
export function addonNamespace(name: string, args: AddonNamespaceArgs, parent: pulumi.Resource): readonly pulumi.Resource[] {
  const { namespace, podSecurityVersion, size } = args;
  const space = new WorkloadNamespace(name, { namespace, podSecurityVersion, size }, { parent });
  const traffic = addonTraffic(`${name}-traffic`, args, { parent, dependsOn: [...space.ready] });
  return [...space.ready, traffic];
}
