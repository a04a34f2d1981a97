import type { Provider } from "@pulumi/kubernetes/provider";
import * as pulumi from "@pulumi/pulumi";
import type { FrontDoor } from "../azure/edge/frontDoor";
import type { OriginArgs } from "../azure/edge/frontDoorOrigins";
import type { ContainerRegistry } from "../azure/registry/registry";
import type { WorkloadConfig } from "../config/schema";
import { createClusterProvider } from "../kubernetes/access/provider";
import { Addons, type PublicIssuerArgs } from "../kubernetes/addons/addons";
import { AuthorityDistribution } from "../kubernetes/addons/authorityDistribution";
import {
  EdgeGateway,
  type EdgeRoute,
  edgeNamespace,
  GATEWAY_PRINCIPAL,
  readsAuthorityFromConfigMap,
} from "../kubernetes/gateway/edgeGateway";
import { Workload } from "../kubernetes/workload/workload";
import type { WorkloadArgs, WorkloadCall } from "../kubernetes/workload/workloadArgs";
import { terminatesTls } from "../plan/backendTls";
import { callersOf, urlVariable } from "../plan/calls";
import { shortHash } from "../plan/hash";
import { isInMesh } from "../plan/mesh";
import type { PlatformPlan, StampPlan } from "../plan/plan";
import { applicationSecrets, secretsRevision } from "../plan/secrets";
import { requireEntry } from "../requireEntry";
import { StampIngress } from "./ingress";
import type { Stamp } from "./stamp";

export interface StampWorkloadsArgs {
  /** Plan of the environment. */
  readonly plan: PlatformPlan;
  /** Plan of the stamp. */
  readonly stampPlan: StampPlan;
  /** Stamp whose cluster runs the workloads. */
  readonly stamp: Stamp;
  /** Container registry that all images are pulled from. */
  readonly registry: ContainerRegistry;
  /** Front Door whose requests the gateway accepts. */
  readonly frontDoor: FrontDoor;
}

/** Kubernetes resources of one cluster: add-ons, workloads, and the gateway that accepts requests of this stack's Front Door only. */
export class StampWorkloads extends pulumi.ComponentResource {
  /** This stamp as an origin of Front Door. */
  readonly origin: OriginArgs;

  constructor(
    private readonly logicalName: string,
    private readonly args: StampWorkloadsArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("hardened-aks:stamp:Workloads", logicalName, {}, opts);
    const { plan, stampPlan, stamp } = args;
    const childOptions = { parent: this, provider: this.createProvider() };
    const addons = this.createAddons(childOptions);
    const workloads = Object.keys(plan.config.workloads).map((name) => this.createWorkload(name, addons, childOptions));
    const ingress = new StampIngress(`${logicalName}-ingress`, { plan, stampPlan, stamp }, { parent: this });
    const gateway = this.createGateway(addons, ingress, workloads, childOptions);
    this.origin = { ...ingress.origin(), dependsOn: [gateway.loadBalancer] };
    this.registerOutputs({});
  }

  private createProvider(): Provider {
    const { plan, stamp } = this.args;
    return createClusterProvider(
      `${this.logicalName}-provider`,
      {
        clusterId: stamp.cluster.id,
        resourceGroupName: stamp.context.resourceGroupName,
        clusterName: stamp.cluster.clusterName,
        login: plan.config.kubernetes.login,
        dependsOn: stamp.ready,
      },
      { parent: this },
    );
  }

  private createAddons(opts: pulumi.ComponentResourceOptions): Addons {
    const { plan, stampPlan, registry } = this.args;
    return new Addons(
      `${this.logicalName}-addons`,
      {
        registryLoginServer: registry.loginServer,
        publicIssuer: this.publicIssuer(),
        resolvers: plan.config.publicDns.resolvers ?? [],
        privateEndpointCidr: stampPlan.subnets.privateEndpoints.addressPrefix,
        apiServerCidr: stampPlan.subnets.apiServer.addressPrefix,
        podSecurityVersion: plan.config.kubernetes.podSecurityVersion,
        externalSecrets: plan.config.kubernetes.externalSecrets,
      },
      opts,
    );
  }

