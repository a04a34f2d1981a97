import * as apps from "@pulumi/kubernetes/apps/v1";
import * as core from "@pulumi/kubernetes/core/v1";
import * as pulumi from "@pulumi/pulumi";
import { WorkloadNamespace } from "../namespace/namespace";
import { createPodTrafficPolicy } from "../namespace/networkPolicies";
import { type NamespaceSize, SURGE_PERCENT } from "../namespace/quota";
import { labelsOf, selectorOf } from "../pod/labels";
import { createSecretProviderClass, type VaultObject } from "../pod/secretProviderClass";
import { serviceAccountSubject } from "../pod/workloadIdentity";
import { sidecarClientId, sidecarVaultObjects } from "../sidecar/sidecarCredentials";
import { podTemplate, sidecarSecretsName } from "./podTemplate";
import { createAutoscaler, createDisruptionBudget } from "./scaling";
import type { WorkloadArgs } from "./workloadArgs";
import { workloadEgress, workloadIngress } from "./workloadTraffic";

/** Port of the Service. Plain HTTP: TLS terminates at the gateway, and only the gateway's pods may connect. */
export const SERVICE_PORT = 80;

/** An application, with the hardened sidecar if configured, in a separate namespace that denies all traffic not configured. */
export class Workload extends pulumi.ComponentResource {
  /** Name of the namespace; a plain string, known during preview. */
  readonly namespace: string;
  /** Name of the Service that receives the gateway's requests; undefined without ingress. */
  readonly serviceName: string | undefined;
  /** Subject that federated credentials must contain. */
  readonly serviceAccountSubject: string;
  /** Resources that every object in the namespace depends on. */
  readonly namespaceReady: readonly pulumi.Resource[];
  /** Deployment of the application; its creation completes when the pods are ready. */
  readonly deployment: apps.Deployment;

  constructor(name: string, args: WorkloadArgs, opts?: pulumi.ComponentResourceOptions) {
    super("hardened-aks:kubernetes:Workload", name, {}, opts);
    this.checkCredential(args);
    const namespace = this.createNamespace(name, args);
    this.namespaceReady = namespace.ready;
    const childOptions = { parent: this, dependsOn: [...namespace.ready] };
    const prerequisites = [
      this.createAccount(name, args, childOptions),
      this.createTraffic(name, args, childOptions),
      ...this.createSecrets(name, args, childOptions),
    ];
    this.deployment = this.createDeployment(name, args, { ...childOptions, dependsOn: [...childOptions.dependsOn, ...prerequisites] });
    this.serviceName = this.createService(name, args, childOptions);
    createDisruptionBudget(`${name}-disruption`, { workload: args.name, replicas: args.config.replicas }, childOptions);
    createAutoscaler(`${name}-autoscaler`, { workload: args.name, replicas: args.config.replicas }, childOptions);
    this.namespace = args.name;
    this.serviceAccountSubject = serviceAccountSubject(args.name);
    this.registerOutputs({ namespace: this.namespace, serviceName: this.serviceName, serviceAccountSubject: this.serviceAccountSubject });
  }

  private checkCredential({ name, config: { sidecar }, production }: WorkloadArgs): void {
    if (production && sidecar?.credential.type === "clientSecret") {
      throw new pulumi.RunError(
        `workload ${name}: sidecar.credential.type: clientSecret is refused in production; use managedIdentity, application or keyVaultCertificate`,
      );
    }
  }

  private createNamespace(name: string, args: WorkloadArgs): WorkloadNamespace {
    const { podSecurityVersion } = args;
    return new WorkloadNamespace(`${name}-space`, { namespace: args.name, podSecurityVersion, size: sizeOf(args) }, { parent: this });
  }

  private createAccount(name: string, args: WorkloadArgs, opts: pulumi.CustomResourceOptions): core.ServiceAccount {
    const metadata = { name: args.name, namespace: args.name, labels: labelsOf(args.name), annotations: accountAnnotations(args) };
    return new core.ServiceAccount(`${name}-account`, { metadata, automountServiceAccountToken: false }, opts);
  }

  private createTraffic(name: string, args: WorkloadArgs, opts: pulumi.CustomResourceOptions): pulumi.Resource {
    const target = { namespace: args.name, policy: args.name, pods: args.name };
    return createPodTrafficPolicy(`${name}-traffic`, { ...target, ingress: workloadIngress(args), egress: workloadEgress(args) }, opts);
  }

  /** Two SecretProviderClasses, because the application must not be able to read the sidecar's credential. */
  private createSecrets(name: string, args: WorkloadArgs, opts: pulumi.CustomResourceOptions): readonly pulumi.Resource[] {
    const { config, identity, tenantId, vaultName } = args;
    const create = (suffix: string, objectName: string, objects: readonly VaultObject[]) =>
      objects.length === 0
        ? []
        : [
            createSecretProviderClass(
              `${name}-${suffix}`,
              { objectName, namespace: args.name, workload: args.name, clientId: identity.clientId, tenantId, vaultName, objects },
              opts,
            ),
          ];
    const own = args.vaultSecrets.map((objectName) => ({ objectName }));
    const sidecars = config.sidecar === undefined ? [] : sidecarVaultObjects(config.sidecar);
    return [...create("secrets", args.name, own), ...create("secrets-sidecar", sidecarSecretsName(args.name), sidecars)];
  }

  private createDeployment(name: string, args: WorkloadArgs, opts: pulumi.CustomResourceOptions): apps.Deployment {
    return new apps.Deployment(
      `${name}-deployment`,
      {
        metadata: { name: args.name, namespace: args.name, labels: labelsOf(args.name) },
        spec: {
          // No replicas: the autoscaler sets the number, and a value here would reset it at each deployment.
          revisionHistoryLimit: 5,
          minReadySeconds: 10,
          strategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 0, maxSurge: `${SURGE_PERCENT}%` } },
          selector: { matchLabels: selectorOf(args.name) },
          template: podTemplate(args),
        },
      },
      opts,
    );
  }

  private createService(name: string, args: WorkloadArgs, opts: pulumi.CustomResourceOptions): string | undefined {
    if (args.config.ingress === undefined) return undefined;
    const ports = [{ name: "http", port: SERVICE_PORT, targetPort: args.config.port, protocol: "TCP", appProtocol: "http" }];
    new core.Service(
      `${name}-service`,
      {
        metadata: { name: args.name, namespace: args.name, labels: labelsOf(args.name) },
        spec: { type: "ClusterIP", selector: selectorOf(args.name), ports },
      },
      opts,
    );
    return args.name;
  }
}

/**
 * Client id that the account's token is exchanged for: the sidecar's application where the sidecar signs in with the token, else the
 * managed identity, which the application and the Secrets Store CSI driver use.
 */
function accountAnnotations({ config: { sidecar }, identity, tenantId }: WorkloadArgs) {
  const clientId = sidecar?.credential.type === "application" ? sidecarClientId(sidecar.credential, identity.clientId) : identity.clientId;
  return { "azure.workload.identity/client-id": clientId, "azure.workload.identity/tenant-id": tenantId };
}

function sizeOf({ config }: WorkloadArgs): NamespaceSize {
  return { containers: [config, ...(config.sidecar === undefined ? [] : [config.sidecar])], maxPods: config.replicas.max };
}
