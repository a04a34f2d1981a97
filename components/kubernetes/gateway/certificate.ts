import { CustomResource } from "@pulumi/kubernetes/apiextensions";
import type * as pulumi from "@pulumi/pulumi";
import { labelsOf } from "../pod/labels";

export interface CertificateArgs {
  /** Kubernetes name of the Certificate; its Secret has the same. */
  readonly objectName: string;
  /** Namespace of both. */
  readonly namespace: string;
  /** Names it is valid for. */
  readonly dnsNames: readonly string[];
  /** ClusterIssuer that signs it. */
  readonly issuerName: string;
}

/** A certificate of 90 days, renewed a month before its end, with a new key each time. */
export function certificate(name: string, args: CertificateArgs, opts: pulumi.CustomResourceOptions): CustomResource {
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
