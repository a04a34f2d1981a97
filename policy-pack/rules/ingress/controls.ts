import { namesOption } from "../reading/pods";
import type { Rule } from "../rule";
import { FRONT_DOOR_ID, INTERNAL_GATEWAYS, MIDDLEWARES } from "./edge";
import { checksFrontDoorId, EDGE_TYPES } from "./frontDoorId";

/** How requests come into a cluster. */
export const rules: readonly Rule[] = [
  {
    id: "ING-06",
    name: "ingress-frontdoor-id",
    title: "Ingress checks that X-Azure-FDID equals this environment's Front Door id",
    why: "Anyone can put a Front Door of their own, without your firewall, in front of an origin that does not look.",
    fix: "Match X-Azure-FDID exactly in every match, deny the rest at the gateway, or use the ModSecurity rules with !@streq.",
    severity: "critical",
    enforcement: "mandatory",
    url: "https://learn.microsoft.com/azure/frontdoor/origin-security",
    options: {
      [FRONT_DOOR_ID]: {
        type: "string",
        description: "Front Door id to compare with; set it where Front Door belongs to another stack. Empty: this stack's, once known.",
        default: "",
      },
      [INTERNAL_GATEWAYS]: namesOption(
        "Ingress classes, and gateways or their ListenerSets as namespace/name, that neither Front Door nor the internet reaches.",
      ),
      [MIDDLEWARES]: namesOption("Traefik middlewares, as the annotation writes them, that compare the header exactly."),
    },
    reads: EDGE_TYPES,
    perCluster: true,
    checkStack: checksFrontDoorId,
  },
];
