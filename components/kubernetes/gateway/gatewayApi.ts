import { CustomResource } from "@pulumi/kubernetes/apiextensions";
import type * as pulumi from "@pulumi/pulumi";
import { labelsOf } from "../pod/labels";
import { type Controller, type EdgeRoute, FRONT_DOOR_HEADER, type RoutingArgs } from "./args";

const NAMESPACE = "edge";
const NAME = "edge";
const LISTENER = "https";
const GROUP = "gateway.networking.k8s.io";

/**
 * A Gateway of a class that runs one deployment per Gateway. Routes stand beside it and reach Services by grant: only who may
 * write to this namespace can attach a route, so no workload can add one without the check.
 */
export const gatewayApi: Controller = {
  namespace: NAMESPACE,
  pods: { "gateway.networking.k8s.io/gateway-name": NAME },
  tlsPort: 443,
  owner: "platform",
  certificateNamespaces: () => [NAMESPACE],
  route: (name, args, opts) => {
    const gateway = listen(`${name}-gateway`, args, opts);
    const routes = args.routes.flatMap((route) => [
      grantService(`${name}-grant-${route.workload}`, route, opts),
      httpRoute(`${name}-route-${route.workload}`, route, args, { ...opts, dependsOn: [gateway] }),
    ]);
    return [gateway, ...routes];
  },
};

function listen(name: string, { controller, certificateSecret }: RoutingArgs, opts: pulumi.CustomResourceOptions): CustomResource {
  const listener = {
    name: LISTENER,
    port: 443,
    protocol: "HTTPS",
    tls: { mode: "Terminate", certificateRefs: [{ kind: "Secret", name: certificateSecret }] },
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
        // The class's own Service must not become a second, public way in: the load balancer is a Service of ours.
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

function httpRoute(
  name: string,
  route: EdgeRoute,
  { hosts, frontDoorId }: RoutingArgs,
  opts: pulumi.CustomResourceOptions,
): CustomResource {
  const headers = [{ type: "Exact", name: FRONT_DOOR_HEADER, value: frontDoorId }];
  const matches = route.paths.map((value) => ({ path: { type: "PathPrefix", value }, headers }));
  const backendRefs = [{ kind: "Service", name: route.service, namespace: route.namespace, port: route.port }];
  return new CustomResource(
    name,
    {
      apiVersion: `${GROUP}/v1`,
      kind: "HTTPRoute",
      metadata: { name: route.workload, namespace: NAMESPACE, labels: labelsOf(NAME) },
      spec: { parentRefs: [{ name: NAME, sectionName: LISTENER }], hostnames: hosts, rules: [{ matches, backendRefs }] },
    },
    opts,
  );
}

function grantService(name: string, { namespace, service }: EdgeRoute, opts: pulumi.CustomResourceOptions): CustomResource {
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
