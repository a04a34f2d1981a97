import { CustomResource } from "@pulumi/kubernetes/apiextensions";
import * as pulumi from "@pulumi/pulumi";
import { createInternalCertificate } from "../pod/internalCertificate";
import { labelsOf, NAMESPACE_NAME_LABEL } from "../pod/labels";
import { createAddonNamespace } from "./addonNamespace";
import {
  createTrustManager,
  TRUST_MANAGER_NAMESPACE,
  TRUST_MANAGER_PODS,
  TRUST_MANAGER_SIZE,
  TRUST_MANAGER_WEBHOOK_PORT,
} from "./trustManager";

export interface AuthorityDistributionArgs {
  /** Login server of the registry that caches the add-on's image: `<name>.azurecr.io`. */
  readonly registryLoginServer: pulumi.Input<string>;
  /** Address range (CIDR) of the API server's subnet. */
  readonly apiServerCidr: string;
  /** Version of the Pod Security Standards: `v1.36`. */
  readonly podSecurityVersion: string;
  /** Name of the ClusterIssuer of the cluster's own authority. */
  readonly issuerName: string;
  /** Namespaces that receive the authority's certificate; at least one. */
  readonly namespaces: readonly string[];
  /** Resources that this depends on: the issuers with their definitions, and the namespaces. */
  readonly waitFor: readonly pulumi.Resource[];
}

/** Name of the Bundle and of each ConfigMap. */
const NAME = "internal-authority";
/** Key of the authority's certificate, both in a Secret of cert-manager and in the ConfigMaps: BackendTLSPolicy requires it. */
const KEY = "ca.crt";

/**
 * The certificate of the cluster's own authority as a ConfigMap in each of the given namespaces, for gateways that read it from there:
 * trust-manager writes it and keeps it up to date. Its source is the Secret of a certificate that nothing else uses, next to which
 * cert-manager writes the authority's: the authority's key is out of trust-manager's reach.
 */
export class AuthorityDistribution extends pulumi.ComponentResource {
  /** Name of the ConfigMap, the same in every namespace; the certificate is its key `ca.crt`. */
  readonly configMapName = NAME;
  /** Resources after which the ConfigMaps exist. */
  readonly ready: readonly pulumi.Resource[];

  constructor(name: string, args: AuthorityDistributionArgs, opts?: pulumi.ComponentResourceOptions) {
    super("hardened-aks:kubernetes:AuthorityDistribution", name, {}, opts);
    const chart = this.createChart(name, args);
    const source = this.createSource(name, args, chart);
    this.ready = [this.createBundle(name, args, source)];
    this.registerOutputs({ configMapName: this.configMapName });
  }

  private createChart(name: string, args: AuthorityDistributionArgs): pulumi.Resource {
    const { registryLoginServer, namespaces: targetNamespaces, waitFor } = args;
    const size = { containers: [TRUST_MANAGER_SIZE], maxPods: TRUST_MANAGER_PODS };
    const namespace = createAddonNamespace(
      `${name}-space`,
      { namespace: TRUST_MANAGER_NAMESPACE, size, webhookPort: TRUST_MANAGER_WEBHOOK_PORT, ...args },
      this,
    );
    const options = { parent: this, dependsOn: [...namespace, ...waitFor] };
    return createTrustManager(`${name}-trust-manager`, { registryLoginServer, targetNamespaces }, options);
  }

  private createSource(name: string, { issuerName }: AuthorityDistributionArgs, chart: pulumi.Resource): pulumi.Resource {
    const names = { objectName: NAME, namespace: TRUST_MANAGER_NAMESPACE, workload: TRUST_MANAGER_NAMESPACE };
    return createInternalCertificate(
      `${name}-source`,
      { ...names, dnsNames: [], commonName: TRUST_MANAGER_NAMESPACE, usage: "client auth", issuerName },
      { parent: this, dependsOn: [chart] },
    );
  }

  private createBundle(name: string, { namespaces }: AuthorityDistributionArgs, source: pulumi.Resource): CustomResource {
    const selector = { matchExpressions: [{ key: NAMESPACE_NAME_LABEL, operator: "In", values: [...namespaces] }] };
    return new CustomResource(
      `${name}-bundle`,
      {
        apiVersion: "trust.cert-manager.io/v1alpha1",
        kind: "Bundle",
        // Policies that refer to a ConfigMap that does not exist make the gateway refuse every request.
        metadata: { name: NAME, labels: labelsOf(NAME), annotations: { "pulumi.com/waitFor": "condition=Synced" } },
        spec: {
          sources: [{ secret: { name: NAME, key: KEY } }],
          target: { configMap: { key: KEY }, namespaceSelector: selector },
        },
      },
      { parent: this, dependsOn: [source] },
    );
  }
}
