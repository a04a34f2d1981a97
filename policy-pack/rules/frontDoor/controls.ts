import { FRONT_DOOR_SKU } from "../facts/frontDoor";
import * as token from "../facts/tokens";
import { EDGE_TYPES } from "../ingress/frontDoorId";
import { isNot, property } from "../reading/expect";
import { byId, type Rule } from "../rule";
import { checkCertificate } from "./certificate";
import { rules as firewall } from "./firewall";
import { checkHealthProbe } from "./healthProbe";
import { checkHttpsOnly } from "./httpsOnly";
import { checkFrontDoorLogs } from "./logs";
import { checkMinimumTls } from "./minimumTls";
import { checkOriginLockdown } from "./originLockdown";
import { checkProfileSku } from "./profileSku";
import { checkWafAttached } from "./wafAttached";

/** Tier, transport security, origins. */
const edge: readonly Rule[] = [
  {
    id: "FD-01",
    name: "frontdoor-premium",
    title: "Profile SKU supports managed WAF rules and private link",
    why: "The other tiers have neither managed WAF rules nor Private Link, so attacks are not blocked and every origin needs a public address.",
    fix: `Set sku.name to ${FRONT_DOOR_SKU}.`,
    severity: "high",
    enforcement: "mandatory",
    url: "https://learn.microsoft.com/azure/frontdoor/standard-premium/tier-comparison",
    types: [token.AFD_PROFILE],
    check: checkProfileSku,
  },
  {
    id: "FD-02",
    name: "frontdoor-no-classic",
    title: "No Front Door (classic)",
    why: "Front Door (classic) gets no new features and is retired on 31 March 2027, after which its sites are unavailable.",
    fix: "Replace frontdoor.FrontDoor by cdn.Profile with AFDEndpoint, AFDOriginGroup, AFDOrigin and Route.",
    severity: "medium",
    enforcement: "mandatory",
    url: "https://learn.microsoft.com/azure/frontdoor/classic-retirement-faq",
    types: [token.FRONT_DOOR_CLASSIC],
    check: () => [{ path: "type", found: "Front Door (classic)", expected: "Front Door Standard or Premium (cdn.Profile)" }],
  },
  {
    id: "FD-07",
    name: "frontdoor-waf-attached",
    title: "Every endpoint and custom domain has a security policy",
    why: "A domain that is served without a security policy bypasses the firewall.",
    fix: "Add the domain's id to parameters.associations[].domains of a SecurityPolicy whose patternsToMatch contains /*.",
    severity: "critical",
    enforcement: "mandatory",
    url: "https://learn.microsoft.com/azure/frontdoor/how-to-configure-endpoints#add-security-policy",
    frameworks: { "MCSB v1": ["NS-6"] },
    reads: [token.AFD_ROUTE, token.AFD_ENDPOINT, token.AFD_CUSTOM_DOMAIN, token.AFD_SECURITY_POLICY],
    checkStack: checkWafAttached,
  },
  {
    id: "FD-08",
    name: "frontdoor-https-only",
    title: "Routes redirect to HTTPS and forward over HTTPS",
    why: "Over plain HTTP anyone on the network path, from client to edge or from edge to origin, can read and change requests.",
    fix: "Set httpsRedirect to Enabled and forwardingProtocol to HttpsOnly.",
    severity: "high",
    enforcement: "mandatory",
    url: "https://learn.microsoft.com/azure/frontdoor/how-to-configure-https-custom-domain",
    types: [token.AFD_ROUTE],
    remedy: { httpsRedirect: "Enabled", forwardingProtocol: "HttpsOnly" },
    check: checkHttpsOnly,
  },
  {
    id: "FD-09",
    name: "frontdoor-min-tls",
    title: "Custom domains require TLS 1.2+",
    why: "TLS 1.0 and its cipher suites can be broken or downgraded by an attacker between client and edge.",
    fix: "Set tlsSettings.minimumTlsVersion to TLS12 or TLS13 and do not use the TLS10_2019 cipher suites.",
    severity: "high",
    enforcement: "mandatory",
    url: "https://learn.microsoft.com/azure/frontdoor/standard-premium/tls-policy",
    types: [token.AFD_CUSTOM_DOMAIN],
    remedy: { minimumTlsVersion: "TLS12" },
    check: checkMinimumTls,
  },
  {
    id: "FD-10",
    name: "frontdoor-managed-certificate",
    title: "Custom domains use a managed (or Key Vault) certificate",
    why: "A certificate that nobody renews expires, and then clients refuse to connect to the domain.",
    fix: "Set tlsSettings.certificateType to ManagedCertificate, or to CustomerCertificate with secret.id.",
    severity: "medium",
    enforcement: "advisory",
    url: "https://learn.microsoft.com/azure/frontdoor/standard-premium/how-to-configure-https-custom-domain",
    frameworks: { "MCSB v1": ["IM-2"] },
    types: [token.AFD_CUSTOM_DOMAIN],
    check: checkCertificate,
  },
  {
    id: "FD-11",
    name: "frontdoor-origin-cert-check",
    title: "Origin certificate name is checked",
    why: "Without the check any valid certificate is accepted as the origin's, so an attacker who redirects the connection can read it.",
    fix: "Remove enforceCertificateNameCheck or set it to true, and use a certificate for the origin's host name.",
    severity: "high",
    enforcement: "mandatory",
    url: "https://learn.microsoft.com/azure/frontdoor/end-to-end-tls#backend-tls-connection-azure-front-door-to-origin",
    types: [token.AFD_ORIGIN],
    remedy: { enforceCertificateNameCheck: true },
    check: property("enforceCertificateNameCheck", isNot(false)),
  },
  {
    id: "FD-12",
    name: "frontdoor-origin-lockdown",
    title: "Origin is Private Link, or the ingress checks X-Azure-FDID (ING-06)",
    why: "An origin that accepts requests from any client can be called directly, bypassing Front Door and its firewall.",
    fix: "Set sharedPrivateLinkResource, or make the origin's ingress reject requests without this profile's X-Azure-FDID.",
    severity: "critical",
    enforcement: "mandatory",
    url: "https://learn.microsoft.com/azure/frontdoor/origin-security",
    options: {
      lockedHosts: {
        type: "array",
        items: { type: "string" },
        description: "Host names of origins outside this stack that are known to reject requests without the Front Door id.",
        default: [],
      },
    },
    reads: [token.AFD_ORIGIN, token.WEB_APP, ...EDGE_TYPES],
    checkStack: checkOriginLockdown,
  },
  {
    id: "FD-13",
    name: "frontdoor-health-probe",
    title: "Origin groups probe over HTTPS with HEAD on a dedicated path",
    why: "A probe of the start page loads the application from every edge location, and says little about whether it works.",
    fix: "Set probeProtocol to Https, probeRequestType to HEAD and probePath to a path that only reports health.",
    severity: "low",
    enforcement: "advisory",
    url: "https://learn.microsoft.com/azure/frontdoor/health-probes",
    types: [token.AFD_ORIGIN_GROUP],
    check: checkHealthProbe,
  },
  {
    id: "FD-14",
    name: "frontdoor-logs",
    title: "Access and WAF logs go to a workspace",
    why: "Without these logs there is no record of an attack at the edge, nor of what the firewall blocked or allowed.",
    fix: "Add a DiagnosticSetting for the profile with category group allLogs and a workspaceId.",
    severity: "medium",
    enforcement: "mandatory",
    url: "https://learn.microsoft.com/azure/frontdoor/standard-premium/how-to-logs",
    reads: [token.AFD_PROFILE, token.DIAGNOSTIC_SETTING],
    checkStack: checkFrontDoorLogs,
  },
];

/** Azure Front Door: tier, web application firewall, transport security, origins. */
export const rules: readonly Rule[] = [...edge, ...firewall].sort(byId);
