import assert from "node:assert/strict";
import { daysUntilEndOf } from "../../../components/plan/waf";
import { planWarnings } from "../../../components/plan/warnings";
import { faultsOf, load, stackWith } from "./stack";

const NOW = new Date("2026-11-15T12:00:00Z");
const WAF = "frontDoor.waf";
const why = { reason: "The session cookie is base64", expires: "2027-03-01" };
const cookie = { matchVariable: "RequestCookieNames", selector: "session", ...why };
const countries = { type: "countries", name: "Embargo", verdict: "block", countries: ["KP"] };
const addresses = { type: "addresses", name: "Offices", verdict: "allowOnly", ranges: ["203.0.113.0/24"], paths: ["/admin"] };

const withWaf = (waf: object) => stackWith({ [WAF]: waf });
const wafOf = (waf: object) => load(withWaf(waf), undefined, NOW).config.frontDoor.waf;

/** Asserts a fault at a path below `frontDoor.waf`. */
function refuses(waf: object, path: string, allowed: RegExp, now = NOW): void {
  const { faults } = faultsOf(withWaf(waf), undefined, now);
  const fault = faults.find((one) => one.path === `${WAF}${path}` && allowed.test(one.allowed));
  assert.ok(fault, `no fault at ${path} that allows ${allowed}; got ${JSON.stringify(faults)}`);
}

