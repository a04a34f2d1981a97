import { UNKNOWN } from "../../../policy-pack/rules/reading/values";
import type { CaseResource, ControlCases } from "./case";

const IN_PROFILE = { resourceGroupName: "rg-edge", profileName: "afd-shop" };
const PROFILE_ID = "/subscriptions/0b1f6471-1bf0-4dda-aec3-cb9272f09590/resourceGroups/rg-edge/providers/Microsoft.Cdn/profiles/afd-shop";
const WORKSPACE =
  "/subscriptions/0b1f6471-1bf0-4dda-aec3-cb9272f09590/resourceGroups/rg-ops/providers/Microsoft.OperationalInsights/workspaces/log";

const profile = (sku: unknown): CaseResource => ({
  type: "azure-native:cdn:Profile",
  name: "profile",
  props: { ...IN_PROFILE, sku: { name: sku } },
});
const waf = (policySettings: unknown, managedRules: unknown = {}): CaseResource => ({
  type: "azure-native:frontdoor:Policy",
  name: "waf",
  props: { resourceGroupName: "rg-edge", policyName: "wafshop", policySettings, managedRules },
});
const ruleSets = (...managedRuleSets: unknown[]) => waf({ enabledState: "Enabled", mode: "Prevention" }, { managedRuleSets });
const defaultSet = { ruleSetType: "Microsoft_DefaultRuleSet", ruleSetVersion: "2.2", ruleSetAction: "Block" };
const botSet = { ruleSetType: "Microsoft_BotManagerRuleSet", ruleSetVersion: "1.1" };

/** Log4Shell's rule, which 2.2 turns off by default. */
const log4j = { ruleGroupName: "JAVA", rules: [{ ruleId: "944240", enabledState: "Enabled", action: "AnomalyScoring" }] };
const withLog4j = { ...defaultSet, ruleGroupOverrides: [log4j] };
/** A version in which it is on. */
const set21 = { ...defaultSet, ruleSetVersion: "2.1" };
const RULE = "managedRules.managedRuleSets[0].ruleGroupOverrides[0].rules[0]";
const overriding = (rule: Record<string, unknown>) => ({ ...set21, ruleGroupOverrides: [{ ruleGroupName: "SQLI", rules: [rule] }] });
const badBots = (action: string) => ({
  ruleGroupName: "BadBots",
  rules: [{ ruleId: "Bot100200", enabledState: "Enabled", action }],
});
const exclusion = (matchVariable: string, selector: string, selectorMatchOperator = "Equals") => ({
  matchVariable,
  selectorMatchOperator,
  selector,
});
const rateLimit = (more: Record<string, unknown> = {}) => ({
  name: "perClient",
  ruleType: "RateLimitRule",
  rateLimitThreshold: 1000,
  action: "Block",
  priority: 100,
  ...more,
});
const allow = (more: Record<string, unknown> = {}) => ({
  name: "scanner",
  ruleType: "MatchRule",
  action: "Allow",
  priority: 1,
  matchConditions: [{ matchVariable: "SocketAddr", operator: "IPMatch", matchValue: ["203.0.113.7"] }],
  ...more,
});
const withCustomRules = (rules: unknown): CaseResource => ({ ...waf({}), props: { ...waf({}).props, customRules: { rules } } });
const originGroup = (healthProbeSettings: unknown): CaseResource => ({
  type: "azure-native:cdn:AFDOriginGroup",
  name: "group",
  props: { ...IN_PROFILE, originGroupName: "shop", healthProbeSettings },
});

const endpoint: CaseResource = { type: "azure-native:cdn:AFDEndpoint", name: "endpoint", props: { ...IN_PROFILE, endpointName: "shop" } };
const endpointInState = (enabledState: unknown): CaseResource => ({ ...endpoint, props: { ...endpoint.props, enabledState } });
const domain: CaseResource = {
  type: "azure-native:cdn:AFDCustomDomain",
  name: "domain",
  props: { ...IN_PROFILE, customDomainName: "www-shop", hostName: "www.shop.example" },
};
const withTls = (tlsSettings: unknown): CaseResource => ({ ...domain, props: { ...domain.props, tlsSettings } });
const route = (props: Record<string, unknown>, sources: Record<string, string[]> = {}): CaseResource => ({
  type: "azure-native:cdn:Route",
  name: "route",
  props: { ...IN_PROFILE, endpointName: "shop", httpsRedirect: "Enabled", forwardingProtocol: "HttpsOnly", ...props },
  sources,
});
const securityPolicy = (
  domains: unknown,
  sources: string[],
  patterns: unknown = ["/*"],
  wafPolicy: unknown = { id: UNKNOWN },
): CaseResource => ({
  type: "azure-native:cdn:SecurityPolicy",
  name: "security",
  props: {
    ...IN_PROFILE,
    parameters: { type: "WebApplicationFirewall", wafPolicy, associations: [{ domains, patternsToMatch: patterns }] },
  },
  sources: { parameters: sources },
});
/** One security policy with several associations: domains, paths. */
const associating = (sources: string[], ...pairs: [unknown, unknown][]): CaseResource => ({
  ...securityPolicy([], sources),
  props: {
    ...IN_PROFILE,
    parameters: {
      type: "WebApplicationFirewall",
      wafPolicy: { id: UNKNOWN },
      associations: pairs.map(([id, patternsToMatch]) => ({ domains: [{ id }], patternsToMatch })),
    },
  },
});
const WWW = `${PROFILE_ID}/customDomains/www-shop`;
const API = `${PROFILE_ID}/customDomains/api-shop`;
const apiDomain: CaseResource = {
  type: "azure-native:cdn:AFDCustomDomain",
  name: "api",
  props: { ...IN_PROFILE, customDomainName: "api-shop", hostName: "api.shop.example" },
};
const servedBoth = route({ customDomains: [{ id: WWW }, { id: API }] }, { customDomains: ["domain", "api"] });
const both = ["domain", "api"];
/** Auto-named by Pulumi, so that only the dependency shows whose id it is. */
const autoNamed: CaseResource = { ...domain, props: { ...IN_PROFILE, hostName: "www.shop.example" } };
const AUTO_NAME = `${PROFILE_ID}/customDomains/domain7f3a21bc`;
const served = route(
  { customDomains: [{ id: UNKNOWN }], linkToDefaultDomain: "Enabled" },
  { customDomains: ["domain"], endpointName: ["endpoint"] },
);
const servedKnown = route({ customDomains: [{ id: `${PROFILE_ID}/customDomains/www-shop` }] });

