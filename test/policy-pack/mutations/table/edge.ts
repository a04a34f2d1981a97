import { layered, removed, rowsOf, set, survives, to, unnamed } from "../weakening";

const PERSONAL = "No control: which data in logs is personal, is the organisation's decision";
const BOT = "Microsoft_BotManagerRuleSet";
/** test/platform/weakenings.spec.ts weakens both. */
const BOTH_CHECK = "VirtualService and AuthorizationPolicy both check the Front Door id; ING-06 reports the stack in which neither does";

export const edge = [
  ...rowsOf("azure-native:cdn:Profile", {
    "sku.name": to("Standard_AzureFrontDoor", "FD-01"),
    "logScrubbing.state": unnamed(PERSONAL, to("Disabled")),
  }),
  ...rowsOf("azure-native:cdn:Rule", {
    "actions[*].parameters.value": unnamed("No control: headers of responses are as well set by the applications", to("")),
  }),
  ...rowsOf("azure-native:cdn:AFDCustomDomain", {
    "tlsSettings.minimumTlsVersion": to("TLS10", "FD-09"),
    "tlsSettings.certificateType": to("CustomerCertificate", "FD-10"),
    "tlsSettings.cipherSuiteSetType": to("TLS10_2019", "FD-09"),
  }),
  ...rowsOf("azure-native:cdn:AFDOrigin", {
    enforceCertificateNameCheck: to(false, "FD-11"),
    sharedPrivateLinkResource: layered("The gateways check the Front Door id, which FD-12 accepts instead (ING-06)", removed()),
  }),
  ...rowsOf("azure-native:cdn:AFDOriginGroup", {
    "healthProbeSettings.probeProtocol": to("Http", "FD-13"),
    "healthProbeSettings.probeRequestType": to("GET", "FD-13"),
    "healthProbeSettings.probePath": to("/", "FD-13"),
  }),
  ...rowsOf("azure-native:cdn:Route", {
    httpsRedirect: [to("Disabled", "FD-08"), removed("FD-08")],
    forwardingProtocol: [to("HttpOnly", "FD-08"), to("MatchRequest", "FD-08"), removed("FD-08")],
  }),
  ...rowsOf("azure-native:cdn:SecurityPolicy", {
    "": removed("FD-07"),
    "parameters.associations[*].domains": to([], "FD-07"),
    "parameters.associations[*].patternsToMatch[*]": to("/api/*", "FD-07"),
    "parameters.wafPolicy": removed("FD-07"),
  }),
  ...rowsOf("azure-native:frontdoor:Policy", {
    "policySettings.enabledState": to("Disabled", "FD-03"),
    "policySettings.mode": to("Detection", "FD-04"),
    "policySettings.requestBodyCheck": to("Disabled", "FD-15"),
    managedRules: removed("FD-05"),
    "managedRules.managedRuleSets[*]": removed("FD-05"),
    "managedRules.managedRuleSets[*].ruleSetType": to("Other", "FD-05"),
    "managedRules.managedRuleSets[ruleSetType=Microsoft_DefaultRuleSet].ruleSetVersion": to("1.0", "FD-05"),
    "managedRules.managedRuleSets[*].ruleSetAction": to("Log", "FD-05", "FD-06"),
    [`managedRules.managedRuleSets[ruleSetType=${BOT}].exclusions`]: set(
      [{ matchVariable: "QueryStringArgNames", selector: "*", selectorMatchOperator: "EqualsAny" }],
      "FD-06",
    ),
    "managedRules.managedRuleSets[*].ruleGroupOverrides": set(
      [{ ruleGroupName: "SQLI", rules: [{ ruleId: "942100", enabledState: "Disabled" }] }],
      "FD-06",
    ),
    "policySettings.scrubbingRules[*].state": unnamed(PERSONAL, to("Disabled")),
    customRules: removed("FD-16"),
    "customRules.rules[*].action": to("Log", "FD-16"),
    "customRules.rules[*].enabledState": to("Disabled", "FD-16"),
    "customRules.rules[*].ruleType": to("MatchRule", "FD-16"),
    "customRules.rules[*].rateLimitThreshold": survives(
      "FD-16 requires a limit; how many requests are usual, only the team knows",
      to(1_000_000),
    ),
    "customRules.rules[*].matchConditions[*].matchValue": survives(
      "FD-16 requires a limit; for whom, is the team's decision",
      to(["203.0.113.0/32"]),
    ),
  }),
  ...rowsOf("kubernetes:networking.istio.io/v1:Gateway", {
    "spec.servers[*].tls.minProtocolVersion": to("TLSV1_0", "ING-03"),
    "spec.servers[*].port.protocol": to("HTTP", "ING-02"),
    "spec.servers[*].hosts[*]": layered("Routes name their hosts, and the gateways check the Front Door id (ING-06)", to("*")),
  }),
  ...rowsOf("kubernetes:networking.istio.io/v1:VirtualService", {
    "spec.http[*].match[*].headers.x-azure-fdid.exact": layered(BOTH_CHECK, to("00000000-0000-0000-0000-000000000001")),
  }),
  ...rowsOf("kubernetes:networking.istio.io/v1:DestinationRule", {
    "spec.host": to("other.catalog.svc.cluster.local", "ING-12"),
    "spec.trafficPolicy.tls": removed("ING-12"),
    "spec.trafficPolicy.tls.mode": to("DISABLE", "ING-12"),
    "spec.trafficPolicy.tls.credentialName": removed("ING-12"),
    "spec.trafficPolicy.tls.insecureSkipVerify": set(true, "ING-12"),
  }),
  ...rowsOf("kubernetes:security.istio.io/v1:AuthorizationPolicy", {
    "spec.action": layered(BOTH_CHECK, to("ALLOW")),
    "spec.rules[*].when[*].key": layered(BOTH_CHECK, to("request.headers[x-other]")),
    "spec.rules[*].when[*].notValues": layered(BOTH_CHECK, to(["*"])),
    "spec.selector.matchLabels.istio": layered(BOTH_CHECK, to("other")),
  }),
  ...rowsOf("kubernetes:cert-manager.io/v1:ClusterIssuer", {
    "spec.acme.server": to("https://acme-staging-v02.api.letsencrypt.org/directory", "ING-05"),
  }),
  ...rowsOf("kubernetes:cert-manager.io/v1:Certificate", {
    "spec.renewBefore": to("1h0m0s", "CERT-01"),
    "spec.privateKey.rotationPolicy": unnamed("No control: certificates are renewed either way (CERT-01)", to("Never")),
  }),
];