  private publicIssuer(): PublicIssuerArgs {
    const { plan, stampPlan, stamp } = this.args;
    if (plan.originIssuer.type === "existing") return plan.originIssuer;
    const { tenantId, subscriptionId } = stamp.context;
    const identity = { clientId: stamp.identities.certManager().clientId, tenantId };
    const { acmeAccount } = stampPlan;
    const binding = acmeAccount === undefined ? {} : { account: { ...acmeAccount, vaultName: stamp.data.vault.vaultName } };
    return { ...plan.originIssuer, ...binding, zone: plan.originZone, subscriptionId, identity };
  }

  private createWorkload(name: string, addons: Addons, opts: pulumi.ComponentResourceOptions): Workload {
    return new Workload(`${this.logicalName}-${name}`, this.workloadArgs(name, addons), opts);
  }

  private workloadArgs(name: string, addons: Addons): WorkloadArgs {
    const { plan, stampPlan, stamp, registry } = this.args;
    const config = requireEntry(plan.config.workloads, name, "workload");
    const { data, context } = stamp;
    const pool = config.pool === undefined ? undefined : plan.config.cluster.userPools[config.pool];
    return {
      name,
      config,
      sidecarImage: plan.config.sidecarImage,
      registryLoginServer: registry.loginServer,
      identity: stamp.identities.workload(name),
      tenantId: context.tenantId,
      vaultName: data.vault.vaultName,
      vaultSecrets: applicationSecrets(config, plan.config),
      ...(data.postgres === undefined ? {} : { database: { host: data.postgres.fullyQualifiedDomainName, user: this.databaseUser(name) } }),
      ...(data.storage === undefined ? {} : { blobContainerUrl: pulumi.interpolate`${data.storage.blobEndpoint}${name}` }),
      ...(data.eventHubs === undefined ? {} : { eventHub: { host: data.eventHubs.host, name: data.eventHubs.hubName } }),
      privateEndpointCidr: stampPlan.subnets.privateEndpoints.addressPrefix,
      ingressNamespace: edgeNamespace(plan.config.ingress.controller),
      ...(this.hasTls(name) ? { serverCertificate: { issuerName: addons.internalIssuer, waitFor: addons.ready } } : {}),
      callers: callersOf(plan.config.workloads, name),
      calls: config.calls.map((callee) => this.callTo(callee)),
      ...(config.calls.some((callee) => this.hasTls(callee))
        ? { authority: { issuerName: addons.internalIssuer, waitFor: addons.ready } }
        : {}),
      ...this.meshArgs(config),
      podSecurityVersion: plan.config.kubernetes.podSecurityVersion,
      production: plan.production,
      ...(pool === undefined ? {} : { poolTaints: pool.taints }),
      secretsRevision: secretsRevision(config, plan),
    };
  }

  private hasTls(name: string): boolean {
    return terminatesTls(this.args.plan.config, name);
  }

  private meshArgs(workload: WorkloadConfig): Pick<WorkloadArgs, "mesh" | "refusesInjection"> {
    const { serviceMesh, ingress } = this.args.plan.config;
    if (serviceMesh.mode === "off") return {};
    if (!isInMesh(workload, serviceMesh)) return { refusesInjection: true };
    return { mesh: { revision: ingress.istioRevision, gatewayPrincipal: GATEWAY_PRINCIPAL } };
  }

  private callTo(name: string): WorkloadCall {
    const { port: podPort } = requireEntry(this.args.plan.config.workloads, name, "workload");
    return { name, podPort, tls: this.hasTls(name), variable: urlVariable(name) };
  }

