import { CustomResource } from "@pulumi/kubernetes/apiextensions";
import type * as pulumi from "@pulumi/pulumi";
import type { PublicDnsConfig } from "../../config/schema";
import { labelsOf } from "../pod/labels";
import { CERT_MANAGER_NAMESPACE } from "./certManager";

/** ClusterIssuer of certificates that Front Door accepts. */
export const PUBLIC_ISSUER = "acme";
/** ClusterIssuer of certificates inside the cluster. */
export const INTERNAL_ISSUER = "internal";

const BOOTSTRAP = "internal-bootstrap";
const AUTHORITY = "internal-authority";
const API_VERSION = "cert-manager.io/v1";

const PUBLIC_CLOUD = "AzurePublicCloud";

export interface AcmeIssuerArgs {
  /** Contact of the ACME account. */
  readonly email: string;
  /** Directory of the ACME server. */
  readonly server: string;
  /** Public zone in which challenges are answered. */
  readonly publicDns: PublicDnsConfig;
  /** Subscription of the zone. */
  readonly subscriptionId: pulumi.Input<string>;
  /** Client id of the managed identity that may write the challenge records. */
  readonly identityClientId: pulumi.Input<string>;
}

/** Public certificates by DNS challenge: it works for addresses that nobody outside can reach. */
export function acmeIssuer(name: string, args: AcmeIssuerArgs, opts: pulumi.CustomResourceOptions): CustomResource {
  const azureDNS = {
    environment: PUBLIC_CLOUD,
    subscriptionID: args.publicDns.subscriptionId ?? args.subscriptionId,
    resourceGroupName: args.publicDns.resourceGroup,
    hostedZoneName: args.publicDns.zone,
    managedIdentity: { clientID: args.identityClientId },
  };
  const acme = {
    email: args.email,
    server: args.server,
    privateKeySecretRef: { name: `${PUBLIC_ISSUER}-account` },
    solvers: [{ selector: { dnsZones: [args.publicDns.zone] }, dns01: { azureDNS } }],
  };
  return clusterIssuer(name, PUBLIC_ISSUER, { acme }, opts);
}

/** A certificate authority of the cluster's own, for TLS between its pods. Its key never leaves cert-manager's namespace. */
export function internalIssuer(name: string, opts: pulumi.CustomResourceOptions): CustomResource {
  const bootstrap = clusterIssuer(`${name}-bootstrap`, BOOTSTRAP, { selfSigned: {} }, opts);
  const authority = new CustomResource(
    `${name}-authority`,
    {
      apiVersion: API_VERSION,
      kind: "Certificate",
      metadata: { name: AUTHORITY, namespace: CERT_MANAGER_NAMESPACE, labels: labelsOf(AUTHORITY) },
      spec: {
        isCA: true,
        commonName: "hardened-aks internal authority",
        secretName: AUTHORITY,
        // Five years, renewed one before the end; what it signs lives for months.
        duration: "43800h0m0s",
        renewBefore: "8760h0m0s",
        privateKey: { algorithm: "ECDSA", size: 384, rotationPolicy: "Always" },
        issuerRef: { group: "cert-manager.io", kind: "ClusterIssuer", name: BOOTSTRAP },
      },
    },
    { ...opts, dependsOn: [bootstrap] },
  );
  return clusterIssuer(`${name}-issuer`, INTERNAL_ISSUER, { ca: { secretName: AUTHORITY } }, { ...opts, dependsOn: [authority] });
}

function clusterIssuer(name: string, objectName: string, spec: object, opts: pulumi.CustomResourceOptions): CustomResource {
  return new CustomResource(
    name,
    { apiVersion: API_VERSION, kind: "ClusterIssuer", metadata: { name: objectName, labels: labelsOf(objectName) }, spec },
    opts,
  );
}
