import * as pulumi from "@pulumi/pulumi";
import { OWN_ISSUERS } from "../../plan/issuers";
import { bindingVolume, createAccountBinding } from "./acmeAccount";
import { createAddonNamespace } from "./addonNamespace";
import { CERT_MANAGER_NAMESPACE, CERT_MANAGER_SIZE, CERT_MANAGER_WEBHOOK_PORT, createCertManager } from "./certManager";
import { createExternalSecrets, EXTERNAL_SECRETS_NAMESPACE, EXTERNAL_SECRETS_SIZE, EXTERNAL_SECRETS_WEBHOOK_PORT } from "./externalSecrets";
import { type AcmeIssuerArgs, createAcmeIssuer, createInternalIssuer } from "./issuers";

/** What issues the origin's certificate: an issuer of the program, or one that exists. */
export type PublicIssuerArgs =
  | ({
      /** The program creates a ClusterIssuer for an ACME server. */
      readonly type: "acme";
    } & AcmeIssuerArgs)
  | {
      /** The user creates the ClusterIssuer. */
      readonly type: "existing";
      /** Its name. */
      readonly name: string;
    };

export interface AddonsArgs {
  /** Login server of the registry that caches the add-ons' images: `<name>.azurecr.io`. */
  readonly registryLoginServer: pulumi.Input<string>;
  /** Issuer of the certificate of the stamp's origin host name. */
  readonly publicIssuer: PublicIssuerArgs;
  /** DNS servers (`<IPv4 address>:<port>`) that cert-manager asks about challenges; empty for the cluster's DNS only. */
  readonly resolvers: readonly string[];
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
  readonly publicIssuer: string;
  /** Name of the ClusterIssuer of certificates for traffic inside the cluster. */
  readonly internalIssuer = OWN_ISSUERS.internal;
  /** Resources that a Certificate depends on. */
  readonly ready: readonly pulumi.Resource[];

  constructor(name: string, args: AddonsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("hardened-aks:kubernetes:Addons", name, {}, opts);
    this.publicIssuer = args.publicIssuer.type === "acme" ? OWN_ISSUERS.acme : args.publicIssuer.name;
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
    const { registryLoginServer, publicIssuer, resolvers } = args;
    const identity = publicIssuer.type === "acme" ? { identity: publicIssuer.identity } : {};
    const binding = this.createAccountBinding(name, publicIssuer, namespace);
    const volumes = binding.map(bindingVolume);
    const chart = { registryLoginServer, resolvers, volumes, ...identity };
    return createCertManager(`${name}-cert-manager`, chart, { parent: this, dependsOn: [...namespace, ...binding] });
  }

  private createAccountBinding(name: string, issuer: PublicIssuerArgs, namespace: readonly pulumi.Resource[]): readonly pulumi.Resource[] {
    if (issuer.type !== "acme" || issuer.account === undefined) return [];
    const options = { parent: this, dependsOn: [...namespace] };
    return [createAccountBinding(`${name}-acme-account`, issuer.account, issuer.identity, options)];
  }

  private createIssuers(name: string, { publicIssuer }: AddonsArgs, chart: pulumi.Resource): readonly pulumi.Resource[] {
    const options = { parent: this, dependsOn: [chart] };
    return [
      ...(publicIssuer.type === "acme" ? [createAcmeIssuer(`${name}-acme`, publicIssuer, options)] : [chart]),
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
