/** The only Front Door tier with managed WAF rules and Private Link origins. */
export const FRONT_DOOR_SKU = "Premium_AzureFrontDoor";
/** Required managed WAF rule sets, each with its oldest accepted version (Front Door rule set support policy, February 2026). */
export const WAF_RULE_SETS: Readonly<Record<string, number>> = { Microsoft_DefaultRuleSet: 2.1, Microsoft_BotManagerRuleSet: 1.0 };
/** Service tag of the addresses from which Front Door connects to origins. */
export const FRONT_DOOR_SERVICE_TAG = "AzureFrontDoor.Backend";
/** Log categories of a Front Door profile that record the requests and the WAF's actions on them. */
export const FRONT_DOOR_LOG_CATEGORIES = ["FrontDoorAccessLog", "FrontDoorWebApplicationFirewallLog"] as const;
