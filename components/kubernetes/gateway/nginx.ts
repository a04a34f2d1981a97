import * as networking from "@pulumi/kubernetes/networking/v1";
import type * as pulumi from "@pulumi/pulumi";
import { serviceHost } from "../pod/internalCertificate";
import { labelsOf } from "../pod/labels";
import { CIPHER_SUITES, type Controller, type EdgeRoute, FRONT_DOOR_HEADER, type RoutingArgs, type RoutingOptions } from "./args";
import { createGatewayIdentity } from "./gatewayIdentity";

const ANNOTATION = "nginx.ingress.kubernetes.io";
const NAMESPACE = "ingress-nginx";
const NAME = "edge";
const CIPHERS = CIPHER_SUITES.join(":");

/**
 * A controller that the user installs, with the conventions of ingress-nginx. It must allow snippet annotations of risk Critical.
 * ingress-nginx was retired in March 2026: use one of the other two controllers for new clusters.
 */
export const nginx: Controller = {
  namespace: NAMESPACE,
  pods: { "app.kubernetes.io/name": "ingress-nginx", "app.kubernetes.io/component": "controller" },
  tlsPort: 443,
  owner: "user",
  serviceLabels: {},
  // A header of answers needs a snippet, or a list of the user's controller (docs/operations.md).
  namesLocation: false,
  readsAuthorityFromConfigMap: false,
  controlPlane: () => undefined,
  createRoutes: (name, args, opts) => {
    const hosts = createHosts(`${name}-hosts`, args, opts);
    const routeOptions = { ...opts, dependsOn: [hosts, ...opts.dependsOn] };
    return { entry: [hosts], routes: args.routes.flatMap((route) => createRoute(name, route, args, routeOptions)) };
  },
};

/** An Ingress may refer to a Secret of its own namespace only: there the gateway gets its certificate and the authority's. */
function createRoute(name: string, route: EdgeRoute, args: RoutingArgs, opts: RoutingOptions): readonly pulumi.Resource[] {
  const ingress = `${name}-ingress-${route.workload}`;
  const ingressOptions = { ...opts, dependsOn: [...opts.dependsOn, ...args.services] };
  if (!route.tls) return [createIngress(ingress, route, args, {}, ingressOptions)];
  const { secretName, resource } = createGatewayIdentity(
    `${name}-identity-${route.workload}`,
    route.namespace,
    args.internalIssuerName,
    opts,
  );
  const verifiedOptions = { ...ingressOptions, dependsOn: [...ingressOptions.dependsOn, resource] };
  return [resource, createIngress(ingress, route, args, backendAnnotations(route, secretName), verifiedOptions)];
}

/** HTTPS to pods that the authority has issued a certificate for the Service's name (ingress-nginx: backend certificate authentication). */
function backendAnnotations({ service, namespace }: EdgeRoute, secretName: string): Readonly<Record<string, string>> {
  return {
    [`${ANNOTATION}/backend-protocol`]: "HTTPS",
    [`${ANNOTATION}/proxy-ssl-secret`]: `${namespace}/${secretName}`,
    [`${ANNOTATION}/proxy-ssl-verify`]: "on",
    [`${ANNOTATION}/proxy-ssl-name`]: serviceHost(service, namespace),
    [`${ANNOTATION}/proxy-ssl-server-name`]: "on",
    [`${ANNOTATION}/proxy-ssl-protocols`]: "TLSv1.2 TLSv1.3",
    [`${ANNOTATION}/proxy-ssl-ciphers`]: CIPHERS,
  };
}

/**
 * The host names with the origin's certificate, and no path. An Ingress can refer to a Secret of its own namespace only, but the
 * controller serves a host with the certificate of whichever Ingress has one for it (ingress-nginx, controller.go: createServers). One
 * certificate therefore serves the routes of all namespaces; Let's Encrypt issues five of the same name in a week.
 */
function createHosts(name: string, args: RoutingArgs, opts: pulumi.CustomResourceOptions): networking.Ingress {
  const { controller, hosts, certificateSecret, frontDoorId } = args;
  return new networking.Ingress(
    name,
    {
      metadata: { name: NAME, namespace: NAMESPACE, labels: labelsOf(NAME), annotations: annotationsOf(frontDoorId) },
      spec: {
        ingressClassName: controller.nginxClassName,
        tls: [{ hosts: [...hosts], secretName: certificateSecret }],
        rules: hosts.map((host) => ({ host })),
      },
    },
    opts,
  );
}

function createIngress(
  name: string,
  route: EdgeRoute,
  args: RoutingArgs,
  backend: Readonly<Record<string, string>>,
  opts: pulumi.CustomResourceOptions,
): networking.Ingress {
  const { controller, hosts, frontDoorId } = args;
  const target = { service: { name: route.service, port: { number: route.port } } };
  const paths = route.paths.map((path) => ({ path, pathType: "Prefix", backend: target }));
  return new networking.Ingress(
    name,
    {
      metadata: {
        name: route.workload,
        namespace: route.namespace,
        labels: labelsOf(route.workload),
        annotations: { ...annotationsOf(frontDoorId), ...backend },
      },
      // No TLS section: one without a Secret would give the host the controller's default certificate.
      spec: { ingressClassName: controller.nginxClassName, rules: hosts.map((host) => ({ host, http: { paths } })) },
    },
    opts,
  );
}

function annotationsOf(frontDoorId: pulumi.Output<string>) {
  return {
    [`${ANNOTATION}/ssl-redirect`]: "true",
    [`${ANNOTATION}/force-ssl-redirect`]: "true",
    // The versions are the controller's: TLS 1.2 and later by default, and by its ConfigMap only (docs/operations.md).
    [`${ANNOTATION}/ssl-ciphers`]: CIPHERS,
    [`${ANNOTATION}/enable-modsecurity`]: "true",
    [`${ANNOTATION}/modsecurity-snippet`]: frontDoorId.apply(frontDoorRules),
  };
}

/**
 * The two rules of document 001, corrected: exactly one header, equal to the id. The published `@rx ^(?!id).*$` compares only the
 * beginning, and accepts every request where the id is empty. Phase 1, so that no body is read before the check.
 */
export function frontDoorRules(id: string): string {
  // No single quote: the controller writes the rules between single quotes as they are (ingress-nginx, template.go:
  // buildModSecurityForLocation), and nginx then refuses its whole configuration.
  const actions = (number: number, message: string) => `id:${number},phase:1,t:none,deny,status:403,log,msg:${message}`;
  return [
    "SecRuleEngine On",
    `SecRule &REQUEST_HEADERS:${FRONT_DOOR_HEADER} "!@eq 1" "${actions(106, "front-door-id-missing-or-repeated")}"`,
    `SecRule REQUEST_HEADERS:${FRONT_DOOR_HEADER} "!@streq ${id}" "${actions(107, "front-door-id-wrong")}"`,
    "",
  ].join("\n");
}
