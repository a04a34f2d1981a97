import type * as pulumi from "@pulumi/pulumi";
import { WorkloadNamespace } from "../namespace/namespace";
import { createAddonTrafficPolicy } from "../namespace/networkPolicies";
import type { NamespaceSize } from "../namespace/quota";

export interface AddonNamespaceArgs {
  /** Name of the Kubernetes namespace. */
  readonly namespace: string;
  /** Version of the Pod Security Standards: `v1.36`. */
  readonly podSecurityVersion: string;
  /** Containers and maximum number of pods; quota and limits are computed from it. */
  readonly size: NamespaceSize;
  /** Address range (CIDR) of the API server, which the add-on's controllers call. */
  readonly apiServerCidr: string;
  /**
   * Address range (CIDR) of the private endpoints, for an add-on that reads the key vault.
   * @default none: no egress to private endpoints, for least privilege
   */
  readonly vaultCidr?: string;
  /** TCP port of the add-on's webhook, which the API server calls. */
  readonly webhookPort: number;
  /**
   * DNS servers (`<IPv4 address>:<port>`) that the add-on queries in addition to the cluster's.
   * @default none: the cluster's DNS only
   */
  readonly dnsServers?: readonly string[];
}

/** Namespace of an add-on: default deny, with rules for traffic to and from the API server and to Azure's and ACME's endpoints. */
export function createAddonNamespace(name: string, args: AddonNamespaceArgs, parent: pulumi.Resource): readonly pulumi.Resource[] {
  const { namespace, podSecurityVersion, size } = args;
  const workloadNamespace = new WorkloadNamespace(name, { namespace, podSecurityVersion, size }, { parent });
  const traffic = createAddonTrafficPolicy(`${name}-traffic`, args, { parent, dependsOn: [...workloadNamespace.ready] });
  return [...workloadNamespace.ready, traffic];
}
