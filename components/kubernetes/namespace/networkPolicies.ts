import * as networking from "@pulumi/kubernetes/networking/v1";
import type { input } from "@pulumi/kubernetes/types";
import type * as pulumi from "@pulumi/pulumi";
import { labelsOf, NAMESPACE_NAME_LABEL, selectorOf } from "../pod/labels";

type Peer = input.networking.v1.NetworkPolicyPeer;
type EgressRule = input.networking.v1.NetworkPolicyEgressRule;
type IngressRule = input.networking.v1.NetworkPolicyIngressRule;

/** Ranges that public egress excludes: private and carrier-grade NAT ranges, link-local with the metadata service, WireServer. */
export const NOT_PUBLIC = ["10.0.0.0/8", "100.64.0.0/10", "168.63.129.16/32", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16"];

/** Addresses on which AKS LocalDNS listens on every node (Microsoft Learn: LocalDNS in AKS). */
const LOCAL_DNS = ["169.254.10.10/32", "169.254.10.11/32"];

/** TCP ports of Azure's data services: AMQP, AMQP over WebSockets and Kafka for Event Hubs. */
export const DATA_PORTS = { https: [443], postgres: [5432], eventHubs: [443, 5671, 9093] } as const;

const tcp = (ports: readonly (number | string)[]) => ports.map((port) => ({ protocol: "TCP", port }));

/** All pods of a namespace. */
export function namespacePeer(namespace: string): Peer {
  return { namespaceSelector: { matchLabels: { [NAMESPACE_NAME_LABEL]: namespace } } };
}

/** Egress to the cluster's DNS pods and to the node's DNS cache, on port 53 only. */
export function dnsEgress(): EgressRule[] {
  const ports = ["UDP", "TCP"].map((protocol) => ({ protocol, port: 53 }));
  const clusterDns = { ...namespacePeer("kube-system"), podSelector: { matchLabels: { "k8s-app": "kube-dns" } } };
  return [
    { to: [clusterDns], ports },
    { to: LOCAL_DNS.map((cidr) => ({ ipBlock: { cidr } })), ports },
  ];
}

/** Egress to one DNS server, by UDP and TCP. */
function serverEgress(server: string): EgressRule {
  const [address = "", port = ""] = server.split(":");
  return {
    to: [{ ipBlock: { cidr: `${address}/32` } }],
    ports: ["UDP", "TCP"].map((protocol) => ({ protocol, port: Number(port) })),
  };
}

/** Egress by HTTPS to public addresses. With Cilium an address range never matches pods or nodes, so it does not open the cluster. */
export function publicHttpsEgress(): EgressRule {
  return { to: [{ ipBlock: { cidr: "0.0.0.0/0", except: NOT_PUBLIC } }], ports: tcp([443]) };
}

export function rangeEgress(cidr: string, ports: readonly number[]): EgressRule {
  return { to: [{ ipBlock: { cidr } }], ports: tcp(ports) };
}

export function peerEgress(peer: Peer, ports: readonly (number | string)[]): EgressRule {
  return { to: [peer], ports: tcp(ports) };
}

export function peerIngress(peer: Peer, ports: readonly (number | string)[]): IngressRule {
  return { from: [peer], ports: tcp(ports) };
}

/** Denies all ingress and egress of a namespace; each other policy allows specific traffic. */
export function createDefaultDeny(name: string, namespace: string, opts: pulumi.CustomResourceOptions): networking.NetworkPolicy {
  return new networking.NetworkPolicy(
    name,
    { metadata: { name: "default-deny", namespace }, spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] } },
    opts,
  );
}

export interface PodTrafficArgs {
  /** Namespace of the pods. */
  readonly namespace: string;
  /** Name of the NetworkPolicy. */
  readonly policy: string;
  /** Value of the pods' label `app.kubernetes.io/name`. */
  readonly pods: string;
  /** Allowed ingress; an empty list denies all. */
  readonly ingress: IngressRule[];
  /** Allowed egress; an empty list denies all. */
  readonly egress: EgressRule[];
}

/** Allows ingress to and egress from the pods with one name label. */
export function createPodTrafficPolicy(name: string, args: PodTrafficArgs, opts: pulumi.CustomResourceOptions): networking.NetworkPolicy {
  return new networking.NetworkPolicy(
    name,
    {
      metadata: { name: args.policy, namespace: args.namespace, labels: labelsOf(args.pods) },
      spec: {
        podSelector: { matchLabels: selectorOf(args.pods) },
        policyTypes: ["Ingress", "Egress"],
        ingress: args.ingress,
        egress: args.egress,
      },
    },
    opts,
  );
}

export interface AddonTrafficArgs {
  /** Namespace of the add-on; the policy applies to all of its pods. */
  readonly namespace: string;
  /** Address range (CIDR) of the API server. */
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

/**
 * Traffic that controllers need: the API server, which also calls their webhooks, either directly or through the tunnel pods of
 * kube-system; DNS; and Azure's and ACME's public endpoints.
 */
export function createAddonTrafficPolicy(
  name: string,
  args: AddonTrafficArgs,
  opts: pulumi.CustomResourceOptions,
): networking.NetworkPolicy {
  const apiServer: Peer = { ipBlock: { cidr: args.apiServerCidr } };
  return new networking.NetworkPolicy(
    name,
    {
      metadata: { name: "controllers", namespace: args.namespace },
      spec: {
        podSelector: {},
        policyTypes: ["Ingress", "Egress"],
        ingress: [{ from: [apiServer, namespacePeer("kube-system")], ports: tcp([args.webhookPort]) }],
        egress: [
          ...dnsEgress(),
          ...(args.dnsServers ?? []).map(serverEgress),
          publicHttpsEgress(),
          peerEgress(apiServer, [443]),
          ...(args.vaultCidr === undefined ? [] : [rangeEgress(args.vaultCidr, DATA_PORTS.https)]),
        ],
      },
    },
    opts,
  );
}
