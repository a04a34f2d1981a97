import * as pulumi from "@pulumi/pulumi";
import type { IngressConfig } from "../../config/schema";
import type { PublicZone } from "../../plan/origins";
import { createAddonNamespace } from "./addonNamespace";
import { CERT_MANAGER_NAMESPACE, CERT_MANAGER_SIZE, CERT_MANAGER_WEBHOOK_PORT, createCertManager } from "./certManager";
import { createExternalSecrets, EXTERNAL_SECRETS_NAMESPACE, EXTERNAL_SECRETS_SIZE, EXTERNAL_SECRETS_WEBHOOK_PORT } from "./externalSecrets";
import { createAcmeIssuer, createInternalIssuer, INTERNAL_ISSUER, PUBLIC_ISSUER } from "./issuers";

export interface AddonsArgs {
  /** Login server of the registry that caches the add-ons' images: `<name>.azurecr.io`. */
  readonly registryLoginServer: pulumi.Input<string>;
  /** Client id of the managed identity that creates the records of DNS challenges. */
  readonly certificatesClientId: pulumi.Input<string>;
  /** Id (GUID) of the Entra tenant of that identity. */
  readonly tenantId: pulumi.Input<string>;
  /** Subscription id (GUID) of the deployment. */
  readonly subscriptionId: pulumi.Input<string>;
  /** Public DNS zone of the stamps' host names. */
  readonly zone: PublicZone;
  /** DNS servers (`<IPv4 address>:<port>`) that cert-manager asks about challenges; empty for the cluster's DNS only. */
  readonly resolvers: readonly string[];
  /** E-mail address of the ACME account, and URL of the ACME server. */
  readonly ingress: Pick<IngressConfig, "acmeEmail" | "acmeServer">;
  /** Address range (CIDR) of the API server's subnet. */
  readonly apiServerCidr: string;
  /** Address range (CIDR) of the stamp's private endpoints, which include the key vault's. */
  readonly privateEndpointCidr: string;
  /** Version of the Pod Security Standards: `v1.36`. */
  readonly podSecurityVersion: string;
  /** Installs the External Secrets operator. */
  readonly externalSecrets: boolean;
}

/** Number of pods of each chart, without those of an update. */
const CERT_MANAGER_PODS = 7;
const EXTERNAL_SECRETS_PODS = 5;

/** Subject of cert-manager's tokens, which the federated credential of its identity must contain. */
export const CERT_MANAGER_SUBJECT = `system:serviceaccount:${CERT_MANAGER_NAMESPACE}:cert-manager`;

/** Add-ons of the platform in a cluster: cert-manager with its issuers and, optionally, External Secrets. */
export class Addons extends pulumi.ComponentResource {
  /** Name of the ClusterIssuer of public certificates, which Front Door accepts. */
  readonly publicIssuer = PUBLIC_ISSUER;
  /** Name of the ClusterIssuer of certificates for traffic inside the cluster. */
  readonly internalIssuer = INTERNAL_ISSUER;
  /** Resources that a Certificate depends on. */
  readonly ready: readonly pulumi.Resource[];

  constructor(name: string, args: AddonsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("hardened-aks:kubernetes:Addons", name, {}, opts);
    const chart = this.createCertManager(name, args);
    this.ready = this.createIssuers(name, args, chart);
    if (args.externalSecrets) this.createExternalSecrets(name, args);
    this.registerOutputs({ publicIssuer: this.publicIssuer, internalIssuer: this.internalIssuer });
  }

  private createCertManager(name: string, args: AddonsArgs): pulumi.Resource {
    const namespace = createAddonNamespace(
      `${name}-cert-manager-space`,
      {
        namespace: CERT_MANAGER_NAMESPACE,
        size: { containers: [CERT_MANAGER_SIZE], maxPods: CERT_MANAGER_PODS },
        webhookPort: CERT_MANAGER_WEBHOOK_PORT,
        dnsServers: args.resolvers,
        ...args,
      },
      this,
    );
    const { registryLoginServer, certificatesClientId: identityClientId, tenantId, resolvers } = args;
    const chart = { registryLoginServer, identityClientId, tenantId, resolvers };
    return createCertManager(`${name}-cert-manager`, chart, { parent: this, dependsOn: [...namespace] });
  }

  private createIssuers(name: string, args: AddonsArgs, chart: pulumi.Resource): readonly pulumi.Resource[] {
    const options = { parent: this, dependsOn: [chart] };
    const { zone, subscriptionId, certificatesClientId } = args;
    const account = { email: args.ingress.acmeEmail, server: args.ingress.acmeServer };
    return [
      createAcmeIssuer(`${name}-acme`, { ...account, zone, subscriptionId, identityClientId: certificatesClientId }, options),
      createInternalIssuer(`${name}-internal`, options),
    ];
  }

  private createExternalSecrets(name: string, args: AddonsArgs): void {
    const namespace = createAddonNamespace(
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
    createExternalSecrets(`${name}-external-secrets`, args.registryLoginServer, { parent: this, dependsOn: [...namespace] });
  }
}