const origin = (props: Record<string, unknown>, sources: Record<string, string[]> = {}): CaseResource => ({
  type: "azure-native:cdn:AFDOrigin",
  name: "origin",
  props: { ...IN_PROFILE, originGroupName: "shop", hostName: "ingress.shop.example", originHostHeader: "ingress.shop.example", ...props },
  sources,
});
const ingress = (snippet: unknown, host: unknown = "ingress.shop.example"): CaseResource => ({
  type: "kubernetes:networking.k8s.io/v1:Ingress",
  name: "ingress",
  props: {
    metadata: { name: "shop", annotations: { "nginx.ingress.kubernetes.io/modsecurity-snippet": snippet } },
    spec: { rules: [{ host, http: { paths: [] } }] },
  },
});
const ingressPatch = (props: Record<string, unknown>): CaseResource => ({
  type: "kubernetes:networking.k8s.io/v1:IngressPatch",
  name: "patch",
  props,
});
const FDID = "4aa1a2f7-7a1c-4a4f-9d5a-0c6f0d8a8a11";
const CHECK = [
  "SecRuleEngine On",
  'SecRule &REQUEST_HEADERS:X-Azure-FDID "!@eq 1" "id:106,phase:1,deny,status:403"',
  `SecRule REQUEST_HEADERS:X-Azure-FDID "!@streq ${FDID}" "id:107,phase:1,deny,status:403"`,
].join("\n");
const LOOSE = CHECK.replace(`!@streq ${FDID}`, `@rx ^(?!${FDID}).*$`);
const premium = profile("Premium_AzureFrontDoor");
const mesh: CaseResource = {
  type: "kubernetes:networking.istio.io/v1:VirtualService",
  name: "mesh",
  props: {
    metadata: { name: "shop", namespace: "shop" },
    spec: { hosts: ["ingress.shop.example"], gateways: ["edge/public"], http: [{ route: [{ destination: { host: "shop" } }] }] },
  },
};
const denial = (ids: unknown[]): CaseResource => ({
  type: "kubernetes:security.istio.io/v1:AuthorizationPolicy",
  name: "fdid",
  props: {
    metadata: { name: "fdid", namespace: "edge" },
    spec: {
      selector: { matchLabels: { istio: "edge" } },
      action: "DENY",
      rules: [{ when: [{ key: "request.headers[x-azure-fdid]", notValues: ids }] }],
    },
  },
});
const meshGateway: CaseResource = {
  type: "kubernetes:networking.istio.io/v1:Gateway",
  name: "mesh-gateway",
  props: { metadata: { name: "public", namespace: "edge" }, spec: { selector: { istio: "edge" } } },
};
const meshPods: CaseResource = {
  type: "kubernetes:apps/v1:Deployment",
  name: "mesh-pods",
  props: { metadata: { namespace: "edge" }, spec: { template: { metadata: { labels: { istio: "edge" } } } } },
};
/** A Gateway of Gateway API, its route, and a policy that checks the id somewhere. */
const gatewayWith = (namespace: string, spec: Record<string, unknown>): CaseResource[] => [
  {
    type: "kubernetes:gateway.networking.k8s.io/v1:Gateway",
    name: "gateway",
    props: { metadata: { name: "edge", namespace: "shop" }, spec: { gatewayClassName: "istio" } },
  },
  {
    type: "kubernetes:gateway.networking.k8s.io/v1:HTTPRoute",
    name: "route",
    props: {
      metadata: { namespace: "shop" },
      spec: { parentRefs: [{ name: "edge" }], rules: [{ backendRefs: [{ name: "shop", port: 80 }] }] },
    },
  },
  {
    type: "kubernetes:security.istio.io/v1:AuthorizationPolicy",
    name: "policy",
    props: {
      metadata: { namespace },
      spec: { action: "DENY", rules: [{ when: [{ key: "request.headers[x-azure-fdid]", notValues: [FDID] }] }], ...spec },
    },
  },
];
const addOnPods = { selector: { matchLabels: { istio: "aks-istio-ingressgateway-internal" } } };
const viaFrontDoor = { action: "Allow", tag: "ServiceTag", ipAddress: "AzureFrontDoor.Backend" };
const requiringId = { ...viaFrontDoor, headers: { "x-azure-fdid": [FDID] } };
const site = (siteConfig: unknown, more: Record<string, unknown> = {}): CaseResource => ({
  type: "azure-native:web:WebApp",
  name: "site",
  props: { siteConfig, ...more },
});
const restricted = (...ipSecurityRestrictions: unknown[]) => site({ ipSecurityRestrictions });
const siteOrigin = origin({ hostName: UNKNOWN, originHostHeader: UNKNOWN }, { hostName: ["site"] });

