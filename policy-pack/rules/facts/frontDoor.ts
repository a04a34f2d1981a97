/** The only Front Door tier with managed WAF rules and Private Link origins. */
export const FRONT_DOOR_SKU = "Premium_AzureFrontDoor";
/**
 * Tiers of Azure CDN (classic), and until when each service exists.
 *
 * Source: Microsoft Learn, "Azure Front Door and CDN comparison" (learn.microsoft.com/azure/frontdoor/front-door-cdn-comparison), the
 * pricing page of Azure CDN for the last day of new profiles, and the retirement notes of Azure CDN from Edgio (formerly Verizon) and from
 * Akamai.
 */
export const CDN_RETIREMENTS: readonly { readonly skus: readonly string[]; readonly status: string }[] = [
  {
    skus: ["Standard_Microsoft"],
    status: "Azure CDN from Microsoft (classic) is retired on 30 September 2027, and since 1 October 2025 no new profile can be created",
  },
  {
    skus: ["Standard_Verizon", "Premium_Verizon", "Custom_Verizon"],
    status: "Azure CDN from Edgio (Verizon) was retired on 15 January 2025",
  },
  { skus: ["Standard_Akamai"], status: "Azure CDN from Akamai was retired on 31 October 2023" },
];
/**
 * Versions of the required managed WAF rule sets that Front Door supports for new policies, newest first: the three newest releases.
 *
 * Source: Azure WAF managed ruleset support policy, Front Door (learn.microsoft.com/azure/web-application-firewall/ruleset-support-policy,
 * 26 February 2026). No end of support is set for any of them; 2.0 ends a year after the release of a version newer than 2.2. Versions
 * 1.x of the default rule set end on 26 February 2027 and exist in older policies only.
 */
export const WAF_RULE_SETS: Readonly<Record<string, readonly [string, ...string[]]>> = {
  Microsoft_DefaultRuleSet: ["2.2", "2.1", "2.0"],
  Microsoft_BotManagerRuleSet: ["1.1", "1.0"],
};
/** Service tag of the addresses from which Front Door connects to origins. */
export const FRONT_DOOR_SERVICE_TAG = "AzureFrontDoor.Backend";
/** Log categories of a Front Door profile that record the requests and the WAF's actions on them. */
export const FRONT_DOOR_LOG_CATEGORIES = ["FrontDoorAccessLog", "FrontDoorWebApplicationFirewallLog"] as const;
/** Managed rule of Front Door's default rule set against remote code execution through Log4j (CVE-2021-44228). */
export const LOG4J_RULE = "944240";
