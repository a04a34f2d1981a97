import { namesOption } from "../reading/pods";
import type { Rule } from "../rule";
import { FRONT_DOOR_ID, INTERNAL_GATEWAYS, MIDDLEWARES } from "./edge";
import { checkFrontDoorId, EDGE_TYPES } from "./frontDoorId";

/** Controls for requests that enter a cluster. */
export const rules: readonly Rule[] = [
  {
    id: "ING-06",
    name: "ingress-frontdoor-id",
    title: "Ingress checks that X-Azure-FDID equals this environment's Front Door id",
    why: "An origin that does not check the header also accepts requests through anyone else's Front Door, which lacks your firewall.",
    fix: "Match X-Azure-FDID exactly in every route match, deny other requests at the gateway, or use ModSecurity rules with !@streq.",
    severity: "critical",
    enforcement: "mandatory",
    url: "https://learn.microsoft.com/azure/frontdoor/origin-security",
    options: {
      [FRONT_DOOR_ID]: {
        type: "string",
        description: "Front Door id to compare with; set it where another stack owns Front Door. Empty: the id in this stack, once known.",
        default: "",
      },
      [INTERNAL_GATEWAYS]: namesOption(
        "Ingress classes, and gateways or their ListenerSets as namespace/name, that neither Front Door nor the internet can reach.",
      ),
      [MIDDLEWARES]: namesOption("Traefik middlewares that compare the header exactly, named as in the router.middlewares annotation."),
    },
    reads: EDGE_TYPES,
    perCluster: true,
    checkStack: checkFrontDoorId,
  },
];
