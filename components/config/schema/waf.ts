import { z } from "zod";
import { urlPath } from "./primitives";

const ruleName = z.string().regex(/^[A-Za-z][A-Za-z0-9]{0,127}$/, { error: "1 to 128 letters and digits, starting with a letter" });
const ruleId = z.string().regex(/^(\d{6,8}|Bot\d{6})$/, { error: "the id of a managed rule, such as 942100 or Bot100200" });
const reason = z.string().trim().min(10).max(256).describe("Why this is needed, for the reviewer of the change: 10 to 256 characters.");
const expires = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, { error: "a date such as 2027-03-01" })
  .describe(
    "Last day on which it is deployed, as YYYY-MM-DD in UTC, at most a year ahead. Afterwards every preview and update is refused.",
  );

const address = z.string().regex(new RegExp(`${z.regexes.cidrv4.source}|${z.regexes.cidrv6.source}`), {
  error: "an IPv4 or IPv6 range in CIDR form such as 203.0.113.0/24",
});

const ruleSet = z
  .enum(["Microsoft_DefaultRuleSet", "Microsoft_BotManagerRuleSet"])
  .default("Microsoft_DefaultRuleSet")
  .describe("Managed rule set. Default: Microsoft_DefaultRuleSet, whose rules inspect the content of requests.");
const ruleGroupName = z
  .string()
  .optional()
  .describe("Rule group, such as SQLI, of which every rule is meant. Default: none; the rules are those of ruleIds.");

/** Part of a request that managed rules do not inspect. */
export const wafExclusion = z.strictObject({
  matchVariable: z
    .enum(["RequestHeaderNames", "RequestCookieNames", "QueryStringArgNames", "RequestBodyPostArgNames", "RequestBodyJsonArgNames"])
    .describe("Part of the request whose values are not inspected; names of the part are."),
  selectorMatchOperator: z
    .enum(["Equals", "Contains", "StartsWith", "EndsWith", "EqualsAny"])
    .default("Equals")
    .describe(
      "How selector is compared with names. EqualsAny means every name and requires ruleIds. Default: Equals, which excludes one name only.",
    ),
  selector: z
    .string()
    .min(1)
    .max(256)
    .describe("Name of the header, cookie or argument, 1 to 256 characters; a part of a name has at least 3; * with EqualsAny."),
  ruleGroupName: z
    .string()
    .optional()
    .describe("Rule group of the default rule set, such as SQLI, to which it applies. Default: none; see ruleIds."),
  ruleIds: z
    .array(ruleId)
    .min(1)
    .optional()
    .describe("Ids of the rules to which it applies. Default: every rule of ruleGroupName, or of the default rule set."),
  reason,
  expires,
});

/** Change of managed rules: their state or their action. */
export const wafRuleOverride = z.strictObject({
  ruleSet,
  ruleGroupName,
  ruleIds: z.array(ruleId).min(1).optional().describe("Ids of the rules. Default: every rule of ruleGroupName."),
  enabled: z
    .boolean()
    .default(true)
    .describe("Whether the rules are on; false requires expires. Default: true, which also turns on a rule that is off by default."),
  action: z
    .enum(["AnomalyScoring", "Log", "Allow", "Block", "JSChallenge", "CAPTCHA"])
    .optional()
    .describe(
      "What a match does: AnomalyScoring or Log in the default rule set; Log, Allow, Block, JSChallenge or CAPTCHA in the bot manager's. Log " +
        "and Allow require expires. Default: the rule's own action.",
    ),
  reason,
  expires: expires.optional().describe("Last day of an override that weakens, as YYYY-MM-DD in UTC, at most a year ahead. Default: none."),
});

const paths = z
  .array(urlPath)
  .min(1)
  .max(10)
  .optional()
  .describe(
    "Paths to which the rule applies, 1 to 10, found anywhere in the decoded address, so that no spelling of the path avoids it. Default: every path.",
  );
const verdict = (what: string) =>
  z
    .enum(["allowOnly", "block"])
    .describe(`allowOnly blocks every client outside ${what}, block every client in it. No rule lets a request skip the managed rules.`);

const countryRule = z
  .strictObject({
    type: z.literal("countries"),
    name: ruleName.describe("Name of the rule in the firewall's log: letters and digits, starting with a letter."),
    verdict: verdict("the list"),
    countries: z
      .array(z.string().regex(/^[A-Z]{2}$/, { error: "a code of two capital letters, such as SE" }))
      .min(1)
      .max(10)
      .describe("Codes of 1 to 10 countries or regions (ISO 3166-1); ZZ for addresses that belong to none that Azure knows."),
    paths,
  })
  .describe("Compares the country of the client's address.");
const addressRule = z
  .strictObject({
    type: z.literal("addresses"),
    name: ruleName.describe("Name of the rule in the firewall's log: letters and digits, starting with a letter."),
    verdict: verdict("the ranges"),
    ranges: z.array(address).min(1).max(600).describe("IPv4 and IPv6 ranges in CIDR form, 1 to 600."),
    paths,
  })
  .describe("Compares the client's address.");

const rateLimit = z.strictObject({
  name: ruleName.describe("Name of the rule in the firewall's log: letters and digits, starting with a letter."),
  path: urlPath.describe(
    "Path to which the limit applies, found anywhere in the decoded address, so that no spelling of the path avoids it; not / alone.",
  ),
  perMinute: z
    .int()
    .min(10)
    .max(1_000_000)
    .describe(
      "Requests per minute of one client address above which it is blocked, 10 to 1,000,000 and below rateLimitPerMinute. Below about 200 " +
        "some more can pass, because each server of Front Door counts for itself at first.",
    ),
});

export const waf = z.strictObject({
  mode: z
    .enum(["Prevention", "Detection"])
    .default("Prevention")
    .describe(
      "Prevention blocks requests that match a rule, Detection only logs them. Default: Prevention, which the policy pack requires " +
        "(FD-04).",
    ),
  rateLimitPerMinute: z
    .int()
    .min(10)
    .max(1_000_000)
    .default(1000)
    .describe(
      "Requests per minute of one client address above which the firewall blocks it, 10 to 1,000,000. Default: 1000, more than a " +
        "browser sends.",
    ),
  rateLimits: z.array(rateLimit).default([]).describe("Lower limits of single paths, such as a login. Default: none."),
  customRules: z
    .array(z.discriminatedUnion("type", [countryRule, addressRule]))
    .default([])
    .describe("Rules on the client's country or address, in the order of their evaluation. Default: none; every client is served."),
  exclusions: z
    .array(wafExclusion)
    .default([])
    .describe("Named parts of requests that managed rules do not inspect, against false positives (FD-06 lists them). Default: none."),
  ruleOverrides: z
    .array(wafRuleOverride)
    .default([])
    .describe("Managed rules that are on, off or act in another way than by default (FD-06 lists what weakens). Default: none."),
});

export type WafConfig = z.infer<typeof waf>;
export type WafExclusion = z.infer<typeof wafExclusion>;
export type WafRuleOverride = z.infer<typeof wafRuleOverride>;
