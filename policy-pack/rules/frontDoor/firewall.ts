import * as token from "../facts/tokens";
import { armIs, armIsNot } from "../reading/arm";
import { property } from "../reading/expect";
import { namesOption } from "../reading/pods";
import type { Rule } from "../rule";
import { checkAllowRules } from "./allowRules";
import { checkRateLimit } from "./rateLimit";
import { checkRuleSets } from "./ruleSets";
import { checkWafExceptions } from "./wafExceptions";

/** The web application firewall's policy. */
export const rules: readonly Rule[] = [
  {
    id: "FD-03",
    name: "frontdoor-waf-enabled",
    title: "WAF policy is enabled",
    why: "A disabled policy inspects nothing, although every domain still appears protected.",
    fix: "Set policySettings.enabledState to Enabled, or omit it.",
    severity: "critical",
    enforcement: "mandatory",
    url: "https://learn.microsoft.com/azure/web-application-firewall/afds/waf-front-door-policy-settings",
    frameworks: { "MCSB v1": ["NS-6"] },
    types: [token.WAF_POLICY],
    // Azure's default is Enabled (SDK: PolicySettings.enabledState).
    remedy: { enabledState: "Enabled" },
    check: property("policySettings.enabledState", armIsNot("Disabled")),
  },
  {
    id: "FD-04",
    name: "frontdoor-waf-prevention",
    title: "WAF is in Prevention mode in production",
    why: "In Detection mode the firewall logs an attack and lets it through to the origin.",
    fix: "Set policySettings.mode to Prevention; tune false positives in Detection outside production first.",
    severity: "critical",
    enforcement: "mandatory",
    nonProduction: "advisory",
    url: "https://learn.microsoft.com/azure/web-application-firewall/afds/waf-front-door-policy-settings",
    types: [token.WAF_POLICY],
    remedy: { mode: "Prevention" },
    check: property("policySettings.mode", armIs("Prevention")),
  },
  {
    id: "FD-05",
    name: "frontdoor-waf-rulesets",
    title: "DefaultRuleSet and BotManagerRuleSet are on",
    why: "Without the managed rule sets a WAF policy blocks only what its custom rules match.",
    fix: "Add Microsoft_DefaultRuleSet 2.2 with ruleSetAction Block and Microsoft_BotManagerRuleSet 1.1 to managedRules.managedRuleSets.",
    severity: "high",
    enforcement: "mandatory",
    url: "https://learn.microsoft.com/azure/web-application-firewall/afds/waf-front-door-drs",
    types: [token.WAF_POLICY],
    check: checkRuleSets,
  },
  {
    id: "FD-06",
    name: "frontdoor-waf-no-holes",
    title: "No disabled managed rules or exclusions without a stated reason",
    why: "Attackers look for the rule that is off and the field that is not inspected: a false positive once, a way in ever after.",
    fix: "Remove it, or narrow it to one rule and one exact name and list it in acceptedRules or acceptedExclusions with the reason beside it.",
    severity: "medium",
    enforcement: "advisory",
    url: "https://learn.microsoft.com/azure/web-application-firewall/afds/waf-front-door-exclusion",
    options: {
      acceptedRules: namesOption("Ids of managed rules that may be off or only log; 944240, against Log4Shell, cannot be listed."),
      acceptedExclusions: namesOption(
        "Exclusions that are allowed: a variable and a name, `RequestCookieNames session`; `*` for all names.",
      ),
    },
    types: [token.WAF_POLICY],
    check: checkWafExceptions,
  },
  {
    id: "FD-15",
    name: "frontdoor-waf-body-check",
    title: "Request body inspection is on",
    why: "Without it the managed rules do not see what forms and APIs receive, which is where most injected code arrives.",
    fix: "Set policySettings.requestBodyCheck to Enabled.",
    severity: "low",
    enforcement: "advisory",
    url: "https://learn.microsoft.com/azure/web-application-firewall/afds/waf-front-door-policy-settings",
    types: [token.WAF_POLICY],
    remedy: { requestBodyCheck: "Enabled" },
    check: property("policySettings.requestBodyCheck", armIs("Enabled")),
  },
  {
    id: "FD-16",
    name: "frontdoor-waf-rate-limit",
    title: "A rate limit rule exists",
    why: "Without one a single client can guess passwords or send requests until the origin is overloaded.",
    fix: "Add a custom rule with ruleType RateLimitRule, a rateLimitThreshold and action Block.",
    severity: "low",
    enforcement: "advisory",
    url: "https://learn.microsoft.com/azure/web-application-firewall/afds/waf-front-door-rate-limit",
    types: [token.WAF_POLICY],
    check: checkRateLimit,
  },
  {
    id: "FD-17",
    name: "frontdoor-waf-no-allow-rules",
    title: "No custom rule lets requests skip the managed rules",
    why: "A request that a custom rule allows is inspected by no managed rule; a condition on a header, an address or RemoteAddr is the client's choice.",
    fix: "Exclude the one field from the one rule instead, block every other client, or list the rule's name in acceptedRules.",
    severity: "high",
    enforcement: "advisory",
    url: "https://learn.microsoft.com/azure/web-application-firewall/afds/waf-front-door-custom-rules",
    options: {
      acceptedRules: namesOption("Names of custom rules that may have the action Allow, such as one for the addresses of a scanner."),
    },
    types: [token.WAF_POLICY],
    check: checkAllowRules,
  },
];
