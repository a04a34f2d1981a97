import { CustomResource } from "@pulumi/kubernetes/apiextensions";
import type * as pulumi from "@pulumi/pulumi";
import { AKS_GATEWAY_NAMESPACE } from "../../../policy-pack/rules/facts/namespaces";
import { serviceHost } from "../pod/internalCertificate";
import { labelsOf } from "../pod/labels";
import type { EdgeRoute, RoutingArgs, RoutingOptions } from "./args";
import { createGatewayIdentity } from "./gatewayIdentity";

/**
 * TLS from Istio's gateway to the pods of each route that terminates it, and mutual TLS to those of the mesh. The rules are in the
 * gateway's namespace, where Istio looks first, so that none of a workload's namespace takes precedence, and for its proxies only.
 */
export function createBackends(name: string, args: RoutingArgs, opts: RoutingOptions): readonly pulumi.Resource[] {
  const verified = args.routes.filter(({ tls }) => tls);
  const members = args.routes.filter(({ inMesh }) => inMesh);
  const options = { ...opts, dependsOn: [...opts.dependsOn, ...args.services] };
  return [
    ...createVerifiedBackends(name, verified, args, opts),
    ...members.map((route) => createDestinationRule(`${name}-backend-${route.workload}`, route, { mode: "ISTIO_MUTUAL" }, options)),
  ];
}

/**
 * The authority is `ca.crt` of a Secret in the namespace of the gateway's pods, and of gateways only (Istio: DestinationRule,
 * ClientTLSSettings, credentialName; istio/istio: credentials/kube, GetCaCert). Without it Envoy would not verify anything. The minimum is
 * TLS 1.2, Envoy's default for upstreams; a rule has no field for versions and suites.
 */
function createVerifiedBackends(
  name: string,
  routes: readonly EdgeRoute[],
  { internalIssuerName, services }: RoutingArgs,
  opts: pulumi.CustomResourceOptions,
): readonly pulumi.Resource[] {
  if (routes.length === 0) return [];
  const identity = createGatewayIdentity(`${name}-identity`, AKS_GATEWAY_NAMESPACE, internalIssuerName, opts);
  const ruleOptions = { ...opts, dependsOn: [identity.resource, ...services] };
  const tlsTo = (host: string) => ({ mode: "SIMPLE", credentialName: identity.secretName, sni: host, subjectAltNames: [host] });
  return [
    identity.resource,
    ...routes.map((route) =>
      createDestinationRule(`${name}-backend-${route.workload}`, route, tlsTo(serviceHost(route.service, route.namespace)), ruleOptions),
    ),
  ];
}

function createDestinationRule(
  name: string,
  { workload, service, namespace }: EdgeRoute,
  tls: object,
  opts: pulumi.CustomResourceOptions,
): CustomResource {
  return new CustomResource(
    name,
    {
      apiVersion: "networking.istio.io/v1",
      kind: "DestinationRule",
      metadata: { name: workload, namespace: AKS_GATEWAY_NAMESPACE, labels: labelsOf("edge") },
      spec: { host: serviceHost(service, namespace), exportTo: ["."], trafficPolicy: { tls } },
    },
    opts,
  );
}