/** Routes in which ING-06 reports no violation, but that do not check the id either. */
const edgeRoute = (type: string, spec: Record<string, unknown>, annotations: Record<string, unknown> = {}): CaseResource => ({
  type: `kubernetes:${type}`,
  name: "route",
  props: { metadata: { name: "shop", namespace: "shop", annotations }, spec },
});
const hosts = ["ingress.shop.example"];
const destination = [{ destination: { host: "shop" } }];
const meshOnly = edgeRoute("networking.istio.io/v1:VirtualService", { hosts, http: [{ route: destination }] });
const tcpOnly = edgeRoute("networking.istio.io/v1:VirtualService", { hosts, gateways: ["edge/public"], tcp: [{ route: destination }] });
const tlsOnly = edgeRoute("networking.istio.io/v1:VirtualService", { hosts, gateways: ["edge/public"], tls: [{ route: destination }] });
const forService = edgeRoute("gateway.networking.k8s.io/v1:HTTPRoute", {
  parentRefs: [{ kind: "Service", group: "", name: "shop" }],
  rules: [{ backendRefs: [{ name: "shop", port: 80 }] }],
});
const redirecting = (to: string) =>
  edgeRoute("networking.k8s.io/v1:Ingress", { rules: [] }, { "nginx.ingress.kubernetes.io/permanent-redirect": to });
const unproven = [meshOnly, tcpOnly, forService, redirecting("https://www.shop.example")];
const grpc = (headers: unknown[]) =>
  edgeRoute("gateway.networking.k8s.io/v1:GRPCRoute", {
    hostnames: hosts,
    parentRefs: [{ name: "public" }],
    rules: [{ matches: [{ headers }] }],
  });

const setting = (props: Record<string, unknown>, sources: Record<string, string[]> = {}): CaseResource => ({
  type: "azure-native:monitor:DiagnosticSetting",
  name: "setting",
  props: { resourceUri: PROFILE_ID, workspaceId: WORKSPACE, logs: [{ categoryGroup: "allLogs", enabled: true }], ...props },
  sources,
});

