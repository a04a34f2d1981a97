import { POSTGRES_FIREWALL_RULE } from "../facts/tokens";
import { addressNumber } from "../reading/addresses";
import { get, isMissing, isUnknown, type Located, toText, type Value } from "../reading/values";
import { type CheckResults, NOT_APPLICABLE, type Outcome, type RuleContext, type RuleResource } from "../rule";
import { checkIpRules, SERVICES_WITH_IP_RULES } from "./ipRules";

/** The inputs that hold the first and the last address, in every service's rule; some are below `properties`. */
const RANGES = [
  ["startIpAddress", "endIpAddress"],
  ["startIP", "endIP"],
  ["startIPv6Address", "endIPv6Address"],
  ["properties.startIpAddress", "properties.endIpAddress"],
] as const;

/** More IPv4 addresses than any one network has (10.0.0.0/8), and more first groups than IPv6's largest allocations (/12). */
const MOST_ADDRESSES = 2 ** 24;
const MOST_GROUPS = 2 ** 4;

/**
 * Compliant: a range that does not start at 0.0.0.0, which stands for all of Azure, and is not so wide that it means every address.
 * Rules that are an input of the service itself likewise. PG-05 evaluates the rules of PostgreSQL, with a narrower limit.
 */
export function checkServiceFirewallRule(resource: RuleResource, context: RuleContext): Outcome {
  const { type, props } = resource;
  if (SERVICES_WITH_IP_RULES.includes(type)) return checkIpRules(resource, context);
  if (type === POSTGRES_FIREWALL_RULE) return NOT_APPLICABLE;
  if (isUnknown(props.properties)) return [{ unknown: "properties" }];
  const range = RANGES.find(([start, end]) => !isMissing(get(props, start)) || !isMissing(get(props, end)));
  if (range === undefined) return NOT_APPLICABLE;
  const [start, end] = range.map((path): Located => ({ path, value: get(props, path) }));
  return start === undefined || end === undefined ? NOT_APPLICABLE : checkRange(start, end);
}

function checkRange(start: Located, end: Located): CheckResults {
  if (isUnknown(start.value)) return [{ unknown: start.path }];
  if (/^(?:0\.0\.0\.0|::0?)$/.test(toText(start.value).trim())) {
    return [{ path: start.path, found: start.value, expected: "an address of your own: 0.0.0.0 admits every customer of Azure" }];
  }
  if (isUnknown(end.value)) return [{ unknown: end.path }];
  if (!isWide(start.value, end.value)) return [];
  return [{ path: end.path, found: `${toText(start.value)} to ${toText(end.value)}`, expected: "the addresses of one network" }];
}

function isWide(start: Value, end: Value): boolean {
  const [first, last] = [addressNumber(start), addressNumber(end)];
  if (first !== undefined && last !== undefined) return last - first + 1 > MOST_ADDRESSES;
  const [firstGroup, lastGroup] = [groupNumber(start), groupNumber(end)];
  return firstGroup !== undefined && lastGroup !== undefined && lastGroup - firstGroup >= MOST_GROUPS;
}

/** First group of an IPv6 address; `undefined` for anything else. */
function groupNumber(address: Value): number | undefined {
  const [, group] = /^([0-9a-f]{0,4}):/i.exec(typeof address === "string" ? address.trim() : "") ?? [];
  return group === undefined ? undefined : Number.parseInt(group || "0", 16);
}
