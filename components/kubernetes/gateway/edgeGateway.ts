import * as core from "@pulumi/kubernetes/core/v1";
import * as pulumi from "@pulumi/pulumi";
import type { IngressConfig } from "../../config/schema";
import { labelsOf } from "../pod/labels";
import { restrictedNamespaceLabels } from "../pod/podSecurity";
import type { Controller, EdgeGatewayArgs } from "./args";
import { certificate } from "./certificate";
import { checkedFrontDoorId } from "./frontDoorId";
import { gatewayApi } from "./gatewayApi";
import { istio } from "./istio";
import { EDGE_SERVICE, loadBalancer } from "./loadBalancer";
import { nginx } from "./nginx";
import { smokeTest } from "./smokeTest";

export type { EdgeGatewayArgs, EdgeRoute, PrivateLinkArgs, PublicAddressArgs } from "./args";

const CONTROLLERS: Readonly<Record<IngressConfig["controller"], Controller>> = { istio, "gateway-api": gatewayApi, nginx };

const CERTIFICATE = "edge-tls";

/** Namespace of the gateway's pods: the only one from which workloads accept requests. */
export function edgeNamespace(controller: IngressConfig["controller"]): string {
  return CONTROLLERS[controller].namespace;
}

/** The stamp's entrance: load balancer, certificate, and routes that let through what carries this Front Door's id, nothing else. */
export class EdgeGateway extends pulumi.ComponentResource {
  /** Namespace of the gateway's pods. */
  readonly namespace: string;
  /** Service in front of them. */
  readonly serviceName: string;
  /** Load balancer with its Private Link Service: Front Door's origin can be made once it stands. */
  readonly loadBalancer: core.Service;
  /** Done when the gateway answers Front Door and refuses everybody else. */
  readonly checked: pulumi.Resource;

  constructor(name: string, args: EdgeGatewayArgs, opts?: pulumi.ComponentResourceOptions) {
    super("hardened-aks:kubernetes:EdgeGateway", name, {}, opts);
    const controller = CONTROLLERS[args.controller.controller];
    const frontDoorId = pulumi.output(args.frontDoorId).apply(checkedFrontDoorId);
    const namespace = this.createNamespace(name, controller, args);
    const inside = { parent: this, dependsOn: [namespace, ...args.waitFor] };
    const certificates = this.createCertificates(name, controller, args, inside);
    const routes = this.createRoutes(name, controller, args, frontDoorId, { ...inside, dependsOn: [...inside.dependsOn, ...certificates] });
    // Last: nothing is reachable before the check stands.
    this.loadBalancer = loadBalancer(`${name}-load-balancer`, controller, args, { ...inside, dependsOn: [namespace, ...routes] });
    const tested = { parent: this, dependsOn: [this.loadBalancer, ...args.serving] };
    this.checked = smokeTest(`${name}-smoke-test`, controller, { ...args, frontDoorId }, tested);
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

  private createCertificates(name: string, controller: Controller, args: EdgeGatewayArgs, opts: pulumi.CustomResourceOptions) {
    const shared = { objectName: CERTIFICATE, dnsNames: [args.originHost], issuerName: args.issuerName };
    return controller
      .certificateNamespaces(args.routes)
      .map((namespace) => certificate(`${name}-certificate-${namespace}`, { ...shared, namespace }, opts));
  }

  private createRoutes(
    name: string,
    controller: Controller,
    args: EdgeGatewayArgs,
    frontDoorId: pulumi.Output<string>,
    opts: pulumi.CustomResourceOptions,
  ): readonly pulumi.Resource[] {
    const { originHost, routes } = args;
    const hosts = [originHost, ...args.hosts.filter((host) => host !== originHost)];
    return controller.route(
      name,
      { controller: args.controller, hosts, originHost, frontDoorId, routes, certificateSecret: CERTIFICATE },
      opts,
    );
  }
}
