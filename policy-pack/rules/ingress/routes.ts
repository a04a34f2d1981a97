import * as token from "../facts/tokens";
import { namesOption } from "../reading/pods";
import type { Rule } from "../rule";
import { BACKEND_TYPES, CREATED_ELSEWHERE, checkBackends } from "./backends";
import { CHECKING_GATEWAYS, FRONT_DOOR_ID, INTERNAL_GATEWAYS, MIDDLEWARES } from "./edge";
import { checkFrontDoorId, INGRESS_TYPES } from "./frontDoorId";
import { checkExactHosts, checkSupportedClass, RETIRED_CLASSES } from "./hosts";
import { checkPaths } from "./paths";
import { ALLOW_SNIPPETS, checkSnippets } from "./snippets";
import { FRONT_DOOR } from "./unknownFrontDoor";

const INGRESS = "https://kubernetes.io/docs/concepts/services-networking/ingress";

/** Controls for the routes into a cluster: which requests they accept, and where they send them. */
export const rules: readonly Rule[] = [
  {
    id: "ING-06",
    name: "ingress-frontdoor-id",
    title: "Ingress checks that X-Azure-FDID equals this environment's Front Door id",
    why: "An origin that does not check the header also accepts requests through anyone else's Front Door, which lacks your firewall.",
    fix: "Match X-Azure-FDID exactly in every route match, deny other requests at the gateway, or compare it with !@streq or != in nginx.",
    severity: "critical",
    enforcement: "mandatory",
    url: "https://learn.microsoft.com/azure/frontdoor/origin-security",
    options: {
      [FRONT_DOOR_ID]: {
        type: "string",
        description: "Front Door id to compare with; set it where another stack owns Front Door. Empty: the id in this stack, once known.",
        default: "",
      },
      [FRONT_DOOR]: {
        type: "string",
        enum: ["detect", "required", "none"],
        description:
          "Where the stack has no Front Door and frontDoorId is empty. detect: routes that compare the header must do so soundly, other " +
          "routes get advice; all must where the stack has origins or endpoints of a Front Door. required: all must. none: no advice.",
        default: "detect",
      },
      [INTERNAL_GATEWAYS]: namesOption(
        "Ingress classes, and gateways or their ListenerSets as namespace/name, that neither Front Door nor the internet can reach.",
      ),
      [CHECKING_GATEWAYS]: namesOption(
        "Ingress classes, and gateways or their ListenerSets as namespace/name, that reject requests without the id by configuration " +
          "outside the stack: an AuthorizationPolicy of another stack, or a snippet in the controller's ConfigMap.",
      ),
      [MIDDLEWARES]: namesOption("Traefik middlewares that compare the header exactly, named as in the router.middlewares annotation."),
    },
    reads: INGRESS_TYPES,
    perCluster: true,
    checkStack: checkFrontDoorId,
  },
  {
    id: "ING-07",
    name: "ingress-no-unsafe-snippets",
    title: "No nginx snippet annotations other than the FDID rule; allow-snippet-annotations is not true in the controller ConfigMap",
    why: "Whoever may create an Ingress can read every Secret of the cluster with a snippet, through the controller (CVE-2021-25742).",
    fix: "Remove the snippet and use an annotation for the purpose, or a setting of the controller.",
    severity: "high",
    enforcement: "mandatory",
    url: "https://github.com/kubernetes/ingress-nginx/issues/7837",
    options: {
      [ALLOW_SNIPPETS]: {
        type: "boolean",
        description:
          "Whether the controller may read snippets, as a check of X-Azure-FDID in annotations needs; other snippets stay forbidden.",
        default: false,
      },
    },
    types: [token.INGRESS, token.CONFIG_MAP],
    check: checkSnippets,
  },
  {
    id: "ING-08",
    name: "ingress-hosts",
    title: "No empty or wildcard host, no defaultBackend",
    why: "A backend that receives requests for any host name also receives those that were meant for no one, such as scans by address.",
    fix: "Name every host in rules[].host, and remove defaultBackend.",
    severity: "medium",
    enforcement: "advisory",
    url: `${INGRESS}/#hostname-wildcards`,
    types: [token.INGRESS],
    check: checkExactHosts,
  },
  {
    id: "ING-09",
    name: "ingress-class-supported",
    title: "Ingress class is not the retired ingress-nginx",
    why: "The ingress-nginx project was retired in March 2026: new vulnerabilities in it are not fixed.",
    fix: "Move to Gateway API or another controller; remove the class from retiredClasses if another controller has it.",
    severity: "medium",
    enforcement: "advisory",
    url: "https://kubernetes.io/blog/2025/11/11/ingress-nginx-retirement/",
    frameworks: { NSA: ["C-0292"] },
    options: { [RETIRED_CLASSES]: namesOption("Ingress classes of controllers that get no security fixes.", "nginx") },
    types: [token.INGRESS],
    check: checkSupportedClass,
  },
  {
    id: "ING-10",
    name: "ingress-targets-service",
    title: "Ingress and Service backends exist, names/ports valid",
    why: "A route to nothing answers every request with an error, and whoever creates an object of that name later receives the requests.",
    fix: "Correct the name, port or selector, or list the namespace in createdElsewhere.",
    severity: "low",
    enforcement: "advisory",
    url: `${INGRESS}/#resource-backend`,
    options: {
      [CREATED_ELSEWHERE]: namesOption("Namespaces of this stack in which operators or other tools create Services and pods."),
    },
    reads: BACKEND_TYPES,
    perCluster: true,
    checkStack: checkBackends,
  },
  {
    id: "ING-11",
    name: "ingress-paths-unique",
    title: "Host+path pairs are unique; paths hold no nginx control characters",
    why: "Of two Ingresses for one path the older one wins, and a control character in a path changes the controller's configuration.",
    fix: "Give each host and path to one Ingress, and remove the characters.",
    severity: "medium",
    enforcement: "advisory",
    url: `${INGRESS}/#path-types`,
    reads: [token.INGRESS],
    perCluster: true,
    checkStack: checkPaths,
  },
];
