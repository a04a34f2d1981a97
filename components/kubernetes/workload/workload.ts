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
import { portName } from "./application";
import { createAuthority } from "./calls";
import { createMeshPolicies, injectionLabel, PROXY_SIZE } from "./mesh";
import { podTemplate, sidecarSecretsName } from "./podTemplate";
import { createAutoscaler, createDisruptionBudget } from "./scaling";
import { createServerCertificate, type ServerCertificateArgs } from "./serverCertificate";
import type { WorkloadArgs } from "./workloadArgs";
import { workloadEgress, workloadIngress } from "./workloadTraffic";

/** Ports of a Service: of one whose pods terminate TLS, and of one that receives plain HTTP. */
const SERVICE_PORTS = { https: 443, http: 80 } as const;

/** The reason why a Service receives plain HTTP, for those who read the cluster. */
const PLAIN_HTTP_REASON = "hardened-aks/plain-http-reason";

/** The reason why a workload is not in the mesh, likewise. */
const OUTSIDE_MESH_REASON = "hardened-aks/outside-mesh-reason";

/** Where the gateway and other workloads send requests. */
export interface WorkloadService {
  /** Name of the Service. */
  readonly name: string;
  /** Its port. */
  readonly port: number;
  /** Whether the pods terminate TLS, with a certificate for the Service's host name. */
  readonly tls: boolean;
  /** The Service, which routes depend on: it changes when pods that fit to it are ready. */
  readonly resource: core.Service;
}

type ChildOptions = pulumi.CustomResourceOptions & { readonly dependsOn: readonly pulumi.Resource[] };

