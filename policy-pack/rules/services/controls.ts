import { ENDPOINT_SLICE, ENDPOINTS, SERVICE } from "../facts/tokens";
import { isNot, property } from "../reading/expect";
import { namesOption } from "../reading/pods";
import { elements } from "../reading/values";
import type { Rule } from "../rule";
import { checkPortsAndTargets, PORTS } from "./portsAndTargets";
import { checkLoadBalancer, PUBLIC_SERVICES } from "./publicLoadBalancer";

const SERVICES = "https://kubernetes.io/docs/concepts/services-networking/service/";

/** Services: exposure, ports and targets. */
export const rules: readonly Rule[] = [
  {
    id: "SVC-01",
    name: "service-no-public-load-balancer",
    title: "LoadBalancer Services are internal or on an allow-list",
    why: "Azure assigns every other LoadBalancer Service a public address that bypasses Front Door and its firewall.",
    fix:
      'Set the annotation service.beta.kubernetes.io/azure-load-balancer-internal to "true", or list the Service, as namespace/name, ' +
      "in publicServices of service-no-public-load-balancer.",
    severity: "critical",
    enforcement: "mandatory",
    url: "https://learn.microsoft.com/azure/aks/internal-lb",
    types: [SERVICE],
    options: {
      [PUBLIC_SERVICES]: namesOption(
        "Services, as namespace/name, that may have a public address: ingress gateways whose subnet allows only AzureFrontDoor.Backend.",
      ),
    },
    remedy: { "service.beta.kubernetes.io/azure-load-balancer-internal": "true" },
    check: checkLoadBalancer,
  },
  {
    id: "SVC-02",
    name: "service-no-node-port",
    title: "No NodePort",
    why: "A node port exposes the Service on the address of every node, bypassing load balancer rules and network policies.",
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
    why: "With externalIPs a Service intercepts traffic that other pods send to that address (CVE-2020-8554).",
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
    why: "An externalName for localhost makes a proxy send requests to itself, and manual endpoints send traffic to addresses no selector selects.",
    fix: "Use the ports in the policy configuration, and use a selector instead of manual endpoints.",
    severity: "low",
    enforcement: "advisory",
    url: `${SERVICES}#externalname`,
    frameworks: { "MCSB v1": ["PV-2"] },
    types: [SERVICE, ENDPOINTS, ENDPOINT_SLICE],
    options: {
      [PORTS]: {
        type: "array",
        items: { type: "integer" },
        description: "Ports that Services may expose; an empty list allows every port.",
        default: [],
      },
    },
    check: checkPortsAndTargets,
  },
];
