/** The only Front Door tier with managed WAF rules and Private Link origins. */
export const FRONT_DOOR_SKU = "Premium_AzureFrontDoor";
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
