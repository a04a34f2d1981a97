import { CustomResource } from "@pulumi/kubernetes/apiextensions";
import type * as pulumi from "@pulumi/pulumi";
import { AKS_GATEWAY_NAMESPACE } from "../../../policy-pack/rules/facts/namespaces";
import { serviceHost } from "../pod/internalCertificate";
import { labelsOf } from "../pod/labels";
import type { EdgeRoute, RoutingArgs } from "./args";
import { createGatewayIdentity } from "./gatewayIdentity";

/**
 * TLS from Istio's gateway to the pods of each route that terminates it. The rules are in the gateway's namespace, where Istio looks
 * first, so that none of a workload's namespace takes precedence, and for its proxies only.
 */
export function createBackends(name: string, args: RoutingArgs, opts: pulumi.CustomResourceOptions): readonly pulumi.Resource[] {
  const routes = args.routes.filter(({ tls }) => tls);
  if (routes.length === 0) return [];
  const identity = createGatewayIdentity(`${name}-identity`, AKS_GATEWAY_NAMESPACE, args.internalIssuerName, opts);
  const ruleOptions = { ...opts, dependsOn: [identity.resource, ...args.services] };
  return [
    identity.resource,
    ...routes.map((route) => createDestinationRule(`${name}-backend-${route.workload}`, route, identity.secretName, ruleOptions)),
  ];
}

/**
 * The authority is `ca.crt` of a Secret in the namespace of the gateway's pods, and of gateways only (Istio: DestinationRule,
 * ClientTLSSettings, credentialName; istio/istio: credentials/kube, GetCaCert). Without it Envoy would not verify anything. The minimum is
 * TLS 1.2, Envoy's default for upstreams; a rule has no field for versions and suites.
 */
function createDestinationRule(
  name: string,
  { workload, service, namespace }: EdgeRoute,
  credentialName: string,
  opts: pulumi.CustomResourceOptions,
): CustomResource {
  const host = serviceHost(service, namespace);
  const tls = { mode: "SIMPLE", credentialName, sni: host, subjectAltNames: [host] };
  return new CustomResource(
    name,
    {
      apiVersion: "networking.istio.io/v1",
      kind: "DestinationRule",
      metadata: { name: workload, namespace: AKS_GATEWAY_NAMESPACE, labels: labelsOf("edge") },
      spec: { host, exportTo: ["."], trafficPolicy: { tls } },
    },
    opts,
  );
}
