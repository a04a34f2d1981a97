import type * as pulumi from "@pulumi/pulumi";
import type { IngressConfig } from "../../config/schema";

/** Requests that go to one workload. */
export interface EdgeRoute {
  /** Name of the workload. */
  readonly workload: string;
  /** Namespace of its Service. */
  readonly namespace: string;
  /** Service the gateway sends them to. */
  readonly service: string;
  /** Port of that Service. */
  readonly port: number;
  /** Path prefixes, matched by whole segments: `/api` takes `/api/x`, not `/apix`. */
  readonly paths: readonly string[];
}

/** Private Link Service that the load balancer gets. */
export interface PrivateLinkArgs {
  /** Name of the service; fixed, so that Front Door can name its id before it exists. */
  readonly name: string;
  /** Resource group outside the one AKS manages, where nobody may approve connections. */
  readonly resourceGroupName: pulumi.Input<string>;
  /** Subnet for the service's own addresses. */
  readonly subnetName: string;
}

/** Public address of the load balancer, where Front Door does not come through Private Link. */
export interface PublicAddressArgs {
  /** Name of the public IP address. */
  readonly name: string;
  /** Resource group of that address. */
  readonly resourceGroupName: pulumi.Input<string>;
}

export interface EdgeGatewayArgs {
  /** Controller, and how Front Door reaches it. */
  readonly controller: IngressConfig;
  /** Host names that requests may ask for, beside the origin's own. */
  readonly hosts: readonly pulumi.Input<string>[];
  /** Name under which Front Door calls this stamp; the certificate is issued for it. */
  readonly originHost: string;
  /** Id of the Front Door profile; a GUID. Nobody else's requests pass. */
  readonly frontDoorId: pulumi.Input<string>;
  /** Subnet of the internal load balancer. */
  readonly ingressSubnetName: string;
  /** Fixed address in that subnet. */
  readonly ingressAddress: string;
  /** Given with exposure privateLink. */
  readonly privateLink?: PrivateLinkArgs;
  /** Given with exposure publicLoadBalancer. */
  readonly publicAddress?: PublicAddressArgs;
  /** What goes where; plain, because it decides how many objects there are. */
  readonly routes: readonly EdgeRoute[];
  /** ClusterIssuer of the origin's certificate. */
  readonly issuerName: string;
  /** Registry the smoke test's image comes from. */
  readonly registryLoginServer: pulumi.Input<string>;
  /** Version of the Pod Security Standards: `v1.36`. */
  readonly podSecurityVersion: string;
  /** What Front Door probes; the smoke test asks it too, so some route has to serve it. */
  readonly probePath: string;
  /**
   * What must stand before the routes: the issuer with its definitions, and the namespaces routes point into. An argument, since
   * a component's `dependsOn` does not reach its children.
   */
  readonly waitFor: readonly pulumi.Resource[];
  /** What must answer before the smoke test asks: the workloads' Deployments. */
  readonly serving: readonly pulumi.Resource[];
  /** Any text that changes with each deployment of a workload, such as a hash of their images: the smoke test then runs again. */
  readonly revision: string;
}

/** What a controller needs to know to let Front Door's requests through, and only them. */
export interface RoutingArgs {
  readonly controller: IngressConfig;
  /** All host names, the origin's own among them. */
  readonly hosts: readonly pulumi.Input<string>[];
  readonly originHost: string;
  /** Checked to be a GUID. */
  readonly frontDoorId: pulumi.Output<string>;
  readonly routes: readonly EdgeRoute[];
  /** Secret with the origin's certificate. */
  readonly certificateSecret: string;
}

/** One ingress controller, as far as the edge differs by it. */
export interface Controller {
  /** Namespace of the gateway's pods. */
  readonly namespace: string;
  /** Labels of those pods. */
  readonly pods: Readonly<Record<string, string>>;
  /** Port on which they end TLS. */
  readonly tlsPort: number;
  /** Whether the namespace is ours to create, somebody else's to harden, or Azure's to leave alone. */
  readonly owner: "platform" | "user" | "azure";
  /** Namespaces in which the controller looks for the certificate. */
  readonly certificateNamespaces: (routes: readonly EdgeRoute[]) => readonly string[];
  /** Routes with the check of the Front Door id in each. */
  readonly route: (name: string, args: RoutingArgs, opts: pulumi.CustomResourceOptions) => readonly pulumi.Resource[];
}

/** Header in which Front Door says through which profile a request came. */
export const FRONT_DOOR_HEADER = "X-Azure-FDID";
