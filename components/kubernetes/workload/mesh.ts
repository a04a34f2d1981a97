import { CustomResource } from "@pulumi/kubernetes/apiextensions";
import type { input } from "@pulumi/kubernetes/types";
import type * as pulumi from "@pulumi/pulumi";
import { namespacePeer, peerEgress } from "../namespace/networkPolicies";
import type { ContainerSize } from "../namespace/quota";
import { serviceHost } from "../pod/internalCertificate";
import { ISTIO_CONTROL_PLANE, meshPrincipal } from "../pod/istio";
import { labelsOf, selectorOf } from "../pod/labels";

/** Membership in the mesh of the AKS Istio add-on. */
export interface MeshArgs {
  /** Revision of the add-on whose proxy is injected: `asm-1-30`. */
  readonly revision: string;
  /** Identity of the ingress gateway in the mesh, as an AuthorizationPolicy names it. */
  readonly gatewayPrincipal: string;
}

/** Who may connect to a workload of the mesh, and where. */
export interface MeshTraffic extends Pick<MeshArgs, "gatewayPrincipal"> {
  /** Name of the workload, its namespace, service account and Service. */
  readonly workload: string;
  /** Port of its pods. */
  readonly port: number;
  /** Whether the gateway has routes to it. */
  readonly isPublished: boolean;
  /** Names of the workloads that call it; each runs as a service account of its name. */
  readonly callers: readonly string[];
}

/** Label of a namespace in whose pods a revision injects its proxy (Microsoft Learn: Istio add-on, sidecar injection). */
export function injectionLabel({ revision }: MeshArgs): Readonly<Record<string, string>> {
  return { "istio.io/rev": revision };
}

/** Label of pods that never get a proxy, whatever label someone sets on their namespace. */
export const NO_INJECTION = { "sidecar.istio.io/inject": "false" };

/** Requests as Istio sets them; its limit of 1 GiB is for meshes of thousands of Services. */
export const PROXY_SIZE: ContainerSize = { cpuRequest: "100m", memoryRequest: "128Mi", memoryLimit: "256Mi" };

/**
 * Annotations of pods in the mesh. The sizes count against the namespace's quota and limits. The revision restarts the pods when it
 * changes, because a running pod keeps the proxy that it was given.
 */
export function meshAnnotations({ revision }: MeshArgs): Readonly<Record<string, string>> {
  return {
    "hardened-aks/mesh-revision": revision,
    "sidecar.istio.io/proxyCPU": PROXY_SIZE.cpuRequest,
    "sidecar.istio.io/proxyMemory": PROXY_SIZE.memoryRequest,
    "sidecar.istio.io/proxyMemoryLimit": PROXY_SIZE.memoryLimit,
  };
}

/** The proxy gets its configuration and its certificate from the control plane. */
export function meshEgress(): input.networking.v1.NetworkPolicyEgressRule {
  const { namespace, ports } = ISTIO_CONTROL_PLANE;
  return peerEgress(namespacePeer(namespace), ports);
}

/**
 * Mutual TLS only, and only from the gateway and the callers, by the identity in their certificates; everyone else is denied. Probes are
 * not affected: Istio lets the kubelet ask the proxy's agent instead of the application.
 */
export function createMeshPolicies(name: string, traffic: MeshTraffic, opts: pulumi.CustomResourceOptions): readonly pulumi.Resource[] {
  const { workload, port, isPublished, callers, gatewayPrincipal } = traffic;
  const create = (suffix: string, api: string, kind: string, objectName: string, spec: object) => {
    const metadata = { name: objectName, namespace: workload, labels: labelsOf(workload) };
    return new CustomResource(`${name}-${suffix}`, { apiVersion: `${api}.istio.io/v1`, kind, metadata, spec }, opts);
  };
  const principals = [...(isPublished ? [gatewayPrincipal] : []), ...callers.map((caller) => meshPrincipal(caller, caller))];
  const rules = [{ from: [{ source: { principals } }], to: [{ operation: { ports: [`${port}`] } }] }];
  const allowed = { selector: { matchLabels: selectorOf(workload) }, action: "ALLOW", rules };
  const host = serviceHost(workload, workload);
  const client = { host, exportTo: [...callers], trafficPolicy: { tls: { mode: "ISTIO_MUTUAL" } } };
  return [
    create("mutual-tls", "security", "PeerAuthentication", "default", { mtls: { mode: "STRICT" } }),
    // Without rules it allows nothing; other policies allow in addition.
    create("mesh-deny", "security", "AuthorizationPolicy", "default-deny", {}),
    ...(principals.length === 0 ? [] : [create("mesh-allow", "security", "AuthorizationPolicy", workload, allowed)]),
    // The callers' proxies never fall back to plain text, whatever the mesh's default is.
    ...(callers.length === 0 ? [] : [create("mesh-client", "networking", "DestinationRule", workload, client)]),
  ];
}
