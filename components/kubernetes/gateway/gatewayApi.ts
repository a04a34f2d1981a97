import { CustomResource } from "@pulumi/kubernetes/apiextensions";
import type * as pulumi from "@pulumi/pulumi";
import { labelsOf } from "../pod/labels";
import { CIPHER_SUITES, type Controller, type EdgeRoute, FRONT_DOOR_HEADER, LOCATION_HEADER, type RoutingArgs } from "./args";
import { createBackendPolicy, GROUP } from "./gatewayApiBackends";

const NAMESPACE = "edge";
const NAME = "edge";
const LISTENER = "https";

/**
 * Gateway API has no field for versions and suites. Istio accepts TLS 1.2 and later, and these suites (Istio 1.29: release notes); other
 * classes ignore an option of another domain.
 */
const TLS_OPTIONS = { "gateway.istio.io/tls-cipher-suites": CIPHER_SUITES.join(",") };

/**
 * A Gateway of a class that runs one Deployment per Gateway. The routes are in the Gateway's namespace and refer to Services through
 * ReferenceGrants. Only principals with write access to this namespace can attach a route, so no workload can add one without the
 * check of the id.
 */
export const gatewayApi: Controller = {
  namespace: NAMESPACE,
  pods: { "gateway.networking.k8s.io/gateway-name": NAME },
  tlsPort: 443,
  owner: "platform",
  serviceLabels: {},
  namesLocation: true,
  readsAuthorityFromConfigMap: true,
  controlPlane: ({ gatewayControlPlaneNamespace: namespace }) => ({ namespace }),
  createRoutes: (name, args, opts) => {
    const gateway = createGateway(`${name}-gateway`, args, opts);
    const routes = args.routes.flatMap((route) => {
      const routeOptions = { ...opts, dependsOn: [...opts.dependsOn, gateway, ...args.services] };
      const tls = createBackendPolicy(`${name}-backend-${route.workload}`, route, args, routeOptions);
      return [
        ...tls,
        createReferenceGrant(`${name}-grant-${route.workload}`, route, opts),
        createHttpRoute(`${name}-route-${route.workload}`, route, args, {
          ...routeOptions,
          dependsOn: [...routeOptions.dependsOn, ...tls],
        }),
      ];
    });
    return { entry: [gateway], routes };
  },
};

function createGateway(name: string, { controller, certificateSecret }: RoutingArgs, opts: pulumi.CustomResourceOptions): CustomResource {
  const listener = {
    name: LISTENER,
    port: 443,
    protocol: "HTTPS",
    tls: { mode: "Terminate", certificateRefs: [{ kind: "Secret", name: certificateSecret }], options: TLS_OPTIONS },
    allowedRoutes: { namespaces: { from: "Same" } },
  };
  return new CustomResource(
    name,
    {
      apiVersion: `${GROUP}/v1`,
      kind: "Gateway",
      metadata: {
        name: NAME,
        namespace: NAMESPACE,
        labels: labelsOf(NAME),
        // The Service that the class creates must not be a second, public entry point: the load balancer is a separate Service.
        annotations: { "networking.istio.io/service-type": "ClusterIP" },
      },
      spec: {
        gatewayClassName: controller.gatewayClassName,
        listeners: [listener],
        infrastructure: { annotations: { "service.beta.kubernetes.io/azure-load-balancer-internal": "true" } },
      },
    },
    opts,
  );
}

function createHttpRoute(
  name: string,
  route: EdgeRoute,
  { hosts, frontDoorId, location }: RoutingArgs,
  opts: pulumi.CustomResourceOptions,
): CustomResource {
  const headers = [{ type: "Exact", name: FRONT_DOOR_HEADER, value: frontDoorId }];
  const matches = route.paths.map((value) => ({ path: { type: "PathPrefix", value }, headers }));
  // No request id: command operators are Envoy's, and another class would send them as text.
  const filters = [{ type: "ResponseHeaderModifier", responseHeaderModifier: { set: [{ name: LOCATION_HEADER, value: location }] } }];
  const backendRefs = [{ kind: "Service", name: route.service, namespace: route.namespace, port: route.port }];
  return new CustomResource(
    name,
    {
      apiVersion: `${GROUP}/v1`,
      kind: "HTTPRoute",
      metadata: { name: route.workload, namespace: NAMESPACE, labels: labelsOf(NAME) },
      spec: { parentRefs: [{ name: NAME, sectionName: LISTENER }], hostnames: hosts, rules: [{ matches, filters, backendRefs }] },
    },
    opts,
  );
}

function createReferenceGrant(name: string, { namespace, service }: EdgeRoute, opts: pulumi.CustomResourceOptions): CustomResource {
  return new CustomResource(
    name,
    {
      apiVersion: `${GROUP}/v1beta1`,
      kind: "ReferenceGrant",
      metadata: { name: NAME, namespace, labels: labelsOf(NAME) },
      spec: {
        from: [{ group: GROUP, kind: "HTTPRoute", namespace: NAMESPACE }],
        to: [{ group: "", kind: "Service", name: service }],
      },
    },
    opts,
  );
}