describe("the firewall's configuration", () => {
  it("accepts exclusions of a rule, a group and the rule set, overrides, custom rules and limits of paths", () => {
    const waf = wafOf({
      exclusions: [
        { ...cookie, ruleIds: ["942100", "941100"] },
        { ...cookie, ruleGroupName: "SQLI", selectorMatchOperator: "StartsWith" },
        cookie,
        { ...cookie, selectorMatchOperator: "EqualsAny", selector: "*", ruleIds: ["942100"] },
      ],
      ruleOverrides: [
        { ruleGroupName: "PHP", enabled: false, ...why },
        { ruleIds: ["942110"], reason: "Paranoia level 2 for SQL injection" },
        { ruleSet: "Microsoft_BotManagerRuleSet", ruleIds: ["Bot300300"], action: "Block", reason: "No HTTP clients are customers" },
      ],
      customRules: [countries, addresses, { ...addresses, name: "Six", ranges: ["2001:db8::/32"] }],
      rateLimits: [{ name: "Login", path: "/login", perMinute: 60 }],
    });
    assert.equal(waf.exclusions[0]?.selectorMatchOperator, "Equals");
    assert.equal(waf.rateLimitPerMinute, 1000);
  });

  const exclusion = (change: object) => ({ exclusions: [{ ...cookie, ...change }] });
  const override = (change: object) => ({ ruleOverrides: [{ ruleIds: ["942100"], ...why, ...change }] });
  const cases: readonly [what: string, waf: object, path: string, allowed: RegExp][] = [
    [
      "an unknown group",
      exclusion({ ruleGroupName: "SQL" }),
      ".exclusions[0].ruleGroupName",
      /a rule group of .* 2\.2.*did you mean SQLI\?/,
    ],
    ["an unknown rule", exclusion({ ruleIds: ["949110"] }), ".exclusions[0].ruleIds[0]", /a rule of Microsoft_DefaultRuleSet 2\.2$/],
    [
      "a rule outside the group",
      exclusion({ ruleGroupName: "XSS", ruleIds: ["942100"] }),
      ".exclusions[0].ruleIds[0]",
      /the group XSS of .*, but it is in SQLI/,
    ],
    [
      "every name for every rule",
      exclusion({ selectorMatchOperator: "EqualsAny", selector: "*" }),
      ".exclusions[0].selectorMatchOperator",
      /ruleIds only/,
    ],
    [
      "every name for a group",
      exclusion({ selectorMatchOperator: "EqualsAny", selector: "*", ruleGroupName: "SQLI" }),
      ".exclusions[0].selectorMatchOperator",
      /ruleIds only/,
    ],
    ["* as a name", exclusion({ selector: "*" }), ".exclusions[0].selector", /with EqualsAny only/],
    ["a name with EqualsAny", exclusion({ selectorMatchOperator: "EqualsAny", ruleIds: ["942100"] }), ".exclusions[0].selector", /^\*/],
    ["a part of one letter", exclusion({ selectorMatchOperator: "Contains", selector: "e" }), ".exclusions[0].selector", /at least 3/],
    ["no reason", exclusion({ reason: " " }), ".exclusions[0].reason", /at least 10/],
    ["no end", exclusion({ expires: undefined }), ".exclusions[0].expires", /a value/],
    ["no date", exclusion({ expires: "soon" }), ".exclusions[0].expires", /a date such as/],
    ["a date that does not exist", exclusion({ expires: "2027-02-30" }), ".exclusions[0].expires", /a date that exists/],
    ["a date that has passed", exclusion({ expires: "2026-11-14" }), ".exclusions[0].expires", /has not passed/],
    ["a date in ten years", exclusion({ expires: "2036-11-14" }), ".exclusions[0].expires", /a year ahead/],
    [
      "a variable that no exclusion takes",
      exclusion({ matchVariable: "RequestUri" }),
      ".exclusions[0].matchVariable",
      /RequestHeaderNames/,
    ],
    [
      "too many exclusions",
      { exclusions: Array.from({ length: 3 }, () => ({ ...cookie, ruleGroupName: "SQLI" })) },
      ".exclusions",
      /at most 100/,
    ],
    ["an override of nothing", override({ ruleIds: undefined }), ".ruleOverrides[0]", /ruleIds or ruleGroupName/],
    ["the action of another rule set", override({ action: "Block" }), ".ruleOverrides[0].action", /AnomalyScoring, Log$/],
    ["an action of a rule that is off", override({ enabled: false, action: "Log" }), ".ruleOverrides[0].action", /does not act/],
    ["a rule that is off for ever", override({ enabled: false, expires: undefined }), ".ruleOverrides[0].expires", /has an end/],
    ["a rule that only logs for ever", override({ action: "Log", expires: undefined }), ".ruleOverrides[0].expires", /has an end/],
    ["Log4Shell's rule off", override({ enabled: false, ruleIds: ["944240"] }), ".ruleOverrides[0]", /Log4Shell/],
    ["Log4Shell's group off", override({ enabled: false, ruleIds: undefined, ruleGroupName: "JAVA" }), ".ruleOverrides[0]", /Log4Shell/],
    ["a bot rule in the default set", override({ ruleIds: ["Bot100100"] }), ".ruleOverrides[0].ruleIds[0]", /Microsoft_DefaultRuleSet/],
    [
      "two overrides of a rule",
      { ruleOverrides: [override({}), override({})].flatMap((one) => one.ruleOverrides) },
      ".ruleOverrides[1]",
      /no other override/,
    ],
    ["a name with a hyphen", { customRules: [{ ...countries, name: "no-kp" }] }, ".customRules[0].name", /letters and digits/],
    ["the general limit's name", { customRules: [{ ...countries, name: "ratelimitperclient" }] }, ".customRules[0].name", /no other rule/],
    [
      "a name used twice",
      { customRules: [countries], rateLimits: [{ name: "embargo", path: "/login", perMinute: 60 }] },
      ".rateLimits[0].name",
      /no other rule/,
    ],
    ["UK", { customRules: [{ ...countries, countries: ["UK"] }] }, ".customRules[0].countries[0]", /such as GB/],
    ["a country twice", { customRules: [{ ...countries, countries: ["KP", "KP"] }] }, ".customRules[0].countries[1]", /not listed yet/],
    [
      "eleven countries",
      { customRules: [{ ...countries, countries: "AD AE AF AG AI AL AM AO AQ AR AS".split(" ") }] },
      ".customRules[0].countries",
      /at most 10/,
    ],
    ["every address", { customRules: [{ ...addresses, ranges: ["0.0.0.0/0"] }] }, ".customRules[0].ranges[0]", /every address/],
    [
      "a bare address",
      { customRules: [{ ...addresses, ranges: ["203.0.113.1"] }] },
      ".customRules[0].ranges[0]",
      /range in CIDR form such as/,
    ],
    [
      "a rule that skips the firewall",
      { customRules: [{ ...addresses, verdict: "allow" }] },
      ".customRules[0].verdict",
      /allowOnly, block/,
    ],
    ["every path", { customRules: [{ ...addresses, paths: ["/"] }] }, ".customRules[0].paths[0]", /below \//],
    ["a limit of every path", { rateLimits: [{ name: "All", path: "/", perMinute: 60 }] }, ".rateLimits[0].path", /below \//],
    [
      "a limit above the general one",
      { rateLimits: [{ name: "All", path: "/a", perMinute: 1000 }] },
      ".rateLimits[0].perMinute",
      /below rateLimitPerMinute \(1000\)/,
    ],
    [
      "a hundred rules",
      { customRules: Array.from({ length: 100 }, (_, index) => ({ ...countries, name: `R${index}` })) },
      ".customRules",
      /at most 99/,
    ],
  ];
  for (const [what, waf, path, allowed] of cases) it(`refuses ${what}`, () => refuses(waf, path, allowed));

  it("reports all faults at once", () => {
    const waf = { ...exclusion({ ruleGroupName: "SQL", expires: "2026-01-01" }), ...override({ action: "Block" }) };
    assert.equal(faultsOf(withWaf(waf), undefined, NOW).faults.length, 3);
  });

  it("accepts the last day in UTC, and refuses the next one", () => {
    const waf = exclusion({ expires: "2026-11-15" });
    assert.ok(load(withWaf(waf), undefined, new Date("2026-11-15T23:59:59Z")));
    refuses(waf, ".exclusions[0].expires", /has not passed/, new Date("2026-11-16T00:00:00Z"));
    assert.equal(daysUntilEndOf("2026-11-15", new Date("2026-11-16T00:00:00Z")), 0);
  });

  it("warns 30 days before the end, with the reason", () => {
    const { config } = load(withWaf({ ...exclusion({}), ...override({ enabled: false }) }), undefined, NOW);
    const warnings = (day: string) => planWarnings(config, new Date(`${day}T00:00:00Z`)).filter((one) => one.startsWith(WAF));
    assert.deepEqual(warnings("2027-01-30"), []);
    const end = /^frontDoor\.waf\.(\w+)\[0\]: ends with 2027-03-01 \(The session/;
    assert.deepEqual(
      warnings("2027-01-31").map((one) => end.exec(one)?.[1]),
      ["exclusions", "ruleOverrides"],
    );
  });
});
