import { POD_TYPES } from "../reading/pods";
import type { Rule } from "../rule";
import { onSidecars } from "./detect";
import { checkLeastScopes } from "./downstream";
import { AUTONOMOUS_AGENTS, checkAnonymousOverrides } from "./overrides";
import { SECURITY, SOURCE } from "./pages";
import { checkKeyPerApi, checkPopKeys } from "./popKeys";
import { checkTokenCache } from "./tokenCache";
import { CHECKED_BY_APPLICATION, checkTokenValidation } from "./tokenValidation";

/** Controls for the tokens that the sidecar validates, requests and caches. */
export const rules: readonly Rule[] = [
  {
    id: "SC-15",
    name: "sidecar-token-validation",
    title: "Audience and scopes are set",
    why: "Without a scope /Validate accepts every token of the tenant for this API, whatever the user agreed to.",
    fix: "Set AzureAd__Scopes to one scope and AzureAd__Audience to the API's audience.",
    severity: "high",
    enforcement: "mandatory",
    url: SECURITY,
    types: POD_TYPES,
    options: {
      [CHECKED_BY_APPLICATION]: {
        type: "boolean",
        description:
          "Whether applications check the scopes or roles in the claims of /Validate themselves, so that no scope is required here.",
        default: false,
      },
    },
    check: onSidecars(checkTokenValidation),
  },
  {
    id: "SC-20",
    name: "sidecar-token-cache",
    title: "A distributed cache uses TLS and a password from a secret",
    why: "The cache contains tokens: whoever reads the connection, or connects without a password, can act as the users.",
    fix: "Set ssl=true and a password in the connection string, and reference it in valueFrom.secretKeyRef.",
    severity: "high",
    enforcement: "mandatory",
    url: SECURITY,
    coveredBy: ["SC-12"],
    types: POD_TYPES,
    check: onSidecars(checkTokenCache),
  },
  {
    id: "SC-21",
    name: "sidecar-shr-keys",
    title: "PoP public key from secretKeyRef; private key never in an env var",
    why: "Whoever has the private key can use the tokens that are bound to it.",
    fix: "Reference the public key in valueFrom.secretKeyRef, and mount the private key as a file into the application only.",
    severity: "high",
    enforcement: "mandatory",
    url: SECURITY,
    types: POD_TYPES,
    check: onSidecars(checkPopKeys),
  },
  {
    id: "SC-22",
    name: "sidecar-shr-per-api",
    title: "Different PoP keys for different APIs",
    why: "With one key for several APIs, a key that leaks at one of them can be used at all of them.",
    fix: "Create a key pair for each API.",
    severity: "low",
    enforcement: "advisory",
    url: SECURITY,
    types: POD_TYPES,
    check: onSidecars(checkKeyPerApi),
  },
  {
    id: "SC-23",
    name: "sidecar-no-override-on-anonymous-routes",
    title: "Option overrides stay off on unauthenticated routes; redirects off",
    why: "Any process that reaches the port could request tokens for other APIs, tenants and agents, or have them sent elsewhere.",
    fix: "Remove Sidecar__AllowOverrides__*Unauthenticated and Sidecar__AllowOutboundRedirects, or set them to false.",
    severity: "high",
    enforcement: "mandatory",
    url: SOURCE,
    types: POD_TYPES,
    options: {
      [AUTONOMOUS_AGENTS]: {
        type: "boolean",
        description: "Whether overrides are allowed on unauthenticated routes, which autonomous agents need; redirects stay forbidden.",
        default: false,
      },
    },
    remedy: { value: "false" },
    check: onSidecars(checkAnonymousOverrides),
  },
  {
    id: "SC-26",
    name: "sidecar-least-scopes",
    title: "Downstream scopes are specific, not .default application permissions",
    why: "A token with .default has every permission that was ever consented to, whatever the request needs.",
    fix: "List the scopes that the API needs, such as User.Read.",
    severity: "low",
    enforcement: "advisory",
    url: "https://learn.microsoft.com/entra/identity-platform/scopes-oidc",
    types: POD_TYPES,
    check: onSidecars(checkLeastScopes),
  },
];
