/** The only Front Door tier with managed WAF rules and Private Link origins. */
export const FRONT_DOOR_SKU = "Premium_AzureFrontDoor";
/** Managed WAF rule sets a policy must hold, each with the oldest version to accept (Front Door rule set support policy, February 2026). */
export const WAF_RULE_SETS: Readonly<Record<string, number>> = { Microsoft_DefaultRuleSet: 2.1, Microsoft_BotManagerRuleSet: 1.0 };
/** Service tag of the addresses from which Front Door calls origins. */
export const FRONT_DOOR_SERVICE_TAG = "AzureFrontDoor.Backend";
/** Log categories of a Front Door profile that show who asked for what, and what the WAF did about it. */
export const FRONT_DOOR_LOG_CATEGORIES = ["FrontDoorAccessLog", "FrontDoorWebApplicationFirewallLog"] as const;
