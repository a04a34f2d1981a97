import { NAMESPACE, SERVICE } from "../facts/tokens";
import { namesOption, onPods, POD_TYPES } from "../reading/pods";
import type { Rule } from "../rule";
import { onSidecars } from "./detect";
import { checkDownstreamHttps, HTTP_HOSTS } from "./downstream";
import { checkNoServiceToSidecar } from "./exposure";
import { BIND, checkLoopbackBinding } from "./listening";
import { checkNamespaceInjection } from "./namespaceInjection";
import { SECURITY } from "./pages";
import { checkNoDeclaredPort, checkSidecarUrl } from "./pod";
import { checkNoRouteToSidecar, ROUTE_TYPES } from "./routes";

/** Controls for the connections to and from the sidecar. */
export const rules: readonly Rule[] = [
  {
    id: "SC-03",
    name: "sidecar-localhost-bind",
    title: "Kestrel listens on loopback only",
    why: "On any other interface every pod that can reach this one can request its tokens.",
    fix: "Set Kestrel__Endpoints__Http__Url to http://127.0.0.1:5000 in the sidecar's env.",
    severity: "critical",
    enforcement: "mandatory",
    url: SECURITY,
    types: POD_TYPES,
    options: {
      [BIND]: {
        type: "string",
        enum: ["loopback", "any"],
        description:
          "any also accepts other addresses if the image's tag is a version that rejects callers from outside the pod (1.1.0), and no " +
          "setting turns this off: forwarded headers, code that is loaded into the process, an Istio proxy in " +
          "the pod. A label of the namespace that injects one is seen where the stack declares the namespace.",
        default: "loopback",
      },
    },
    check: onSidecars(checkLoopbackBinding),
    reads: [...POD_TYPES, NAMESPACE],
    checkStack: checkNamespaceInjection,
  },
  {
    id: "SC-04",
    name: "sidecar-no-exposed-port",
    title: "No containerPort/hostPort is declared for the sidecar",
    why: "Services, monitors and service meshes can discover a declared port and send traffic to it.",
    fix: "Remove ports from the sidecar's container.",
    severity: "high",
    enforcement: "mandatory",
    url: SECURITY,
    types: POD_TYPES,
    check: onSidecars(checkNoDeclaredPort),
  },
  {
    id: "SC-05",
    name: "sidecar-no-service",
    title: "No Service (any type; LoadBalancer/NodePort critical) routes to the sidecar port",
    why: "Through a Service the whole cluster, or the internet, can request tokens from the sidecar.",
    fix: "Set the Service's targetPort to a port of the application.",
    severity: "critical",
    enforcement: "mandatory",
    url: SECURITY,
    reads: [SERVICE, ...POD_TYPES],
    perCluster: true,
    checkStack: checkNoServiceToSidecar,
  },
  {
    id: "SC-06",
    name: "sidecar-no-ingress",
    title: "No Ingress/HTTPRoute backend resolves to the sidecar port",
    why: "A route exposes the sidecar's token endpoints as part of the public site.",
    fix: "Point the backend at a Service port of the application.",
    severity: "critical",
    enforcement: "mandatory",
    url: SECURITY,
    reads: [...ROUTE_TYPES, SERVICE, ...POD_TYPES],
    perCluster: true,
    checkStack: checkNoRouteToSidecar,
  },
  {
    id: "SC-07",
    name: "sidecar-url-localhost",
    title: "The app calls the sidecar on localhost",
    why: "A sidecar called over the network sends user tokens through it in clear text.",
    fix: "Set SIDECAR_URL to http://127.0.0.1:5000 and run the sidecar in the same pod.",
    severity: "high",
    enforcement: "mandatory",
    url: SECURITY,
    types: POD_TYPES,
    check: onPods(checkSidecarUrl),
  },
  {
    id: "SC-25",
    name: "sidecar-downstream-https",
    title: "Downstream API base URLs are https",
    why: "Over plain HTTP everyone on the network path can read the access token and use it until it expires.",
    fix: "Use an https base URL, or list the host in httpHosts if a service mesh encrypts the connection.",
    severity: "high",
    enforcement: "mandatory",
    url: SECURITY,
    types: POD_TYPES,
    options: {
      [HTTP_HOSTS]: namesOption(
        "Hosts called over http because a service mesh encrypts the connection; *.domain allows any host below it.",
      ),
    },
    check: onSidecars(checkDownstreamHttps),
  },
];
