import { CustomResource } from "@pulumi/kubernetes/apiextensions";
import type * as pulumi from "@pulumi/pulumi";
import { AKS_GATEWAY_NAMESPACE } from "../../../policy-pack/rules/facts/namespaces";
import { serviceHost } from "../pod/internalCertificate";
import { ISTIO_CONTROL_PLANE, meshPrincipal } from "../pod/istio";
import { labelsOf } from "../pod/labels";
import { CIPHER_SUITES, type Controller, type EdgeRoute, FRONT_DOOR_HEADER, LOCATION_HEADER, type RoutingArgs } from "./args";
import { createBackends } from "./istioBackends";

const NAME = "edge";
/** Pods of the add-on's internal gateway (Microsoft Learn: Istio add-on, ingress gateways). */
const PODS = { istio: "aks-istio-ingressgateway-internal" };
/** Envoy compares header names in lower case. */
const HEADER = FRONT_DOOR_HEADER.toLowerCase();

/**
 * Port of the listener. It differs from 443 because Istio maps a Service's port to one target port only, and both the add-on's
 * Service and the platform's have port 443. Istio uses a number that is no Service's port without mapping it. It is unprivileged,
 * and no other listener uses it.
 */
const TLS_PORT = 8443;

/** Identity of the add-on's internal gateway, whose service account has the name of the pods' label. */
export const GATEWAY_PRINCIPAL = meshPrincipal(AKS_GATEWAY_NAMESPACE, PODS.istio);

/**
 * Istio does not map ports by the Service with this label. Without it, a Gateway of someone else that has port 443 and selects the
 * same pods would be mapped by the platform's Service or by the add-on's, depending on which was created first (istio/istio#46820).
 */
const SERVICE_LABELS = { "experimental.istio.io/disable-gateway-port-translation": "true" };

const metadata = { name: NAME, namespace: AKS_GATEWAY_NAMESPACE, labels: labelsOf(NAME) };

/** The AKS Istio add-on's internal gateway: every match requires the id, and an AuthorizationPolicy denies requests without it. */
export const istio: Controller = {
  namespace: AKS_GATEWAY_NAMESPACE,
  pods: PODS,
  tlsPort: TLS_PORT,
  owner: "azure",
  serviceLabels: SERVICE_LABELS,
  namesLocation: true,
  readsAuthorityFromConfigMap: false,
  controlPlane: () => ISTIO_CONTROL_PLANE,
  createRoutes: (name, args, opts) => {
    // Created first, so that no route ever exists without it.
    const denyPolicy = createAuthorizationPolicy(`${name}-front-door-only`, args, opts);
    const gateway = createGateway(`${name}-gateway`, args, opts);
    // The rules before the routes: the gateway never sends a request unencrypted, or to a workload that it has not verified.
    const backends = createBackends(name, args, opts);
    const routeOptions = { ...opts, dependsOn: [denyPolicy, gateway, ...args.services, ...backends] };
    const routes = createVirtualService(`${name}-routes`, args, routeOptions);
    return { entry: [denyPolicy, gateway], routes: [...backends, routes] };
  },
};

function createGateway(name: string, { hosts, certificateSecret }: RoutingArgs, opts: pulumi.CustomResourceOptions): CustomResource {
  const tls = { mode: "SIMPLE", credentialName: certificateSecret, minProtocolVersion: "TLSV1_2", cipherSuites: CIPHER_SUITES };
  const servers = [{ port: { number: TLS_PORT, name: "https", protocol: "HTTPS" }, tls, hosts }];
  return new CustomResource(
    name,
    { apiVersion: "networking.istio.io/v1", kind: "Gateway", metadata, spec: { selector: PODS, servers } },
    opts,
  );
}

function createVirtualService(
  name: string,
  { hosts, routes, frontDoorId, location }: RoutingArgs,
  opts: pulumi.CustomResourceOptions,
): CustomResource {
  const headers = { [HEADER]: { exact: frontDoorId } };
  const http = sortByPathLength(routes).map(({ path, route }) => ({
    match: matchesOf(path).map((uri) => ({ uri, headers })),
    headers: { response: responseHeaders(location) },
    route: [{ destination: { host: serviceHost(route.service, route.namespace), port: { number: route.port } } }],
  }));
  const spec = { hosts, gateways: [`${AKS_GATEWAY_NAMESPACE}/${NAME}`], http };
  return new CustomResource(name, { apiVersion: "networking.istio.io/v1", kind: "VirtualService", metadata, spec }, opts);
}

/**
 * The region, and the id of the request that is also in the gateway's access log and in the request that the workload receives (Envoy:
 * x-request-id, command operators). How long the workload took is removed, because it tells an attacker which input is expensive.
 */
function responseHeaders(location: string) {
  return {
    set: { [LOCATION_HEADER.toLowerCase()]: location, "x-request-id": "%REQ(X-REQUEST-ID)%" },
    remove: ["x-envoy-upstream-service-time"],
  };
}

/** Istio uses the first route that matches, so the longest path must be first. */
function sortByPathLength(routes: readonly EdgeRoute[]): readonly { readonly path: string; readonly route: EdgeRoute }[] {
  const pairs = routes.flatMap((route) => route.paths.map((path) => ({ path, route })));
  return pairs.sort((a, b) => b.path.length - a.path.length);
}

/** Istio compares prefixes by characters; two matches compare whole path segments. */
function matchesOf(path: string) {
  return path.endsWith("/") ? [{ prefix: path }] : [{ exact: path }, { prefix: `${path}/` }];
}

function createAuthorizationPolicy(name: string, { frontDoorId }: RoutingArgs, opts: pulumi.CustomResourceOptions): CustomResource {
  const rules = [{ when: [{ key: `request.headers[${HEADER}]`, notValues: [frontDoorId] }] }];
  const spec = { selector: { matchLabels: PODS }, action: "DENY", rules };
  return new CustomResource(name, { apiVersion: "security.istio.io/v1", kind: "AuthorizationPolicy", metadata, spec }, opts);
}
