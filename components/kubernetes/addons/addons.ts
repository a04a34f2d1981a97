import * as pulumi from "@pulumi/pulumi";
import type { IngressConfig, PublicDnsConfig } from "../../config/schema";
import { addonNamespace } from "./addonNamespace";
import { CERT_MANAGER_NAMESPACE, CERT_MANAGER_SIZE, CERT_MANAGER_WEBHOOK_PORT, certManager } from "./certManager";
import { EXTERNAL_SECRETS_NAMESPACE, EXTERNAL_SECRETS_SIZE, EXTERNAL_SECRETS_WEBHOOK_PORT, externalSecrets } from "./externalSecrets";
import { acmeIssuer, INTERNAL_ISSUER, internalIssuer, PUBLIC_ISSUER } from "./issuers";

export interface AddonsArgs {
  /** Registry that caches the add-ons' images. */
  readonly registryLoginServer: pulumi.Input<string>;
  /** Client id of the identity that answers DNS challenges. */
  readonly certificatesClientId: pulumi.Input<string>;
  /** Subscription of the deployment. */
  readonly subscriptionId: pulumi.Input<string>;
  /** Public zone of the origin's names. */
  readonly publicDns: PublicDnsConfig;
  /** ACME account and server. */
  readonly ingress: Pick<IngressConfig, "acmeEmail" | "acmeServer">;
  /** Subnet of the API server. */
  readonly apiServerCidr: string;
  /** Range of the stamp's private endpoints, the vault's among them. */
  readonly privateEndpointCidr: string;
  /** Version of the Pod Security Standards: `v1.36`. */
  readonly podSecurityVersion: string;
  /** Installs the External Secrets operator. */
  readonly externalSecrets: boolean;
}

/** Replicas of all parts of a chart, with room for the new ones of an update. */
const CERT_MANAGER_PODS = 8;
const EXTERNAL_SECRETS_PODS = 8;

/** Subject of cert-manager's tokens: what the federated credential of its identity has to name. */
export const CERT_MANAGER_SUBJECT = `system:serviceaccount:${CERT_MANAGER_NAMESPACE}:cert-manager`;

/** What the platform itself runs in a cluster. */
export class Addons extends pulumi.ComponentResource {
  /** ClusterIssuer of certificates that Front Door accepts. */
  readonly publicIssuer = PUBLIC_ISSUER;
  /** ClusterIssuer of certificates inside the cluster. */
  readonly internalIssuer = INTERNAL_ISSUER;
  /** What must stand before a Certificate is asked for. */
  readonly ready: readonly pulumi.Resource[];

  constructor(name: string, args: AddonsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("hardened-aks:kubernetes:Addons", name, {}, opts);
    const chart = this.createCertManager(name, args);
    this.ready = this.createIssuers(name, args, chart);
    if (args.externalSecrets) this.createExternalSecrets(name, args);
    this.registerOutputs({ publicIssuer: this.publicIssuer, internalIssuer: this.internalIssuer });
  }

  private createCertManager(name: string, args: AddonsArgs): pulumi.Resource {
    const space = addonNamespace(
      `${name}-cert-manager-space`,
      {
        namespace: CERT_MANAGER_NAMESPACE,
        size: { containers: [CERT_MANAGER_SIZE], maxPods: CERT_MANAGER_PODS },
        webhookPort: CERT_MANAGER_WEBHOOK_PORT,
        ...args,
      },
      this,
    );
    const chart = { registryLoginServer: args.registryLoginServer, identityClientId: args.certificatesClientId };
    return certManager(`${name}-cert-manager`, chart, { parent: this, dependsOn: [...space] });
  }

  private createIssuers(name: string, args: AddonsArgs, chart: pulumi.Resource): readonly pulumi.Resource[] {
    const after = { parent: this, dependsOn: [chart] };
    const { publicDns, subscriptionId, certificatesClientId } = args;
    const account = { email: args.ingress.acmeEmail, server: args.ingress.acmeServer };
    return [
      acmeIssuer(`${name}-acme`, { ...account, publicDns, subscriptionId, identityClientId: certificatesClientId }, after),
      internalIssuer(`${name}-internal`, after),
    ];
  }

  private createExternalSecrets(name: string, args: AddonsArgs): void {
    const space = addonNamespace(
      `${name}-external-secrets-space`,
      {
        namespace: EXTERNAL_SECRETS_NAMESPACE,
        size: { containers: [EXTERNAL_SECRETS_SIZE], maxPods: EXTERNAL_SECRETS_PODS },
        vaultCidr: args.privateEndpointCidr,
        webhookPort: EXTERNAL_SECRETS_WEBHOOK_PORT,
        ...args,
      },
      this,
    );
    externalSecrets(`${name}-external-secrets`, args.registryLoginServer, { parent: this, dependsOn: [...space] });
  }
}
