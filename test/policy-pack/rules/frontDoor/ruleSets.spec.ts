import assert from "node:assert/strict";
import { checkRuleSets } from "../../../../policy-pack/rules/frontDoor/ruleSets";

function findingsFor(ruleSetVersion: unknown) {
  const managedRuleSets = [
    { ruleSetType: "Microsoft_DefaultRuleSet", ruleSetVersion },
    { ruleSetType: "Microsoft_BotManagerRuleSet", ruleSetVersion: "1.1" },
  ];
  return checkRuleSets({ type: "waf", urn: "urn:waf", name: "waf", props: { managedRules: { managedRuleSets } } });
}

describe("versions of managed WAF rule sets", () => {
  it("asks for a string where a supported version is a number", () => {
    assert.deepEqual(findingsFor("2.1"), []);
    assert.deepEqual(findingsFor(2.1), [
      {
        path: "managedRules.managedRuleSets[0].ruleSetVersion",
        found: 2.1,
        expected: 'Microsoft_DefaultRuleSet "2.2", "2.1", "2.0" or later, as a string',
      },
    ]);
  });
});
