import type { input } from "@pulumi/kubernetes/types";
import type { WorkloadConfig } from "../../config/schema";
import {
  DATA_PORTS,
  dnsEgress,
  namespacePeer,
  peerEgress,
  peerIngress,
  publicHttpsEgress,
  rangeEgress,
} from "../namespace/networkPolicies";
import { selectorOf } from "../pod/labels";
import { usesAzureData } from "../pod/workloadIdentity";
import { type MeshArgs, meshEgress } from "./mesh";
import type { WorkloadCall } from "./workloadArgs";

export interface WorkloadTrafficArgs {
  /** Configuration of the workload. */
  readonly config: WorkloadConfig;
  /** Namespace of the ingress gateway's pods. */
  readonly ingressNamespace: string;
  /** Address range (CIDR) of the stamp's private endpoints. */
  readonly privateEndpointCidr: string;
  /**
   * Names of the workloads that connect to this one.
   * @default none
   */
  readonly callers?: readonly string[];
  /**
   * Workloads that this one connects to.
   * @default none
   */
  readonly calls?: readonly WorkloadCall[];
  /**
   * Membership in the mesh.
   * @default none: the pods have no proxy
   */
  readonly mesh?: MeshArgs;
}

/**
 * Allows the gateway and the callers to connect to the application's port; no rule ever allows the sidecar's port, whatever it is bound
 * to.
 */
export function workloadIngress({
  config,
  ingressNamespace,
  callers = [],
}: WorkloadTrafficArgs): input.networking.v1.NetworkPolicyIngressRule[] {
  const gateway = config.ingress === undefined ? [] : [namespacePeer(ingressNamespace)];
  return [...gateway, ...callers.map(podsOf)].map((peer) => peerIngress(peer, [config.port]));
}

/** The pods of a workload, in its namespace. */
function podsOf(workload: string): input.networking.v1.NetworkPolicyPeer {
  return { ...namespacePeer(workload), podSelector: { matchLabels: selectorOf(workload) } };
}

/**
 * Allows DNS, the mesh's control plane for workloads in it, the private endpoints of the services that the workload uses, Entra where a container needs a token, the workloads that it
 * calls, and the configured destinations. No rule includes the node's metadata service, so that no pod can use the identity of its node.
 */
export function workloadEgress({
  config,
  privateEndpointCidr,
  calls = [],
  mesh,
}: WorkloadTrafficArgs): input.networking.v1.NetworkPolicyEgressRule[] {
  const ports = privatePorts(config);
  const needsEntra = config.sidecar !== undefined || usesAzureData(config);
  return [
    ...dnsEgress(),
    ...(mesh === undefined ? [] : [meshEgress()]),
    ...(ports.length > 0 ? [rangeEgress(privateEndpointCidr, ports)] : []),
    ...(needsEntra || config.internetHttps ? [publicHttpsEgress()] : []),
    ...calls.map(({ name, podPort }) => peerEgress(podsOf(name), [podPort])),
    ...config.egress.map(({ cidr, ports: open }) => rangeEgress(cidr, open)),
  ];
}

/** Secrets mounted as files need no port here: the driver reads them over the node's network. */
function privatePorts({ uses, sidecar }: WorkloadConfig): readonly number[] {
  const ports = [
    ...(uses.blob !== undefined || sidecar?.credential.type === "keyVaultCertificate" ? DATA_PORTS.https : []),
    ...(uses.database === undefined ? [] : DATA_PORTS.postgres),
    ...(uses.eventHub === undefined ? [] : DATA_PORTS.eventHubs),
  ];
  return [...new Set<number>(ports)].sort((a, b) => a - b);
}
