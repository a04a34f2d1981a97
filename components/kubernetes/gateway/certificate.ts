import { CustomResource } from "@pulumi/kubernetes/apiextensions";
import type * as pulumi from "@pulumi/pulumi";
import { labelsOf } from "../pod/labels";

export interface CertificateArgs {
  /** Name of the Certificate and of its Secret. */
  readonly objectName: string;
  /** Namespace of both. */
  readonly namespace: string;
  /** DNS names that the certificate is valid for. */
  readonly dnsNames: readonly string[];
  /** Name of the ClusterIssuer that signs it. */
  readonly issuerName: string;
}

/** A certificate valid for 90 days, renewed 30 days before expiry with a new private key. */
export function createCertificate(name: string, args: CertificateArgs, opts: pulumi.CustomResourceOptions): CustomResource {
  return new CustomResource(
    name,
    {
      apiVersion: "cert-manager.io/v1",
      kind: "Certificate",
      metadata: { name: args.objectName, namespace: args.namespace, labels: labelsOf(args.objectName) },
      spec: {
        secretName: args.objectName,
        dnsNames: args.dnsNames,
        issuerRef: { group: "cert-manager.io", kind: "ClusterIssuer", name: args.issuerName },
        duration: "2160h0m0s",
        renewBefore: "720h0m0s",
        privateKey: { algorithm: "RSA", size: 2048, rotationPolicy: "Always" },
        usages: ["digital signature", "key encipherment", "server auth"],
      },
    },
    opts,
  );
}
