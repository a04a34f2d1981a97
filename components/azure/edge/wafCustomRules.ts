import type { WafConfig } from "../../config/schema";

/** Priority of the general rate limit; the other rules have lower numbers and are evaluated before it. */
const GENERAL_PRIORITY = 100;

/**
 * The custom rules in the order of their evaluation: clients that are blocked, limits of single paths, then the limit of every client.
 * None has the action Allow, because it would skip the managed rules.
 */
export function customRules({ customRules, rateLimits, rateLimitPerMinute }: WafConfig) {
  const clients = customRules.map((rule) => ({
    name: rule.name,
    enabledState: "Enabled",
    ruleType: "MatchRule",
    matchConditions: [clientCondition(rule), ...pathConditions(rule.paths)],
    action: "Block",
  }));
  const limits = rateLimits.map(({ name, path, perMinute }) => rateLimit(name, perMinute, pathConditions([path])));
  const general = { ...rateLimit("RateLimitPerClient", rateLimitPerMinute, [EVERY_CLIENT]), priority: GENERAL_PRIORITY };
  return [...[...clients, ...limits].map((rule, index) => ({ ...rule, priority: index + 1 })), general];
}

const EVERY_CLIENT = { matchVariable: "SocketAddr", operator: "IPMatch", matchValue: ["0.0.0.0/0", "::/0"] };

/** Counts by socket address: `RemoteAddr` can be taken from X-Forwarded-For, which the client controls. */
function rateLimit(name: string, perMinute: number, matchConditions: readonly object[]) {
  return {
    name,
    enabledState: "Enabled",
    ruleType: "RateLimitRule",
    rateLimitDurationInMinutes: 1,
    rateLimitThreshold: perMinute,
    matchConditions: [...matchConditions] as (typeof EVERY_CLIENT)[],
    groupBy: [{ variableName: "SocketAddr" }],
    action: "Block",
  };
}

function clientCondition(rule: WafConfig["customRules"][number]) {
  const match =
    rule.type === "countries"
      ? { operator: "GeoMatch", matchValue: [...rule.countries] }
      : { operator: "IPMatch", matchValue: [...rule.ranges] };
  return { matchVariable: "SocketAddr", ...match, negateCondition: rule.verdict === "allowOnly" };
}

/**
 * RequestUri is the whole address with scheme, host and query, as the client wrote it. A part of the decoded address in lower case also
 * finds `//admin`, `/%61dmin` and `/Admin`; the paths of a query string that it finds as well are no loss.
 */
function pathConditions(paths: readonly string[] | undefined) {
  if (paths === undefined) return [];
  const matchValue = paths.map((path) => path.toLowerCase());
  return [{ matchVariable: "RequestUri", operator: "Contains", matchValue, transforms: ["UrlDecode", "Lowercase"] }];
}