  /** With Entra authentication, the database role has the identity's name (PostgreSQL flexible server: Microsoft Entra authentication). */
  private databaseUser(name: string): pulumi.Input<string> {
    const { authentication } = this.args.plan.config.postgres;
    return authentication.type === "password" ? authentication.administratorLogin : this.args.stamp.identities.workload(name).identityName;
  }

  /** The authority's certificate where the gateway's controller reads it; undefined if the gateway verifies no workload in that way. */
  private distributeAuthority(
    addons: Addons,
    workloads: readonly Workload[],
    opts: pulumi.ComponentResourceOptions,
  ): AuthorityDistribution | undefined {
    const { plan, stampPlan, registry } = this.args;
    const verified = workloads.filter((workload) => routesTo(workload, plan).some(({ tls }) => tls));
    if (verified.length === 0 || !readsAuthorityFromConfigMap(plan.config.ingress.controller)) return undefined;
    return new AuthorityDistribution(
      `${this.logicalName}-authority`,
      {
        registryLoginServer: registry.loginServer,
        apiServerCidr: stampPlan.subnets.apiServer.addressPrefix,
        podSecurityVersion: plan.config.kubernetes.podSecurityVersion,
        issuerName: addons.internalIssuer,
        namespaces: verified.map(({ namespace }) => namespace),
        waitFor: [...addons.ready, ...verified.flatMap(({ namespaceReady }) => namespaceReady)],
      },
      opts,
    );
  }

  private createGateway(
    addons: Addons,
    ingress: StampIngress,
    workloads: readonly Workload[],
    opts: pulumi.ComponentResourceOptions,
  ): EdgeGateway {
    const { plan, stampPlan, registry, frontDoor } = this.args;
    const { domains } = plan.config.frontDoor;
    const authority = this.distributeAuthority(addons, workloads, opts);
    return new EdgeGateway(
      `${this.logicalName}-gateway`,
      {
        controller: plan.config.ingress,
        originHost: stampPlan.originHost,
        location: stampPlan.region,
        hosts: domains,
        frontDoorId: frontDoor.frontDoorId,
        ingressSubnetName: stampPlan.subnets.ingress.name,
        ingressAddress: stampPlan.subnets.ingressAddress,
        ...(ingress.privateLink === undefined ? {} : { privateLink: ingress.privateLink }),
        ...(ingress.publicAddress === undefined ? {} : { publicAddress: ingress.publicAddress }),
        routes: workloads.flatMap((workload) => routesTo(workload, plan)),
        waitFor: [...addons.ready, ...workloads.flatMap(({ namespaceReady }) => namespaceReady), ...(authority?.ready ?? [])],
        services: workloads.flatMap(({ service }) => (service === undefined ? [] : [service.resource])),
        deployments: workloads.map(({ deployment }) => deployment),
        issuerName: addons.publicIssuer,
        internalIssuerName: addons.internalIssuer,
        ...(authority === undefined ? {} : { authorityConfigMap: authority.configMapName }),
        registryLoginServer: registry.loginServer,
        podSecurityVersion: plan.config.kubernetes.podSecurityVersion,
        probePath: plan.config.frontDoor.probePath,
        revision: deployedImages(plan),
      },
      opts,
    );
  }
}

/** Gateway routes to a workload; none without ingress. */
function routesTo({ namespace, service }: Workload, { config }: PlatformPlan): readonly EdgeRoute[] {
  const workload = requireEntry(config.workloads, namespace, "workload");
  const { ingress, port: podPort } = workload;
  if (ingress === undefined || service === undefined) return [];
  const { name, port, tls } = service;
  const mesh = isInMesh(workload, config.serviceMesh) ? { inMesh: true } : {};
  return [{ workload: namespace, namespace, service: name, port, tls, ...mesh, podPort, paths: ingress.paths }];
}

/** Hash of the workloads' images: changes when one of them changes. */
function deployedImages({ config }: PlatformPlan): string {
  return shortHash(
    Object.values(config.workloads).map(({ image }) => image),
    8,
  );
}