/** An application, with the hardened sidecar if configured, in a separate namespace that denies all traffic not configured. */
export class Workload extends pulumi.ComponentResource {
  /** Name of the namespace; a plain string, known during preview. */
  readonly namespace: string;
  /** Service that receives the requests of the gateway and of other workloads; undefined where there are none. */
  readonly service: WorkloadService | undefined;
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
      ...this.createMeshPolicies(name, args, childOptions),
      ...this.createSecrets(name, args, childOptions),
      ...this.createCertificates(name, args, childOptions),
    ];
    this.deployment = this.createDeployment(name, args, { ...childOptions, dependsOn: [...childOptions.dependsOn, ...prerequisites] });
    // After the pods: where an application does not serve the protocol that is configured, the old pods remain reachable.
    this.service = this.createService(name, args, { ...childOptions, dependsOn: [...childOptions.dependsOn, this.deployment] });
    createDisruptionBudget(`${name}-disruption`, { workload: args.name, replicas: args.config.replicas }, childOptions);
    createAutoscaler(`${name}-autoscaler`, { workload: args.name, replicas: args.config.replicas }, childOptions);
    this.namespace = args.name;
    this.serviceAccountSubject = serviceAccountSubject(args.name);
    this.registerOutputs({ namespace: this.namespace, serviceName: this.service?.name, serviceAccountSubject: this.serviceAccountSubject });
  }

  private checkCredential({ name, config: { sidecar }, production }: WorkloadArgs): void {
    if (production && sidecar?.credential.type === "clientSecret") {
      throw new pulumi.RunError(
        `workload ${name}: sidecar.credential.type: clientSecret is refused in production; use managedIdentity, application or keyVaultCertificate`,
      );
    }
  }

  private createNamespace(name: string, args: WorkloadArgs): WorkloadNamespace {
    const { podSecurityVersion, mesh } = args;
    const labels = mesh === undefined ? {} : injectionLabel(mesh);
    return new WorkloadNamespace(
      `${name}-space`,
      { namespace: args.name, podSecurityVersion, size: sizeOf(args), labels },
      { parent: this },
    );
  }

  private createAccount(name: string, args: WorkloadArgs, opts: pulumi.CustomResourceOptions): core.ServiceAccount {
    const metadata = { name: args.name, namespace: args.name, labels: labelsOf(args.name), annotations: accountAnnotations(args) };
    return new core.ServiceAccount(`${name}-account`, { metadata, automountServiceAccountToken: false }, opts);
  }

  private createTraffic(name: string, args: WorkloadArgs, opts: pulumi.CustomResourceOptions): pulumi.Resource {
    const target = { namespace: args.name, policy: args.name, pods: args.name };
    return createPodTrafficPolicy(`${name}-traffic`, { ...target, ingress: workloadIngress(args), egress: workloadEgress(args) }, opts);
  }

  private createMeshPolicies(name: string, args: WorkloadArgs, opts: pulumi.CustomResourceOptions): readonly pulumi.Resource[] {
    const { name: workload, config, mesh, callers = [] } = args;
    if (mesh === undefined) return [];
    const { gatewayPrincipal } = mesh;
    return createMeshPolicies(
      name,
      { workload, port: config.port, isPublished: config.ingress !== undefined, callers, gatewayPrincipal },
      opts,
    );
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

  private createCertificates(name: string, { name: workload, serverCertificate, authority }: WorkloadArgs, opts: ChildOptions) {
    const after = ({ waitFor }: ServerCertificateArgs) => ({ ...opts, dependsOn: [...opts.dependsOn, ...waitFor] });
    return [
      ...(serverCertificate === undefined
        ? []
        : [createServerCertificate(`${name}-server-certificate`, workload, serverCertificate, after(serverCertificate))]),
      ...(authority === undefined ? [] : [createAuthority(`${name}-authority`, workload, authority, after(authority))]),
    ];
  }

  private createDeployment(name: string, args: WorkloadArgs, opts: pulumi.CustomResourceOptions): apps.Deployment {
    return new apps.Deployment(
      `${name}-deployment`,
      {
        metadata: { name: args.name, namespace: args.name, labels: labelsOf(args.name), ...outsideMeshAnnotations(args) },
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

  private createService(name: string, args: WorkloadArgs, opts: pulumi.CustomResourceOptions): WorkloadService | undefined {
    const { ingress, plainHttp, port: targetPort } = args.config;
    if (ingress === undefined && (args.callers ?? []).length === 0) return undefined;
    const protocol = portName(args);
    const port = SERVICE_PORTS[protocol];
    const annotations = plainHttp === undefined ? {} : { annotations: { [PLAIN_HTTP_REASON]: plainHttp.reason } };
    const resource = new core.Service(
      `${name}-service`,
      {
        metadata: { name: args.name, namespace: args.name, labels: labelsOf(args.name), ...annotations },
        spec: {
          type: "ClusterIP",
          selector: selectorOf(args.name),
          ports: [{ name: protocol, port, targetPort, protocol: "TCP", appProtocol: protocol }],
        },
      },
      opts,
    );
    return { name: args.name, port, tls: protocol === "https", resource };
  }
}

function outsideMeshAnnotations({ config: { outsideMesh } }: WorkloadArgs) {
  return outsideMesh === undefined ? {} : { annotations: { [OUTSIDE_MESH_REASON]: outsideMesh.reason } };
}

/**
 * Client id that the account's token is exchanged for: the sidecar's application where the sidecar signs in with the token, else the
 * managed identity, which the application and the Secrets Store CSI driver use.
 */
function accountAnnotations({ config: { sidecar }, identity, tenantId }: WorkloadArgs) {
  const clientId = sidecar?.credential.type === "application" ? sidecarClientId(sidecar.credential, identity.clientId) : identity.clientId;
  return { "azure.workload.identity/client-id": clientId, "azure.workload.identity/tenant-id": tenantId };
}

function sizeOf({ config, mesh }: WorkloadArgs): NamespaceSize {
  const containers = [config, ...(config.sidecar === undefined ? [] : [config.sidecar]), ...(mesh === undefined ? [] : [PROXY_SIZE])];
  return { containers, maxPods: config.replicas.max };
}
