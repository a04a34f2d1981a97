import type { Registration } from "../../../../offline/registration";
import { REMOVED } from "../paths";
import { by, layered, removed, rowsOf, set, survives, to } from "../weakening";

const inbound = (port: string, source = "*") => ({
  name: "opened",
  access: "Allow",
  direction: "Inbound",
  protocol: "Tcp",
  priority: 105,
  sourceAddressPrefix: source,
  sourcePortRange: "*",
  destinationAddressPrefix: "*",
  destinationPortRange: port,
});
const allowed = (port: string, source?: string) => by<readonly unknown[]>((rules) => [...rules, inbound(port, source)], "NET-02");

const WEB = "NET-02 reports the ports that must never be open; web ports are NET-03's, where Front Door calls over the internet";
/** Groups whose rules open more than web ports. */
const OTHER_PORTS = /private-endpoints|nsg-nodes/;
const ENDPOINTS = ["NET-05", "KV-08", "ACR-05", "ST-05", "PG-02"];
const TWO_ENDPOINTS = "The registry has an endpoint in each region; the other one remains";
/** Whether a private endpoint is the only one of its service: in production the registry has one in each region. */
const isOnly = ({ name, urn }: Registration) => !(name.endsWith("registry-endpoint") && urn.startsWith("urn:pulumi:prod::"));

interface Egress {
  readonly to?: unknown;
  readonly ports?: unknown;
}

/** In cert-manager's namespace the policy of its controllers selects every pod as well, and its pods are the chart's. */
const isDefaultDeny = ({ name }: Registration) => /(?<!cert-manager-space)-default-deny$/.test(name);
const hasPodSelector = (inputs: unknown) => /"from":\[[^\]]*"podSelector"/.test(JSON.stringify(inputs));

/** Ports that NP-04 allows to every address. */
const PUBLIC_PORTS = [443, 53];
const opensOtherPorts = (ports: unknown) => Array.isArray(ports) && ports.some(({ port }) => !PUBLIC_PORTS.includes(port));

