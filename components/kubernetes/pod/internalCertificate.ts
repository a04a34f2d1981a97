import { CustomResource } from "@pulumi/kubernetes/apiextensions";
import type * as pulumi from "@pulumi/pulumi";
import { labelsOf } from "./labels";

export interface InternalCertificateArgs {
  /** Name of the Certificate and of its Secret, which contains `tls.crt`, `tls.key` and, as `ca.crt`, the authority's certificate. */
  readonly objectName: string;
  /** Namespace of both. */
  readonly namespace: string;
  /** Value of the label `app.kubernetes.io/name`. */
  readonly workload: string;
  /** DNS names that the certificate is valid for; none where it is a client's. */
  readonly dnsNames: readonly string[];
  /**
   * Common name of a client, up to 64 characters.
   * @default none: a server is verified by its DNS names only
   */
  readonly commonName?: string;
  /** Which end of a connection the certificate is for; the other end refuses it otherwise. */
  readonly usage: "server auth" | "client auth";
  /** Name of the ClusterIssuer that signs it: that of the cluster's own authority. */
  readonly issuerName: string;
}

/**
 * A certificate of the cluster's own authority. It is valid for 30 days, because nobody revokes it, and renewed with a new key after half
 * of them: an application that reads its files only at the start has 15 days for a restart, and so has whoever repairs cert-manager.
 * P-256, because a handshake costs a fraction of one with RSA, and every framework supports it.
 */
export function createInternalCertificate(name: string, args: InternalCertificateArgs, opts: pulumi.CustomResourceOptions): CustomResource {
  const { objectName, namespace, workload, dnsNames, commonName, usage, issuerName } = args;
  return new CustomResource(
    name,
    {
      apiVersion: "cert-manager.io/v1",
      kind: "Certificate",
      metadata: { name: objectName, namespace, labels: labelsOf(workload) },
      spec: {
        secretName: objectName,
        ...(dnsNames.length === 0 ? {} : { dnsNames }),
        ...(commonName === undefined ? {} : { commonName }),
        issuerRef: { group: "cert-manager.io", kind: "ClusterIssuer", name: issuerName },
        duration: "720h0m0s",
        renewBefore: "360h0m0s",
        privateKey: { algorithm: "ECDSA", size: 256, rotationPolicy: "Always" },
        usages: ["digital signature", usage],
      },
    },
    opts,
  );
}

/** Host name of a Service, by which the gateway connects to it and verifies its certificate. */
export function serviceHost(service: string, namespace: string): string {
  return `${service}.${namespace}.svc.cluster.local`;
}
