import { CustomResource } from "@pulumi/kubernetes/apiextensions";
import type * as pulumi from "@pulumi/pulumi";
import { AKS_GATEWAY_NAMESPACE } from "../../../policy-pack/rules/facts/namespaces";
import { labelsOf } from "../pod/labels";
import { type Controller, type EdgeRoute, FRONT_DOOR_HEADER, type RoutingArgs } from "./args";

const NAME = "edge";
/** Pods of the add-on's internal gateway (Microsoft Learn: Istio add-on, ingress gateways). */
const PODS = { istio: "aks-istio-ingressgateway-internal" };
/** Envoy compares header names in lower case. */
const HEADER = FRONT_DOOR_HEADER.toLowerCase();

/**
 * Port of the listener, by its own number: Istio maps a Service's port to one target port only, and both the add-on's Service and
 * ours have 443. A number that is no Service's port is listened on as it stands. Unprivileged, and ours alone.
 */
const TLS_PORT = 8443;

const metadata = { name: NAME, namespace: AKS_GATEWAY_NAMESPACE, labels: labelsOf(NAME) };

/** The AKS Istio add-on's internal gateway: the id is asked for in every match, and whatever lacks it is denied besides. */
export const istio: Controller = {
  namespace: AKS_GATEWAY_NAMESPACE,
  pods: PODS,
  tlsPort: TLS_PORT,
  owner: "azure",
  certificateNamespaces: () => [AKS_GATEWAY_NAMESPACE],
  route: (name, args, opts) => {
    // The denial first: there is no moment at which a route stands without it.
    const denial = deny(`${name}-front-door-only`, args, opts);
    const gateway = listen(`${name}-gateway`, args, opts);
    return [denial, gateway, virtualService(`${name}-routes`, args, { ...opts, dependsOn: [denial, gateway] })];
  },
};

function listen(name: string, { hosts, certificateSecret }: RoutingArgs, opts: pulumi.CustomResourceOptions): CustomResource {
  const tls = { mode: "SIMPLE", credentialName: certificateSecret, minProtocolVersion: "TLSV1_2" };
  const servers = [{ port: { number: TLS_PORT, name: "https", protocol: "HTTPS" }, tls, hosts }];
  return new CustomResource(
    name,
    { apiVersion: "networking.istio.io/v1", kind: "Gateway", metadata, spec: { selector: PODS, servers } },
    opts,
  );
}

function virtualService(name: string, { hosts, routes, frontDoorId }: RoutingArgs, opts: pulumi.CustomResourceOptions): CustomResource {
  const headers = { [HEADER]: { exact: frontDoorId } };
  const http = inOrder(routes).map(({ path, route }) => ({
    match: matchesOf(path).map((uri) => ({ uri, headers })),
    route: [{ destination: { host: `${route.service}.${route.namespace}.svc.cluster.local`, port: { number: route.port } } }],
  }));
  const spec = { hosts, gateways: [`${AKS_GATEWAY_NAMESPACE}/${NAME}`], http };
  return new CustomResource(name, { apiVersion: "networking.istio.io/v1", kind: "VirtualService", metadata, spec }, opts);
}

/** Istio takes the first route that matches, so the longest path has to come first. */
function inOrder(routes: readonly EdgeRoute[]): readonly { readonly path: string; readonly route: EdgeRoute }[] {
  const pairs = routes.flatMap((route) => route.paths.map((path) => ({ path, route })));
  return pairs.sort((a, b) => b.path.length - a.path.length);
}

/** Istio's prefix is one of characters; two matches make it one of path segments. */
function matchesOf(path: string) {
  return path.endsWith("/") ? [{ prefix: path }] : [{ exact: path }, { prefix: `${path}/` }];
}

function deny(name: string, { frontDoorId }: RoutingArgs, opts: pulumi.CustomResourceOptions): CustomResource {
  const rules = [{ when: [{ key: `request.headers[${HEADER}]`, notValues: [frontDoorId] }] }];
  const spec = { selector: { matchLabels: PODS }, action: "DENY", rules };
  return new CustomResource(name, { apiVersion: "security.istio.io/v1", kind: "AuthorizationPolicy", metadata, spec }, opts);
}
