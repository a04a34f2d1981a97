import { CustomResource } from "@pulumi/kubernetes/apiextensions";
import type * as pulumi from "@pulumi/pulumi";
import { OWN_ISSUERS } from "../../plan/issuers";
import type { PublicZone } from "../../plan/origins";
import type { TokenEnvironmentArgs } from "../pod/identityToken";
import { labelsOf } from "../pod/labels";
import { type AcmeAccountArgs, externalAccountBinding } from "./acmeAccount";
import { CERT_MANAGER_NAMESPACE } from "./certManager";

const AUTHORITY = "internal-authority";
const API_VERSION = "cert-manager.io/v1";

const PUBLIC_CLOUD = "AzurePublicCloud";

export interface AcmeIssuerArgs {
  /** E-mail address of the ACME account. */
  readonly email: string;
  /** Directory URL of the ACME server. */
  readonly server: string;
  /** Public DNS zone in which cert-manager answers challenges. */
  readonly zone: PublicZone;
  /** Subscription id (GUID) of the deployment, which is the zone's where `zone` does not set one. */
  readonly subscriptionId: pulumi.Input<string>;
  /**
   * External account binding, which the server requires.
   * @default none: the server requires none
   */
  readonly account?: AcmeAccountArgs;
  /** Managed identity with which cert-manager answers challenges. */
  readonly identity: TokenEnvironmentArgs;
}

/** Issuer of public certificates by DNS-01 challenge, which works for endpoints without public access. */
export function createAcmeIssuer(name: string, args: AcmeIssuerArgs, opts: pulumi.CustomResourceOptions): CustomResource {
  const azureDNS = {
    environment: PUBLIC_CLOUD,
    subscriptionID: args.zone.subscriptionId ?? args.subscriptionId,
    resourceGroupName: args.zone.resourceGroup,
    // Without a name cert-manager would look for the zone, which its identity may not read.
    hostedZoneName: args.zone.zone,
    managedIdentity: { clientID: args.identity.clientId },
  };
  const acme = {
    email: args.email,
    server: args.server,
    ...(args.account === undefined ? {} : { externalAccountBinding: externalAccountBinding(args.account) }),
    privateKeySecretRef: { name: `${OWN_ISSUERS.acme}-account` },
    solvers: [{ selector: { dnsZones: [args.zone.zone] }, dns01: { azureDNS } }],
  };
  return createClusterIssuer(name, OWN_ISSUERS.acme, { acme }, opts);
}

/** Issuer with a private certificate authority, for TLS between the cluster's pods. Its key remains in cert-manager's namespace. */
export function createInternalIssuer(name: string, opts: pulumi.CustomResourceOptions): CustomResource {
  const bootstrap = createClusterIssuer(`${name}-bootstrap`, OWN_ISSUERS.bootstrap, { selfSigned: {} }, opts);
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
        // Five years, renewed one year before expiry; certificates it signs are valid for a month.
        duration: "43800h0m0s",
        renewBefore: "8760h0m0s",
        // A renewal keeps the key: gateways with the old certificate accept workloads with a new one, and the reverse. With another key
        // they would refuse each other until the last of them is renewed. Another key is an operator's decision (docs/operations.md).
        privateKey: { algorithm: "ECDSA", size: 384, rotationPolicy: "Never" },
        issuerRef: { group: "cert-manager.io", kind: "ClusterIssuer", name: OWN_ISSUERS.bootstrap },
      },
    },
    { ...opts, dependsOn: [bootstrap] },
  );
  return createClusterIssuer(
    `${name}-issuer`,
    OWN_ISSUERS.internal,
    { ca: { secretName: AUTHORITY } },
    { ...opts, dependsOn: [authority] },
  );
}

function createClusterIssuer(name: string, objectName: string, spec: object, opts: pulumi.CustomResourceOptions): CustomResource {
  return new CustomResource(
    name,
    { apiVersion: API_VERSION, kind: "ClusterIssuer", metadata: { name: objectName, labels: labelsOf(objectName) }, spec },
    opts,
  );
}