export const cases: Record<string, ControlCases> = {
  "FD-01": {
    passes: [[profile("Premium_AzureFrontDoor")], [profile("premium_azurefrontdoor")]],
    fails: [
      { resources: [profile("Standard_AzureFrontDoor")], at: ["sku.name"] },
      { resources: [profile("Standard_Microsoft")], at: ["sku.name"] },
      { resources: [{ type: "azure-native:cdn:Profile", props: { ...IN_PROFILE } }], at: ["sku.name"] },
      {
        resources: [{ type: "azure-native:cdn/v20240201:Profile", props: { sku: { name: "Standard_AzureFrontDoor" } } }],
        at: ["sku.name"],
      },
    ],
    undecided: [{ resources: [profile(UNKNOWN)], at: ["sku.name"] }],
  },
  "FD-02": {
    passes: [],
    fails: [
      { resources: [{ type: "azure-native:frontdoor:FrontDoor", props: { frontDoorName: "old" } }], at: ["type"] },
      { resources: [{ type: "azure-native:network/v20200501:FrontDoor", props: {} }], at: ["type"] },
    ],
    notApplicable: [[profile("Premium_AzureFrontDoor")]],
  },
  "FD-03": {
    passes: [
      [waf({ enabledState: "Enabled" })],
      [waf({ enabledState: "enabled", mode: "Detection" })],
      // Enabled is Azure's default.
      [waf({ mode: "Prevention" })],
      [waf(undefined)],
    ],
    fails: [
      { resources: [waf({ enabledState: "Disabled", mode: "Prevention" })], at: ["policySettings.enabledState"] },
      { resources: [waf({ enabledState: "disabled" })], at: ["policySettings.enabledState"] },
    ],
    undecided: [{ resources: [waf({ enabledState: UNKNOWN })], at: ["policySettings.enabledState"] }],
  },
  "FD-04": {
    passes: [[waf({ enabledState: "Enabled", mode: "Prevention" })], [waf({ mode: "prevention" })]],
    fails: [
      { resources: [waf({ enabledState: "Enabled", mode: "Detection" })], at: ["policySettings.mode"] },
      { resources: [waf({ enabledState: "Enabled" })], at: ["policySettings.mode"] },
      { resources: [waf({ mode: "Detection" })], at: ["policySettings.mode"], profile: "nonProduction" },
    ],
    undecided: [{ resources: [waf(UNKNOWN)], at: ["policySettings.mode"] }],
  },
  "FD-05": {
    passes: [
      [ruleSets(defaultSet, botSet)],
      [ruleSets({ ...defaultSet, ruleSetVersion: "2.1" }, { ...botSet, ruleSetVersion: "1.0" })],
      // Supported without an end date; a newer version than the table's is supported too.
      [ruleSets({ ...defaultSet, ruleSetVersion: "2.0" }, { ...botSet, ruleSetVersion: "1.0" })],
      [ruleSets({ ...defaultSet, ruleSetVersion: "2.10" }, { ...botSet, ruleSetVersion: "2.0" })],
      [ruleSets({ ...defaultSet, ruleSetAction: "Redirect" }, botSet, { ruleSetType: "Microsoft_HTTPDDoSRuleSet", ruleSetVersion: "1.0" })],
    ],
    fails: [
      { resources: [waf({ enabledState: "Enabled" })], at: ["managedRules.managedRuleSets", "managedRules.managedRuleSets"] },
      { resources: [ruleSets(defaultSet)], at: ["managedRules.managedRuleSets"] },
      { resources: [ruleSets(botSet, { ruleSetType: "DefaultRuleSet", ruleSetVersion: "1.0" })], at: ["managedRules.managedRuleSets"] },
      {
        resources: [ruleSets({ ...defaultSet, ruleSetVersion: "1.1" }, botSet)],
        at: ["managedRules.managedRuleSets[0].ruleSetVersion"],
      },
      // A number: 2.10 would arrive as 2.1.
      { resources: [ruleSets({ ...defaultSet, ruleSetVersion: 2.1 }, botSet)], at: ["managedRules.managedRuleSets[0].ruleSetVersion"] },
      {
        resources: [ruleSets({ ...defaultSet, ruleSetVersion: "preview-0.1" }, { ...botSet, ruleSetVersion: "0.1" })],
        at: ["managedRules.managedRuleSets[0].ruleSetVersion", "managedRules.managedRuleSets[1].ruleSetVersion"],
      },
      {
        resources: [ruleSets(botSet, { ...defaultSet, ruleSetAction: "Log" })],
        at: ["managedRules.managedRuleSets[1].ruleSetAction"],
      },
    ],
    undecided: [
      { resources: [ruleSets(defaultSet, UNKNOWN)], at: ["managedRules.managedRuleSets[1]"] },
      { resources: [ruleSets({ ...defaultSet, ruleSetAction: UNKNOWN }, botSet)], at: ["managedRules.managedRuleSets[0].ruleSetAction"] },
    ],
  },
  "FD-07": {
    passes: [
      [endpoint, domain, served, securityPolicy([{ id: UNKNOWN }, { id: UNKNOWN }], ["domain", "endpoint"])],
      [domain, servedKnown, securityPolicy([{ id: `${PROFILE_ID.toUpperCase()}/CUSTOMDOMAINS/WWW-SHOP` }], [])],
      // The endpoint's default domain serves no requests unless a route links to it.
      [endpoint, domain, servedKnown, securityPolicy([{ id: `${PROFILE_ID}/customDomains/www-shop` }], [])],
      [domain, apiDomain, servedBoth, associating(both, [WWW, ["/*"]], [API.toUpperCase(), ["/admin/*", "/*"]])],
      // The association that covers fewer paths is for another domain.
      [domain, servedKnown, associating(["domain"], [UNKNOWN, ["/*"]], [API, ["/admin/*"]])],
      [
        autoNamed,
        route({ customDomains: [{ id: AUTO_NAME }] }, { customDomains: ["domain"] }),
        associating(["domain"], [AUTO_NAME, ["/*"]]),
      ],
    ],
    fails: [
      // The engine lists both domains as dependencies of one property; only one of them is covered on every path.
      { resources: [domain, apiDomain, servedBoth, associating(both, [WWW, ["/*"]], [API, ["/admin/*"]])], at: ["hostName"] },
      { resources: [domain, servedKnown, associating(["domain"], [API, ["/*"]], [UNKNOWN, ["/admin/*"]])], at: ["hostName"] },
      { resources: [endpoint, domain, served], at: ["endpointName", "hostName"] },
      { resources: [endpointInState("Enabled"), route({ linkToDefaultDomain: "Enabled" })], at: ["endpointName"] },
      { resources: [endpoint, domain, served, securityPolicy([{ id: UNKNOWN }], ["domain"])], at: ["endpointName"] },
      { resources: [domain, servedKnown, securityPolicy([{ id: `${PROFILE_ID}/customDomains/api-shop` }], [])], at: ["hostName"] },
      { resources: [domain, servedKnown, securityPolicy([{ id: UNKNOWN }], ["domain"], ["/api/*"])], at: ["hostName"] },
      { resources: [domain, servedKnown, securityPolicy([{ id: UNKNOWN }], ["domain"], ["/*"], {})], at: ["hostName"] },
    ],
    notApplicable: [
      [domain, endpoint, route({ customDomains: [], linkToDefaultDomain: "Disabled" })],
      [domain, route({ enabledState: "Disabled", customDomains: [{ id: UNKNOWN }] }, { customDomains: ["domain"] })],
      // A disabled endpoint serves no requests.
      [endpointInState("disabled"), route({ linkToDefaultDomain: "Enabled" })],
      // Another stack's domain: the policy that covers it is in that stack.
      [route({ customDomains: [{ id: `${PROFILE_ID}/customDomains/elsewhere` }] })],
    ],
    undecided: [
      { resources: [domain, servedKnown, securityPolicy([{ id: UNKNOWN }], [])], at: ["hostName"] },
      { resources: [domain, route({ customDomains: UNKNOWN })], at: ["hostName"] },
      { resources: [endpointInState(UNKNOWN), route({ linkToDefaultDomain: "Enabled" })], at: ["endpointName"] },
      {
        resources: [domain, apiDomain, servedBoth, associating(both, [UNKNOWN, ["/*"]], [UNKNOWN, ["/admin/*"]])],
        at: ["hostName", "hostName"],
      },
      { resources: [domain, servedKnown, securityPolicy([{ id: WWW }], ["domain"], [UNKNOWN])], at: ["hostName"] },
      { resources: [domain, servedKnown, securityPolicy([{ id: WWW }], ["domain"], UNKNOWN)], at: ["hostName"] },
    ],
  },
  "FD-08": {
    passes: [
      [route({})],
      [route({ httpsRedirect: "enabled", forwardingProtocol: "httpsonly", supportedProtocols: ["Http", "Https"] })],
      [route({ supportedProtocols: ["Https"], httpsRedirect: "Disabled", forwardingProtocol: "MatchRequest" })],
      [route({ supportedProtocols: ["Https"], httpsRedirect: "Disabled", forwardingProtocol: null })],
    ],
    fails: [
      { resources: [route({ httpsRedirect: "Disabled" })], at: ["httpsRedirect"] },
      { resources: [route({ httpsRedirect: undefined, forwardingProtocol: undefined })], at: ["httpsRedirect", "forwardingProtocol"] },
      { resources: [route({ forwardingProtocol: "MatchRequest" })], at: ["forwardingProtocol"] },
      { resources: [route({ supportedProtocols: ["Https"], forwardingProtocol: "HttpOnly" })], at: ["forwardingProtocol"] },
    ],
    undecided: [
      { resources: [route({ httpsRedirect: UNKNOWN })], at: ["httpsRedirect"] },
      { resources: [route({ supportedProtocols: UNKNOWN, httpsRedirect: "Disabled" })], at: ["supportedProtocols"] },
      { resources: [route({ supportedProtocols: ["Https", UNKNOWN], httpsRedirect: "Disabled" })], at: ["supportedProtocols"] },
    ],
  },
  "FD-09": {
    passes: [
      [{ ...domain, props: { ...domain.props, tlsSettings: { certificateType: "ManagedCertificate", minimumTlsVersion: "TLS12" } } }],
      [{ ...domain, props: { ...domain.props, tlsSettings: { minimumTlsVersion: "TLS13", cipherSuiteSetType: "TLS12_2023" } } }],
      [domain],
    ],
    fails: [
      {
        resources: [{ ...domain, props: { ...domain.props, tlsSettings: { minimumTlsVersion: "TLS10" } } }],
        at: ["tlsSettings.minimumTlsVersion"],
      },
      {
        resources: [
          { ...domain, props: { ...domain.props, tlsSettings: { minimumTlsVersion: "TLS12", cipherSuiteSetType: "TLS10_2019" } } },
        ],
        at: ["tlsSettings.cipherSuiteSetType"],
      },
    ],
  },
  "FD-11": {
    passes: [[origin({ enforceCertificateNameCheck: true })], [origin({})]],
    fails: [
      { resources: [origin({ enforceCertificateNameCheck: false })], at: ["enforceCertificateNameCheck"] },
      {
        resources: [{ type: "azure-native_cdn_v20240201:cdn:AFDOrigin", props: { enforceCertificateNameCheck: false } }],
        at: ["enforceCertificateNameCheck"],
      },
    ],
    undecided: [{ resources: [origin({ enforceCertificateNameCheck: UNKNOWN })], at: ["enforceCertificateNameCheck"] }],
  },
  "FD-12": {
    passes: [
      [origin({ sharedPrivateLinkResource: { privateLink: { id: UNKNOWN }, privateLinkLocation: "westeurope", requestMessage: "m" } })],
      [premium, origin({}), ingress(CHECK)],
      [premium, origin({}), ingress(CHECK, "*.shop.example")],
      [premium, origin({}), ingress(CHECK), { ...ingress("", "docs.shop.example"), name: "other" }],
      [
        premium,
        origin({}),
        {
          type: "kubernetes:gateway.networking.k8s.io/v1:HTTPRoute",
          name: "gateway",
          props: {
            spec: {
              parentRefs: [{ name: "public" }],
              rules: [{ matches: [{ headers: [{ type: "Exact", name: "X-Azure-FDID", value: FDID }] }] }],
            },
          },
        },
      ],
      [premium, origin({}), meshGateway, meshPods, mesh, denial([FDID])],
      [
        premium,
        origin({}),
        ...gatewayWith("shop", { targetRefs: [{ group: "gateway.networking.k8s.io", kind: "Gateway", name: "edge" }] }),
      ],
      [premium, origin({}), ...gatewayWith("shop", { selector: { matchLabels: { "gateway.networking.k8s.io/gateway-name": "edge" } } })],
      [siteOrigin, restricted(requiringId)],
      [siteOrigin, restricted({ ...requiringId, headers: { "X-Azure-FDID": [FDID] } }, { action: "Deny", ipAddress: "Any" })],
      // Additional narrow sources: an office, a subnet, Azure's availability tests.
      [
        siteOrigin,
        restricted(
          requiringId,
          { action: "Allow", ipAddress: "203.0.113.4/32" },
          { action: "Allow", vnetSubnetResourceId: "/subscriptions/s/subnets/agents" },
          { action: "Allow", tag: "ServiceTag", ipAddress: "ApplicationInsightsAvailability" },
        ),
      ],
      // A route without a check does not affect a route with one.
      ...unproven.map((one) => [premium, origin({}), ingress(CHECK), one]),
      [premium, origin({}), grpc([{ name: "X-Azure-FDID", value: FDID }])],
      // A Patch of an object from another deployment: it may add the check, and does not remove one.
      [premium, origin({}), ingressPatch(ingress(CHECK).props)],
      [premium, origin({}), ingress(CHECK), ingressPatch({ metadata: { name: "other", annotations: { "example.com/ttl": "60" } } })],
      { resources: [origin({ hostName: "Legacy.shop.example" })], config: { lockedHosts: ["legacy.shop.example"] } },
    ],
    fails: [
      { resources: [premium, origin({})], at: ["sharedPrivateLinkResource"] },
      { resources: [origin({ sharedPrivateLinkResource: { privateLinkLocation: "westeurope" } })], at: ["sharedPrivateLinkResource"] },
      { resources: [premium, origin({}), ingress("SecRuleEngine On")], at: ["sharedPrivateLinkResource"] },
      { resources: [premium, origin({}), ingressPatch({ metadata: { name: "other" } })], at: ["sharedPrivateLinkResource"] },
      {
        resources: [premium, origin({}), ingress(CHECK), ingressPatch(ingress("SecRuleEngine On").props)],
        at: ["sharedPrivateLinkResource"],
      },
      { resources: [premium, origin({}), ingress(LOOSE)], at: ["sharedPrivateLinkResource"] },
      { resources: [premium, origin({}), ingress(CHECK, "docs.shop.example")], at: ["sharedPrivateLinkResource"] },
      {
        resources: [premium, origin({ originHostHeader: undefined }), ingress(CHECK), { ...ingress("", "www.shop.example"), name: "open" }],
        at: ["sharedPrivateLinkResource"],
      },
      { resources: [premium, origin({}), mesh], at: ["sharedPrivateLinkResource"] },
      // A policy that Istio does not apply to the gateway is no check.
      ...[
        gatewayWith("other", addOnPods),
        gatewayWith("aks-istio-ingress", addOnPods),
        gatewayWith("shop", addOnPods),
        [mesh, denial([FDID])],
        // The Gateway's namespace is no proof of where its pods run.
        [meshGateway, mesh, denial([FDID])],
      ].map((more) => ({ resources: [premium, origin({}), ...more], at: ["sharedPrivateLinkResource"] })),
      ...[...unproven, tlsOnly, redirecting(""), grpc([])].map((one) => ({
        resources: [premium, origin({}), one],
        at: ["sharedPrivateLinkResource"],
      })),
      { resources: [premium, origin({}), ingress(CHECK), tlsOnly], at: ["sharedPrivateLinkResource"] },
      // Without a profile in the stack, a missing check is still reported.
      { resources: [origin({}), meshOnly], at: ["sharedPrivateLinkResource"] },
      ...[
        restricted(),
        restricted(viaFrontDoor),
        restricted({ ...requiringId, headers: { "x-azure-fdid": [] } }),
        restricted({ ...requiringId, headers: { "x-azure-fdid": ["todo"] } }),
        restricted({ ...requiringId, action: "Deny" }),
        restricted(requiringId, viaFrontDoor),
        restricted(requiringId, { action: "Allow", ipAddress: "0.0.0.0/0" }),
        restricted(requiringId, { action: "Allow" }),
        site({ ipSecurityRestrictions: [requiringId], ipSecurityRestrictionsDefaultAction: "Allow" }),
        site({}, { tags: { note: "todo: check X-Azure-FDID" } }),
      ].map((one) => ({ resources: [siteOrigin, one], at: ["sharedPrivateLinkResource"] })),
      { resources: [origin({ hostName: UNKNOWN })], at: ["sharedPrivateLinkResource"] },
    ],
    notApplicable: [[origin({ enabledState: "Disabled" })], [ingress("")]],
    undecided: [
      { resources: [origin({ sharedPrivateLinkResource: UNKNOWN })], at: ["sharedPrivateLinkResource"] },
      { resources: [premium, origin({}), ingress(UNKNOWN)], at: ["sharedPrivateLinkResource"] },
      {
        resources: [premium, origin({}), { ...ingress(""), props: { ...ingress("").props, metadata: { annotations: UNKNOWN } } }],
        at: ["sharedPrivateLinkResource"],
      },
      // Hosts that are not known yet, of the ingress or the origin.
      { resources: [premium, origin({}), ingress(CHECK), { ...ingress("", UNKNOWN), name: "other" }], at: ["sharedPrivateLinkResource"] },
      { resources: [premium, origin({}), ingress(CHECK, UNKNOWN)], at: ["sharedPrivateLinkResource"] },
      {
        resources: [premium, origin({ hostName: UNKNOWN, originHostHeader: UNKNOWN }), ingress(""), ingress(CHECK)],
        at: ["sharedPrivateLinkResource"],
      },
      { resources: [siteOrigin, restricted({ ...requiringId, action: UNKNOWN })], at: ["sharedPrivateLinkResource"] },
      { resources: [premium, origin({}), meshGateway, meshPods, mesh, denial([UNKNOWN])], at: ["sharedPrivateLinkResource"] },
      { resources: [siteOrigin, site(UNKNOWN)], at: ["sharedPrivateLinkResource"] },
      {
        resources: [siteOrigin, restricted({ ...requiringId, headers: { "x-azure-fdid": [UNKNOWN] } })],
        at: ["sharedPrivateLinkResource"],
      },
      { resources: [origin({ hostName: UNKNOWN })], config: { lockedHosts: ["a.example.com"] }, at: ["hostName"] },
      // Only the stack with the profile can compare the id.
      { resources: [origin({}), ingress(CHECK)], at: ["sharedPrivateLinkResource"] },
    ],
  },
  "FD-14": {
    passes: [
      [profile("Premium_AzureFrontDoor"), setting({})],
      [profile("Premium_AzureFrontDoor"), setting({ resourceUri: UNKNOWN, workspaceId: UNKNOWN }, { resourceUri: ["profile"] })],
      [
        profile("Premium_AzureFrontDoor"),
        setting({ logs: [{ category: "FrontDoorAccessLog", enabled: true }] }),
        { ...setting({ logs: [{ category: "FrontDoorWebApplicationFirewallLog", enabled: true }] }), name: "second" },
      ],
    ],
    fails: [
      { resources: [profile("Premium_AzureFrontDoor")], at: ["diagnosticSettings"] },
      {
        resources: [profile("Standard_AzureFrontDoor"), setting({ workspaceId: undefined, storageAccountId: "x" })],
        at: ["diagnosticSettings"],
      },
      {
        resources: [profile("Premium_AzureFrontDoor"), setting({ logs: [{ category: "FrontDoorAccessLog", enabled: true }] })],
        at: ["diagnosticSettings"],
      },
      {
        resources: [profile("Premium_AzureFrontDoor"), setting({ logs: [{ categoryGroup: "allLogs", enabled: false }] })],
        at: ["diagnosticSettings"],
      },
      {
        resources: [profile("Premium_AzureFrontDoor"), setting({ resourceUri: PROFILE_ID.replace("afd-shop", "afd-docs") })],
        at: ["diagnosticSettings"],
      },
      {
        resources: [profile("Premium_AzureFrontDoor"), endpoint, setting({ resourceUri: UNKNOWN }, { resourceUri: ["endpoint"] })],
        at: ["diagnosticSettings"],
      },
    ],
    notApplicable: [[profile("Standard_Microsoft")], [setting({})]],
    undecided: [{ resources: [profile("Premium_AzureFrontDoor"), setting({ resourceUri: UNKNOWN })], at: ["diagnosticSettings"] }],
  },
  "FD-06": {
    passes: [
      [ruleSets(withLog4j, botSet)],
      [ruleSets(set21)],
      [
        ruleSets({
          ...set21,
          ruleGroupOverrides: [{ ruleGroupName: "SQLI", rules: [{ ruleId: "942100", enabledState: "Enabled" }] }],
        }),
      ],
      { resources: [ruleSets(overriding({ ruleId: "942440", enabledState: "Disabled" }))], config: { acceptedRules: ["942440"] } },
      {
        resources: [
          ruleSets({
            ...withLog4j,
            exclusions: [exclusion("RequestCookieNames", "session"), exclusion("QueryStringArgNames", "*", "EqualsAny")],
          }),
        ],
        config: { acceptedExclusions: ["RequestCookieNames session", "QueryStringArgNames *"] },
      },
      // Good bots are allowed and unknown bots logged without an override.
      [
        ruleSets(withLog4j, {
          ...botSet,
          ruleGroupOverrides: [
            { ruleGroupName: "UnknownBots", rules: [{ ruleId: "Bot300300", enabledState: "Enabled", action: "Log" }] },
            { ruleGroupName: "GoodBots", rules: [{ ruleId: "Bot200100", enabledState: "Enabled", action: "Allow" }] },
          ],
        }),
      ],
      // Stricter than by default.
      [ruleSets(withLog4j, { ...set21, ruleGroupOverrides: [log4j] })],
    ],
    fails: [
      { resources: [ruleSets(defaultSet, botSet)], at: ["managedRules.managedRuleSets[0].ruleGroupOverrides"] },
      {
        resources: [
          ruleSets({ ...defaultSet, ruleGroupOverrides: [{ ...log4j, rules: [{ ruleId: "944240", enabledState: "Disabled" }] }] }),
        ],
        at: [`${RULE}.enabledState`],
      },
      { resources: [ruleSets(overriding({ ruleId: "942100", enabledState: "Enabled", action: "Allow" }))], at: [`${RULE}.action`] },
      {
        resources: [ruleSets({ ...botSet, ruleGroupOverrides: [badBots("Allow")] })],
        at: [`${RULE}.action`],
      },
      // A group without rules is off as a whole.
      {
        resources: [ruleSets({ ...set21, ruleGroupOverrides: [{ ruleGroupName: "SQLI" }, { ruleGroupName: "XSS", rules: [] }] })],
        at: ["managedRules.managedRuleSets[0].ruleGroupOverrides[0].rules", "managedRules.managedRuleSets[0].ruleGroupOverrides[1].rules"],
      },
      {
        resources: [
          ruleSets({ ...set21, ruleGroupOverrides: [{ ruleGroupName: "SQLI", exclusions: [exclusion("RequestCookieNames", "session")] }] }),
        ],
        at: ["managedRules.managedRuleSets[0].ruleGroupOverrides[0].exclusions[0]"],
      },
      {
        resources: [
          waf(
            {},
            { managedRuleSets: [set21], exceptionsList: { exceptions: [{ matchVariable: "RequestUri", matchValues: ["/upload"] }] } },
          ),
        ],
        at: ["managedRules.exceptionsList.exceptions[0]"],
      },
      { resources: [ruleSets(overriding({ ruleId: "942100", enabledState: "Disabled" }))], at: [`${RULE}.enabledState`] },
      // An override without a state turns its rule off.
      { resources: [ruleSets(overriding({ ruleId: "942100" }))], at: [`${RULE}.enabledState`] },
      { resources: [ruleSets(overriding({ ruleId: "942100", enabledState: "Enabled", action: "Log" }))], at: [`${RULE}.action`] },
      {
        resources: [ruleSets(overriding({ ruleId: "944240", enabledState: "Disabled" }))],
        config: { acceptedRules: ["944240"] },
        at: [`${RULE}.enabledState`],
      },
      {
        resources: [
          ruleSets({
            ...overriding({ ruleId: "942100", enabledState: "Enabled", exclusions: [exclusion("RequestHeaderNames", "X-Token")] }),
            exclusions: [exclusion("QueryStringArgNames", "*", "EqualsAny")],
          }),
        ],
        config: { acceptedExclusions: ["RequestCookieNames session"] },
        at: ["managedRules.managedRuleSets[0].exclusions[0]", `${RULE}.exclusions[0]`],
      },
    ],
    undecided: [
      { resources: [waf({}, { managedRuleSets: UNKNOWN })], at: ["managedRules.managedRuleSets"] },
      { resources: [ruleSets({ ...defaultSet, ruleSetVersion: UNKNOWN })], at: ["managedRules.managedRuleSets[0].ruleSetVersion"] },
      {
        resources: [waf({}, { managedRuleSets: [set21], exceptionsList: { exceptions: UNKNOWN } })],
        at: ["managedRules.exceptionsList.exceptions"],
      },
      { resources: [ruleSets(overriding({ ruleId: "942100", enabledState: UNKNOWN }))], at: [`${RULE}.enabledState`] },
      { resources: [ruleSets(overriding({ ruleId: UNKNOWN, enabledState: "Enabled", action: "Log" }))], at: [`${RULE}.ruleId`] },
      {
        resources: [ruleSets(overriding({ ruleId: UNKNOWN, enabledState: "Disabled" }))],
        config: { acceptedRules: ["942440"] },
        at: [`${RULE}.ruleId`],
      },
    ],
  },
  "FD-10": {
    passes: [
      [domain],
      [withTls({ certificateType: "ManagedCertificate", minimumTlsVersion: "TLS12" })],
      [withTls({ certificateType: "customerCertificate", secret: { id: `${PROFILE_ID}/secrets/wildcard` } })],
      [withTls({ certificateType: "CustomerCertificate", secret: { id: UNKNOWN } })],
    ],
    fails: [
      { resources: [withTls({ certificateType: "CustomerCertificate" })], at: ["tlsSettings.secret.id"] },
      { resources: [withTls({ certificateType: "CustomerCertificate", secret: { id: "" } })], at: ["tlsSettings.secret.id"] },
      { resources: [withTls({ certificateType: "None" })], at: ["tlsSettings.certificateType"] },
    ],
    undecided: [
      { resources: [withTls(UNKNOWN)], at: ["tlsSettings"] },
      { resources: [withTls({ certificateType: UNKNOWN })], at: ["tlsSettings.certificateType"] },
    ],
  },
  "FD-13": {
    passes: [[originGroup({ probeProtocol: "Https", probeRequestType: "HEAD", probePath: "/healthz" })]],
    fails: [
      {
        resources: [originGroup({ probeProtocol: "Http", probeRequestType: "GET", probePath: "/" })],
        at: ["healthProbeSettings.probeProtocol", "healthProbeSettings.probeRequestType", "healthProbeSettings.probePath"],
      },
      { resources: [originGroup({ probeProtocol: "Https", probeRequestType: "HEAD" })], at: ["healthProbeSettings.probePath"] },
    ],
    undecided: [{ resources: [originGroup(UNKNOWN)], at: ["healthProbeSettings"] }],
    // Microsoft recommends no probes for a group with one origin.
    notApplicable: [[originGroup(undefined)]],
  },
  "FD-15": {
    passes: [[waf({ requestBodyCheck: "Enabled" })], [waf({ requestBodyCheck: "enabled" })]],
    fails: [
      { resources: [waf({ requestBodyCheck: "Disabled" })], at: ["policySettings.requestBodyCheck"] },
      { resources: [waf({})], at: ["policySettings.requestBodyCheck"] },
    ],
    undecided: [{ resources: [waf({ requestBodyCheck: UNKNOWN })], at: ["policySettings.requestBodyCheck"] }],
  },
  "FD-16": {
    passes: [
      [withCustomRules([rateLimit()])],
      [withCustomRules([{ ...rateLimit(), ruleType: "MatchRule" }, rateLimit({ enabledState: "Enabled" })])],
    ],
    fails: [
      { resources: [waf({})], at: ["customRules.rules"] },
      { resources: [withCustomRules([rateLimit({ enabledState: "Disabled" })])], at: ["customRules.rules"] },
      { resources: [withCustomRules([rateLimit({ action: "Log" })])], at: ["customRules.rules"] },
      { resources: [withCustomRules([{ ...rateLimit(), ruleType: "MatchRule" }])], at: ["customRules.rules"] },
    ],
    undecided: [
      { resources: [withCustomRules(UNKNOWN)], at: ["customRules.rules"] },
      { resources: [withCustomRules([rateLimit({ enabledState: UNKNOWN })])], at: ["customRules.rules"] },
    ],
  },
  "FD-17": {
    passes: [
      [withCustomRules([rateLimit()])],
      [withCustomRules([allow({ action: "Block" }), allow({ action: "log", priority: 2 })])],
      [withCustomRules([allow({ enabledState: "Disabled" })])],
      [waf({})],
      { resources: [withCustomRules([allow()])], config: { acceptedRules: ["scanner"] } },
    ],
    fails: [
      { resources: [withCustomRules([allow()])], at: ["customRules.rules[0].action"] },
      { resources: [withCustomRules([rateLimit(), allow({ action: "allow" })])], at: ["customRules.rules[1].action"] },
      // Anyone can send the header.
      {
        resources: [
          withCustomRules([
            allow({
              matchConditions: [{ matchVariable: "RequestHeader", selector: "Referer", operator: "Equal", matchValue: ["shop.example"] }],
            }),
          ]),
        ],
        config: { acceptedRules: ["office"] },
        at: ["customRules.rules[0].action"],
      },
    ],
    undecided: [
      { resources: [withCustomRules(UNKNOWN)], at: ["customRules.rules"] },
      { resources: [withCustomRules([allow({ action: UNKNOWN })])], at: ["customRules.rules[0].action"] },
      { resources: [withCustomRules([allow({ enabledState: UNKNOWN })])], at: ["customRules.rules[0].enabledState"] },
      {
        resources: [withCustomRules([allow({ name: UNKNOWN })])],
        config: { acceptedRules: ["scanner"] },
        at: ["customRules.rules[0].name"],
      },
    ],
  },
};
