import { namesOption } from "../reading/pods";
import type { Rule } from "../rule";
import { CHECKING_GATEWAYS, FRONT_DOOR_ID, INTERNAL_GATEWAYS, MIDDLEWARES } from "./edge";
import { checkFrontDoorId, INGRESS_TYPES } from "./frontDoorId";
import { FRONT_DOOR } from "./unknownFrontDoor";

/** Controls for requests that enter a cluster. */
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
];
