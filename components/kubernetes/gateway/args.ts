import type * as pulumi from "@pulumi/pulumi";
import type { IngressConfig } from "../../config/schema";

/** Route from the gateway to one workload. */
export interface EdgeRoute {
  /** Name of the workload. */
  readonly workload: string;
  /** Namespace of its Service. */
  readonly namespace: string;
  /** Name of the Service that receives the requests. */
  readonly service: string;
  /** Port of that Service. */
  readonly port: number;
  /** Whether its pods terminate TLS, with a certificate for the Service's host name that the gateway verifies. */
  readonly tls: boolean;
  /**
   * Whether its pods are in the mesh and accept mutual TLS only.
   * @default false: the gateway connects by TLS where the pods terminate it, else by plain HTTP
   */
  readonly inMesh?: boolean;
  /** Port of its pods, to which the gateway's network policy allows connections. */
  readonly podPort: number;
  /** Path prefixes, matched by whole segments: `/api` matches `/api/x`, not `/apix`. */
  readonly paths: readonly string[];
}

/** Private Link Service that AKS creates for the load balancer. */
export interface PrivateLinkArgs {
  /** Name of the service; fixed, so that Front Door can refer to its resource id before it exists. */
  readonly name: string;
  /** Resource group of the service; not the node resource group, which is locked against the approval of connections. */
  readonly resourceGroupName: pulumi.Input<string>;
  /** Name of the subnet of the service's NAT addresses. */
  readonly subnetName: string;
}

/** Public IP address of the load balancer, for the exposure publicLoadBalancer. */
export interface PublicAddressArgs {
  /** Name of the public IP address. */
  readonly name: string;
  /** Resource group of that address. */
  readonly resourceGroupName: pulumi.Input<string>;
}

export interface EdgeGatewayArgs {
  /** Configuration of the ingress: the controller and its exposure to Front Door. */
  readonly controller: IngressConfig;
  /** Host names that the gateway accepts in addition to the origin's. */
  readonly hosts: readonly pulumi.Input<string>[];
  /** Host name that Front Door uses for this stamp; the certificate is issued for it. */
  readonly originHost: string;
  /** Azure region of the stamp, in ARM form; the answers of workloads name it in X-Server-Location. */
  readonly location: string;
  /** Id (GUID) of the Front Door profile; requests through any other profile are refused. */
  readonly frontDoorId: pulumi.Input<string>;
  /** Name of the subnet of the internal load balancer. */
  readonly ingressSubnetName: string;
  /** Static IP address of the internal load balancer in that subnet. */
  readonly ingressAddress: string;
  /**
   * Private Link Service of the load balancer; required with exposure privateLink.
   * @default none: the exposure is publicLoadBalancer
   */
  readonly privateLink?: PrivateLinkArgs;
  /**
   * Public IP address of the load balancer; required with exposure publicLoadBalancer.
   * @default none: the exposure is privateLink, without a public address
   */
  readonly publicAddress?: PublicAddressArgs;
  /** Routes to workloads; plain values, because they decide how many objects are created. */
  readonly routes: readonly EdgeRoute[];
  /** Name of the ClusterIssuer of the origin's certificate. */
  readonly issuerName: string;
  /** Name of the ClusterIssuer of the cluster's own authority, which the certificates of workloads are verified with. */
  readonly internalIssuerName: string;
  /**
   * Name of the ConfigMap with that authority's certificate, as `ca.crt`, in the namespace of each route whose pods terminate TLS.
   * @default none: required by controllers that read the authority from there, see `readsAuthorityFromConfigMap`
   */
  readonly authorityConfigMap?: string;
  /** Login server of the registry that the smoke test's image is pulled from. */
  readonly registryLoginServer: pulumi.Input<string>;
  /** Version of the Pod Security Standards: `v1.36`. */
  readonly podSecurityVersion: string;
  /** Path of Front Door's health probe; the smoke test requests it too, so one route must serve it. */
  readonly probePath: string;
  /**
   * Resources that the routes depend on: the issuers with their CRDs, and the namespaces of the routes' Services. An argument,
   * because the `dependsOn` of a component does not apply to its children.
   */
  readonly waitFor: readonly pulumi.Resource[];
  /** Services of the routes: a route changes after the Service and the pods that it leads to. */
  readonly services: readonly pulumi.Resource[];
  /** Deployments of the workloads, which must be ready before the smoke test runs. */
  readonly deployments: readonly pulumi.Resource[];
  /** Text that changes with each deployment of a workload, such as a hash of the images; a new value runs the smoke test again. */
  readonly revision: string;
}

