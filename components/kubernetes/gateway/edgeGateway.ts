import * as core from "@pulumi/kubernetes/core/v1";
import * as pulumi from "@pulumi/pulumi";
import type { IngressConfig } from "../../config/schema";
import { labelsOf } from "../pod/labels";
import { restrictedNamespaceLabels } from "../pod/podSecurity";
import type { Controller, EdgeGatewayArgs, Routing, RoutingOptions } from "./args";
import { createCertificate } from "./certificate";
import { parseFrontDoorId } from "./frontDoorId";
import { gatewayApi } from "./gatewayApi";
import { createGatewayIsolation } from "./gatewayIsolation";
import { istio } from "./istio";
import { createLoadBalancer, EDGE_SERVICE } from "./loadBalancer";
import { nginx } from "./nginx";
import { createSmokeTest } from "./smokeTest";

export type { EdgeGatewayArgs, EdgeRoute, PrivateLinkArgs, PublicAddressArgs } from "./args";
export { GATEWAY_PRINCIPAL } from "./istio";

const CONTROLLERS: Readonly<Record<IngressConfig["controller"], Controller>> = { istio, "gateway-api": gatewayApi, nginx };

const CERTIFICATE = "edge-tls";

/** Namespace of the gateway's pods: the only one from which workloads accept requests. */
export function edgeNamespace(controller: IngressConfig["controller"]): string {
  return CONTROLLERS[controller].namespace;
}

/** Whether a controller reads the authority of the workloads' certificates from a ConfigMap in each of their namespaces. */
export function readsAuthorityFromConfigMap(controller: IngressConfig["controller"]): boolean {
  return CONTROLLERS[controller].readsAuthorityFromConfigMap;
}

/** Ingress of a stamp: load balancer, certificate, and routes that accept only requests with the id of this stack's Front Door. */
export class EdgeGateway extends pulumi.ComponentResource {
  /** Namespace of the gateway's pods. */
  readonly namespace: string;
  /** Name of the load balancer's Service. */
  readonly serviceName: string;
  /** Load balancer with its Private Link Service, which Front Door's origin depends on. */
  readonly loadBalancer: core.Service;
  /** Job that succeeds when the gateway accepts requests with Front Door's id and refuses all others. */
  readonly smokeTestJob: pulumi.Resource;

  constructor(name: string, args: EdgeGatewayArgs, opts?: pulumi.ComponentResourceOptions) {
    super("hardened-aks:kubernetes:EdgeGateway", name, {}, opts);
    const controller = CONTROLLERS[args.controller.controller];
    const frontDoorId = pulumi.output(args.frontDoorId).apply(parseFrontDoorId);
    const namespace = this.createNamespace(name, controller, args);
    const isolation = createGatewayIsolation(name, controller, args, { parent: this, dependsOn: [namespace] });
    const childOptions = { parent: this, dependsOn: [namespace, ...isolation, ...args.waitFor] };
    const certificate = this.createCertificate(name, controller, args, childOptions);
    const routeOptions = { ...childOptions, dependsOn: [...childOptions.dependsOn, certificate] };
    const { entry, routes } = this.createRoutes(name, controller, args, frontDoorId, routeOptions);
    // Created after the entry: nothing is reachable before the check of the id is in place, which each route brings for itself.
    this.loadBalancer = createLoadBalancer(`${name}-load-balancer`, controller, args, {
      ...childOptions,
      dependsOn: [namespace, ...isolation, ...entry],
    });
    const testOptions = { parent: this, dependsOn: [this.loadBalancer, ...routes, ...args.deployments] };
    this.smokeTestJob = createSmokeTest(`${name}-smoke-test`, controller, { ...args, frontDoorId }, testOptions);
    this.namespace = controller.namespace;
    this.serviceName = EDGE_SERVICE;
    this.registerOutputs({ namespace: this.namespace, serviceName: this.serviceName });
  }

  private createNamespace(name: string, { namespace, owner }: Controller, args: EdgeGatewayArgs): pulumi.Resource {
    const { podSecurityVersion, controller } = args;
    const standard = owner === "azure" ? {} : restrictedNamespaceLabels(podSecurityVersion, controller.gatewayPodSecurity);
    const metadata = { name: namespace, labels: { "hardened-aks/edge": "true", ...standard } };
    if (owner !== "platform") return new core.NamespacePatch(`${name}-namespace`, { metadata }, { parent: this });
    return new core.Namespace(
      `${name}-namespace`,
      { metadata: { ...metadata, labels: { ...labelsOf(namespace), ...metadata.labels } } },
      { parent: this },
    );
  }

  private createCertificate(name: string, { namespace }: Controller, args: EdgeGatewayArgs, opts: pulumi.CustomResourceOptions) {
    const certificate = { objectName: CERTIFICATE, namespace, dnsNames: [args.originHost], issuerName: args.issuerName };
    return createCertificate(`${name}-certificate-${namespace}`, certificate, opts);
  }

  private createRoutes(
    name: string,
    controller: Controller,
    args: EdgeGatewayArgs,
    frontDoorId: pulumi.Output<string>,
    opts: RoutingOptions,
  ): Routing {
    const { originHost, location, routes, internalIssuerName, authorityConfigMap, services } = args;
    const hosts = [originHost, ...args.hosts.filter((host) => host !== originHost)];
    return controller.createRoutes(
      name,
      {
        controller: args.controller,
        hosts,
        originHost,
        location,
        frontDoorId,
        routes,
        certificateSecret: CERTIFICATE,
        internalIssuerName,
        ...(authorityConfigMap === undefined ? {} : { authorityConfigMap }),
        services,
      },
      opts,
    );
  }
}
