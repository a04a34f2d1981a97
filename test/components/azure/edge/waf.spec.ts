import assert from "node:assert/strict";
import { customRules } from "../../../../components/azure/edge/wafCustomRules";
import { managedRuleSets } from "../../../../components/azure/edge/wafManagedRules";
import { waf as schema } from "../../../../components/config/schema/waf";
import { WAF_RULES, wafRuleIds } from "../../../../components/plan/azure/wafRules";

const parse = (config: object) => schema.parse(config);
const why = { reason: "False positive of the session cookie", expires: "2027-03-01" };
const cookie = { matchVariable: "RequestCookieNames", selector: "session", ...why };
const EXCLUDED = { matchVariable: "RequestCookieNames", selectorMatchOperator: "Equals", selector: "session" };
const LOG4J = { ruleId: "944240", enabledState: "Enabled", action: "AnomalyScoring" };

function rulesOf(config: object) {
  const [defaultSet] = managedRuleSets(parse(config));
  return Object.fromEntries((defaultSet?.ruleGroupOverrides ?? []).map(({ ruleGroupName, rules }) => [ruleGroupName, rules]));
}

describe("the firewall's managed rules", () => {
  it("turn on the rule against Log4Shell, which is off in 2.2, and change nothing else", () => {
    assert.deepEqual(managedRuleSets(parse({})), [
      {
        ruleSetType: "Microsoft_DefaultRuleSet",
        ruleSetVersion: "2.2",
        ruleGroupOverrides: [{ ruleGroupName: "JAVA", rules: [LOG4J] }],
        ruleSetAction: "Block",
      },
      { ruleSetType: "Microsoft_BotManagerRuleSet", ruleSetVersion: "1.1" },
    ]);
  });

  it("keep a rule with an exclusion on", () => {
    assert.deepEqual(rulesOf({ exclusions: [{ ...cookie, ruleIds: ["942100"] }] }).SQLI, [
      { ruleId: "942100", enabledState: "Enabled", action: "AnomalyScoring", exclusions: [EXCLUDED] },
    ]);
  });

  it("have an exclusion of a group at each of its rules, and leave those off that are off", () => {
    const rules = rulesOf({ exclusions: [{ ...cookie, ruleGroupName: "RFI" }] }).RFI ?? [];
    assert.deepEqual(
      rules.filter(({ exclusions }) => exclusions !== undefined).map(({ ruleId }) => ruleId),
      ["931110", "931120"],
    );
    assert.ok(rules.every(({ exclusions, enabledState }) => (exclusions !== undefined) === (enabledState === "Enabled")));
  });

  it("have an exclusion without scope at the default rule set only", () => {
    const [defaultSet, bots] = managedRuleSets(parse({ exclusions: [cookie] })) as { exclusions?: unknown }[];
    assert.deepEqual(defaultSet?.exclusions, [EXCLUDED]);
    assert.equal(bots?.exclusions, undefined);
  });

  it("are off, log or are on as the overrides say, with the exclusions of the same rule", () => {
    const rules = rulesOf({
      ruleOverrides: [
        { ruleIds: ["933110"], enabled: false, ...why },
        { ruleIds: ["942110"], reason: "Paranoia level 2" },
        { ruleIds: ["941100"], action: "Log", ...why },
      ],
      exclusions: [{ ...cookie, ruleIds: ["941100", "944240"] }],
    });
    assert.deepEqual(rules.PHP, [{ ruleId: "933110", enabledState: "Disabled" }]);
    assert.deepEqual(rules.SQLI, [{ ruleId: "942110", enabledState: "Enabled", action: "AnomalyScoring" }]);
    assert.deepEqual(rules.XSS, [{ ruleId: "941100", enabledState: "Enabled", action: "Log", exclusions: [EXCLUDED] }]);
    assert.deepEqual(rules.JAVA, [{ ...LOG4J, exclusions: [EXCLUDED] }]);
  });

  it("of bots have their own actions", () => {
    const bots = { ruleSet: "Microsoft_BotManagerRuleSet", ruleIds: ["Bot300300"], action: "Block", reason: "No such customers" };
    const [, set] = managedRuleSets(parse({ ruleOverrides: [bots] }));
    assert.deepEqual(set?.ruleGroupOverrides, [
      { ruleGroupName: "UnknownBots", rules: [{ ruleId: "Bot300300", enabledState: "Enabled", action: "Block" }] },
    ]);
  });

  it("come from a table in which each rule exists once", () => {
    for (const set of Object.keys(WAF_RULES) as (keyof typeof WAF_RULES)[]) {
      const ids = wafRuleIds(set);
      assert.equal(new Set(ids).size, ids.length);
    }
    assert.equal(wafRuleIds("Microsoft_DefaultRuleSet").length, 202);
  });
});

describe("the firewall's custom rules", () => {
  const rules = customRules(
    parse({
      customRules: [
        { type: "countries", name: "Nordic", verdict: "allowOnly", countries: ["SE", "ZZ"] },
        { type: "addresses", name: "Scanner", verdict: "block", ranges: ["198.51.100.0/24"], paths: ["/Admin"] },
      ],
      rateLimits: [{ name: "Login", path: "/login", perMinute: 60 }],
    }),
  ) as {
    name: string;
    priority: number;
    action: string;
    ruleType: string;
    rateLimitThreshold?: number;
    groupBy?: object[];
    matchConditions: { matchVariable: string; operator: string; matchValue: string[]; negateCondition?: boolean; transforms?: string[] }[];
  }[];

  it("are evaluated in the order of the configuration, with the general limit last", () => {
    assert.deepEqual(
      rules.map(({ name, priority }) => [name, priority]),
      [
        ["Nordic", 1],
        ["Scanner", 2],
        ["Login", 3],
        ["RateLimitPerClient", 100],
      ],
    );
  });

  it("only block, so that none skips the managed rules", () => {
    assert.deepEqual(new Set(rules.map(({ action }) => action)), new Set(["Block"]));
  });

  it("compare the address of the connection, which no header can change", () => {
    assert.deepEqual(
      rules.slice(0, 2).map(({ matchConditions: [first] }) => [first?.matchVariable, first?.operator, first?.negateCondition]),
      [
        ["SocketAddr", "GeoMatch", true],
        ["SocketAddr", "IPMatch", false],
      ],
    );
    assert.deepEqual(rules[2]?.groupBy, [{ variableName: "SocketAddr" }]);
  });

  it("find a path in every spelling", () => {
    const path = { matchVariable: "RequestUri", operator: "Contains", transforms: ["UrlDecode", "Lowercase"] };
    assert.deepEqual(rules[1]?.matchConditions[1], { ...path, matchValue: ["/admin"] });
    assert.deepEqual(rules[2]?.matchConditions, [{ ...path, matchValue: ["/login"] }]);
    assert.equal(rules[2]?.rateLimitThreshold, 60);
  });
});