/** Options of the objects of the entry, and what routes depend on besides. */
export type RoutingOptions = pulumi.CustomResourceOptions & { readonly dependsOn: readonly pulumi.Resource[] };

/** Arguments of the routes that accept requests through Front Door only. */
export interface RoutingArgs {
  /** Configuration of the ingress. */
  readonly controller: IngressConfig;
  /** All host names that the routes accept, including the origin's. */
  readonly hosts: readonly pulumi.Input<string>[];
  /** Host name that Front Door uses for this stamp. */
  readonly originHost: string;
  /** Value of X-Server-Location in the answers of workloads. */
  readonly location: string;
  /** Id of the Front Door profile, validated as a GUID in lower case. */
  readonly frontDoorId: pulumi.Output<string>;
  /** Routes to workloads. */
  readonly routes: readonly EdgeRoute[];
  /** Name of the Secret with the origin's certificate. */
  readonly certificateSecret: string;
  /** Name of the ClusterIssuer of the cluster's own authority. */
  readonly internalIssuerName: string;
  /**
   * Name of the ConfigMap with that authority's certificate.
   * @default none: required by controllers that read the authority from there
   */
  readonly authorityConfigMap?: string;
  /** Services of the routes. */
  readonly services: readonly pulumi.Resource[];
}

/** Where a gateway's control plane runs. */
export interface ControlPlane {
  /** Namespace of its pods. */
  readonly namespace: string;
  /**
   * TCP ports on which it serves configuration and certificates.
   * @default none: every port, for classes whose control plane is not known
   */
  readonly ports?: readonly number[];
}

/** Objects with which a controller serves the stamp. */
export interface Routing {
  /** What listens, with the checks that are not part of a route: created before the load balancer. */
  readonly entry: readonly pulumi.Resource[];
  /** Routes, each with its own check of the Front Door id, and the TLS settings of their backends. */
  readonly routes: readonly pulumi.Resource[];
}

/** The properties in which the supported ingress controllers differ. */
export interface Controller {
  /** Namespace of the gateway's pods. */
  readonly namespace: string;
  /** Labels of those pods. */
  readonly pods: Readonly<Record<string, string>>;
  /** Port on which those pods terminate TLS. */
  readonly tlsPort: number;
  /** Owner of the namespace: the platform creates and hardens it, a user's is hardened, Azure's is left unchanged but for one label. */
  readonly owner: "platform" | "user" | "azure";
  /** Labels that the controller reads on the load balancer's Service. */
  readonly serviceLabels: Readonly<Record<string, string>>;
  /** Control plane that the gateway's pods get their configuration from; undefined where the user operates both. */
  readonly controlPlane: (config: IngressConfig) => ControlPlane | undefined;
  /** Whether the routes add X-Server-Location to the answers of workloads, and only to these. */
  readonly namesLocation: boolean;
  /** Whether the authority of the workloads' certificates is read from a ConfigMap next to each; otherwise cert-manager writes a Secret. */
  readonly readsAuthorityFromConfigMap: boolean;
  /** Creates the routes, each with the check of the Front Door id; they also depend on the Services that they lead to. */
  readonly createRoutes: (name: string, args: RoutingArgs, opts: RoutingOptions) => Routing;
}

/**
 * Suites of TLS 1.2 that each controller offers to Front Door and to workloads, in OpenSSL's names: forward secrecy and authenticated
 * encryption only. TLS 1.3 has its own.
 */
export const CIPHER_SUITES = [
  "ECDHE-ECDSA-AES256-GCM-SHA384",
  "ECDHE-RSA-AES256-GCM-SHA384",
  "ECDHE-ECDSA-AES128-GCM-SHA256",
  "ECDHE-RSA-AES128-GCM-SHA256",
];

/** Header in which Front Door sends the id of its profile. */
export const FRONT_DOOR_HEADER = "X-Azure-FDID";

/** Header of an answer that names the stamp's region, as in document 001: an operator sees which stamp a failed request reached. */
export const LOCATION_HEADER = "X-Server-Location";
