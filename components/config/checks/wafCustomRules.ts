import type { Fault } from "../fault";
import type { WafConfig } from "../schema";
import { duplicateIndexes, faultIf } from "./check";

/** Name of the rule that limits every client on every path (components/azure/edge/wafCustomRules.ts). */
const GENERAL_LIMIT = "RateLimitPerClient";

/** Limit of custom rules of a policy (Azure subscription limits: Azure Front Door), without the general rate limit. */
const MAX_RULES = 99;

/** Returns the faults of custom rules and rate limits: names, countries, ranges, limits without effect, and their number. */
export function customRuleFaults({ customRules, rateLimits, rateLimitPerMinute }: WafConfig, path: string, countries: readonly string[]) {
  const named = [
    ...customRules.map(({ name }, index) => ({ name, place: `${path}.customRules[${index}].name` })),
    ...rateLimits.map(({ name }, index) => ({ name, place: `${path}.rateLimits[${index}].name` })),
  ];
  return [
    ...nameFaults(named),
    ...customRules.flatMap((rule, index) => {
      const place = `${path}.customRules[${index}]`;
      return [...listFaults(rule, place, countries), ...pathFaults(rule.paths ?? [], `${place}.paths`)];
    }),
    ...rateLimits.flatMap(({ path: limited, perMinute }, index) => [
      ...faultIf(
        limited === "/",
        `${path}.rateLimits[${index}].path`,
        limited,
        "a path below /; rateLimitPerMinute is the limit of every path",
      ),
      ...faultIf(
        perMinute >= rateLimitPerMinute,
        `${path}.rateLimits[${index}].perMinute`,
        perMinute,
        `a number below rateLimitPerMinute (${rateLimitPerMinute}), which applies to every path`,
      ),
    ]),
    ...faultIf(named.length > MAX_RULES, `${path}.customRules`, named.length, `at most ${MAX_RULES} custom rules and rate limits together`),
  ];
}

type CustomRule = WafConfig["customRules"][number];

function nameFaults(named: readonly { readonly name: string; readonly place: string }[]): readonly Fault[] {
  const lower = [GENERAL_LIMIT, ...named.map(({ name }) => name)].map((name) => name.toLowerCase());
  return duplicateIndexes(lower).map((index): Fault => {
    const one = named[index - 1];
    return {
      path: one?.place ?? "",
      actual: one?.name,
      allowed: `a name that no other rule of the firewall has, and not ${GENERAL_LIMIT}`,
    };
  });
}

function listFaults(rule: CustomRule, place: string, countries: readonly string[]): readonly Fault[] {
  if (rule.type === "countries") {
    return [
      ...rule.countries.flatMap((code, index) =>
        faultIf(
          !countries.includes(code),
          `${place}.countries[${index}]`,
          code,
          "a code that Front Door knows, such as GB for the United Kingdom",
        ),
      ),
      ...duplicates(rule.countries, `${place}.countries`, "a country"),
    ];
  }
  return [
    ...rule.ranges.flatMap((range, index) =>
      faultIf(range.endsWith("/0"), `${place}.ranges[${index}]`, range, "a range that does not contain every address"),
    ),
    ...duplicates(rule.ranges, `${place}.ranges`, "a range"),
  ];
}

function pathFaults(paths: readonly string[], place: string): readonly Fault[] {
  return paths.flatMap((path, index) =>
    faultIf(path === "/", `${place}[${index}]`, path, "a path below /; without paths the rule applies to every one"),
  );
}

function duplicates(entries: readonly string[], place: string, entry: string): readonly Fault[] {
  return duplicateIndexes(entries.map((text) => text.toLowerCase())).map(
    (index): Fault => ({ path: `${place}[${index}]`, actual: entries[index], allowed: `${entry} that is not listed yet` }),
  );
}
