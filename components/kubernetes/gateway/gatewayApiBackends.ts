import { CustomResource } from "@pulumi/kubernetes/apiextensions";
import type * as pulumi from "@pulumi/pulumi";
import { serviceHost } from "../pod/internalCertificate";
import { labelsOf } from "../pod/labels";
import type { EdgeRoute, RoutingArgs } from "./args";

export const GROUP = "gateway.networking.k8s.io";

/**
 * TLS to pods that terminate it, with the name and the authority that the gateway verifies. The standard channel of Gateway API contains
 * these policies from 1.4.0 on; AKS installs 1.4.1 on Kubernetes 1.35 and later (Microsoft Learn: managed Gateway API installation), and
 * Istio reads them from 1.28 on. A policy is in the namespace of its Service, and its authority in a ConfigMap there: classes must support
 * no other kind, and Istio supports none (istio/istio: backend_policies.go).
 */
export function createBackendPolicy(
  name: string,
  { workload, service, namespace, tls }: EdgeRoute,
  { authorityConfigMap }: RoutingArgs,
  opts: pulumi.CustomResourceOptions,
): readonly CustomResource[] {
  if (!tls) return [];
  if (authorityConfigMap === undefined) throw new Error(`route ${workload}: no ConfigMap with the authority that the gateway verifies`);
  const hostname = serviceHost(service, namespace);
  const caCertificateRefs = [{ group: "", kind: "ConfigMap", name: authorityConfigMap }];
  return [
    new CustomResource(
      name,
      {
        apiVersion: `${GROUP}/v1`,
        kind: "BackendTLSPolicy",
        metadata: { name: workload, namespace, labels: labelsOf("edge") },
        spec: {
          targetRefs: [{ group: "", kind: "Service", name: service }],
          // Istio sends the host name to the server, and compares the certificate with these names only (cluster_tls.go, 2026-08-27).
          validation: { hostname, subjectAltNames: [{ type: "Hostname", hostname }], caCertificateRefs },
        },
      },
      opts,
    ),
  ];
}
