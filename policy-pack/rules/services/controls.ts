import { ENDPOINT_SLICE, ENDPOINTS, SERVICE } from "../facts/tokens";
import { isNot, property } from "../reading/expect";
import { namesOption } from "../reading/pods";
import { elements } from "../reading/values";
import type { Rule } from "../rule";
import { allowedPortsAndTargets, PORTS } from "./portsAndTargets";
import { internalLoadBalancer, PUBLIC_SERVICES } from "./publicLoadBalancer";

const SERVICES = "https://kubernetes.io/docs/concepts/services-networking/service/";

/** How Services let traffic in. */
export const rules: readonly Rule[] = [
  {
    id: "SVC-01",
    name: "service-no-public-load-balancer",
    title: "LoadBalancer Services are internal or on an allow-list",
    why: "Azure gives every other LoadBalancer Service a public address, past Front Door and its firewall.",
    fix: 'Set the annotation service.beta.kubernetes.io/azure-load-balancer-internal to "true".',
    severity: "critical",
    enforcement: "mandatory",
    url: "https://learn.microsoft.com/azure/aks/internal-lb",
    types: [SERVICE],
    options: {
      [PUBLIC_SERVICES]: namesOption(
        "Services, as namespace/name, that may have a public address: ingress gateways whose subnet admits AzureFrontDoor.Backend only.",
      ),
    },
    check: internalLoadBalancer,
  },
  {
    id: "SVC-02",
    name: "service-no-node-port",
    title: "No NodePort",
    why: "A node port opens the Service on every node's address, past load balancer rules and network policies.",
    fix: "Use type ClusterIP, behind an ingress gateway.",
    severity: "high",
    enforcement: "mandatory",
    url: `${SERVICES}#type-nodeport`,
    types: [SERVICE],
    check: property("spec.type", isNot("NodePort")),
  },
  {
    id: "SVC-03",
    name: "service-no-external-ips",
    title: "No externalIPs",
    why: "With externalIPs a Service takes over traffic that other pods send to that address (CVE-2020-8554).",
    fix: "Remove externalIPs.",
    severity: "high",
    enforcement: "mandatory",
    url: `${SERVICES}#external-ips`,
    types: [SERVICE],
    check: property("spec.externalIPs", { holds: (value) => elements(value).length === 0, expected: "no address" }),
  },
  {
    id: "SVC-04",
    name: "service-ports-and-names",
    title: "Service ports in config; ExternalName is not localhost; no hand-made EndpointSlices",
    why: "A name for localhost turns a proxy against itself, and endpoints written by hand send traffic where no selector would.",
    fix: "Use the ports your organisation lists, and let a selector make the endpoints.",
    severity: "low",
    enforcement: "advisory",
    url: `${SERVICES}#externalname`,
    frameworks: { "MCSB v1": ["PV-2"] },
    types: [SERVICE, ENDPOINTS, ENDPOINT_SLICE],
    options: {
      [PORTS]: {
        type: "array",
        items: { type: "integer" },
        description: "Ports Services may offer; empty allows every port.",
        default: [],
      },
    },
    check: allowedPortsAndTargets,
  },
];