export const network = [
  ...rowsOf("azure-native:network:VirtualNetwork", {
    "subnets[*].networkSecurityGroup": removed("NET-01"),
    "subnets[name!=api-server].defaultOutboundAccess": [to(true, "NET-06"), removed("NET-06")],
    "subnets[*].privateEndpointNetworkPolicies": survives(
      "NET-01 requires a group on the subnet; Disabled is Azure's default",
      to("Disabled"),
    ),
  }),
  ...rowsOf("azure-native:network:NetworkSecurityGroup", {
    securityRules: [
      allowed("22"),
      allowed("3389", "Internet"),
      allowed("*", "0.0.0.0/0"),
      ...["1433", "5432", "6379"].map((port) => allowed(port)),
      allowed("5000"),
      by<readonly unknown[]>(
        (rules) => [...rules, { ...inbound("*"), name: "out", direction: "Outbound", destinationAddressPrefix: "Internet" }],
        "NET-10",
      ),
    ],
    "securityRules[access=Allow].sourceAddressPrefixes": [
      by((_, { name }) => (OTHER_PORTS.test(name) ? ["0.0.0.0/0"] : undefined), "NET-02"),
      survives(
        WEB,
        by((_, { name }) => (OTHER_PORTS.test(name) ? undefined : ["0.0.0.0/0"])),
      ),
    ],
    "securityRules[sourceAddressPrefix=AzureLoadBalancer].sourceAddressPrefix": [
      by((_, { name }) => (/nsg-nodes/.test(name) ? "*" : undefined), "NET-02"),
      survives(
        WEB,
        by((_, { name }) => (/nsg-nodes/.test(name) ? undefined : "*")),
      ),
    ],
    "securityRules[access=Deny].access": to("Allow", "NET-02"),
    "securityRules[access=Deny]": by((_, { name }) => (/private-link-service/.test(name) ? undefined : REMOVED), "NET-10"),
  }),
  ...rowsOf("azure-native:network:PrivateEndpoint", {
    "": [
      by((_, one) => (isOnly(one) ? REMOVED : undefined), ...ENDPOINTS),
      layered(
        TWO_ENDPOINTS,
        by((_, one) => (isOnly(one) ? undefined : REMOVED)),
      ),
    ],
    "privateLinkServiceConnections[*].groupIds": [
      by<readonly unknown[]>((groups, one) => (isOnly(one) && !groups.includes("namespace") ? ["other"] : undefined), ...ENDPOINTS),
    ],
    "privateLinkServiceConnections[*].privateLinkServiceId": by<string>(
      (id, one) => (isOnly(one) ? `${id}-other` : undefined),
      ...ENDPOINTS,
    ),
  }),
  ...rowsOf("azure-native:network:PrivateDnsZoneGroup", {
    "": removed("NET-04"),
    privateEndpointName: to("other", "NET-04"),
    "privateDnsZoneConfigs[*]": removed("NET-04"),
  }),
  ...rowsOf("azure-native:network:PublicIPAddress", { "sku.name": to("Basic", "NET-08") }),
  ...rowsOf("kubernetes:networking.k8s.io/v1:NetworkPolicy", {
    "": by((_, one) => (isDefaultDeny(one) ? REMOVED : undefined), "NP-01"),
    "spec.podSelector": by((_, one) => (isDefaultDeny(one) ? { matchLabels: { app: "other" } } : undefined), "NP-01"),
    "spec.policyTypes[*]": by((_, one) => (isDefaultDeny(one) ? REMOVED : undefined), "NP-01"),
    "spec.ingress": to([{}], "NP-03"),
    "spec.egress": set([{}], "NP-03"),
    "spec.ingress[*].from": [
      to([{ namespaceSelector: {} }], "NP-03"),
      to([{ ipBlock: { cidr: "0.0.0.0/0" } }], "NP-03"),
      survives("NP-03 accepts a rule without peers that names its ports: webhooks and gateways open exactly one port this way", removed()),
    ],
    "spec.ingress[*].from[*].ipBlock.cidr": to("0.0.0.0/0", "NP-03"),
    "spec.ingress[*].from[*].namespaceSelector": by((_, { inputs }) => (hasPodSelector(inputs) ? undefined : {}), "NP-03"),
    "spec.egress[*]": [
      by<Egress>(({ to: _, ...rule }) => (opensOtherPorts(rule.ports) ? rule : undefined), "NP-03", "NP-04"),
      by<Egress>((rule) => (opensOtherPorts(rule.ports) ? { ...rule, to: [{ ipBlock: { cidr: "0.0.0.0/0" } }] } : undefined), "NP-04"),
      by<Egress>(({ ports: _, ...rule }) => (JSON.stringify(rule).includes("0.0.0.0/0") ? rule : undefined), "NP-03", "NP-04"),
      by<Egress>((rule) => (JSON.stringify(rule).includes("0.0.0.0/0") ? { ...rule, ports: [{ port: 22 }] } : undefined), "NP-04"),
    ],
    "spec.egress[*].to[*].ipBlock.except": survives(
      "NP-04 requires the exception where port 80 is open, on which the metadata service answers",
      removed(),
    ),
  }),
  ...rowsOf("kubernetes:core/v1:Service", {
    "spec.type": [
      by((type) => (type === "ClusterIP" ? "LoadBalancer" : undefined), "SVC-01"),
      by((type) => (type === "ClusterIP" ? "NodePort" : undefined), "SVC-02"),
    ],
    "spec.externalIPs": set(["203.0.113.5"], "SVC-03"),
    'metadata.annotations["service.beta.kubernetes.io/azure-load-balancer-internal"]': [to("false", "SVC-01"), removed("SVC-01")],
    "spec.ports[name=https].targetPort": by((_, { name }) => (/catalog/.test(name) ? 5000 : undefined), "SC-05"),
  }),
];
