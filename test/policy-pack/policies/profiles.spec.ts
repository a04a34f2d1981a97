import assert from "node:assert/strict";
import { environmentsInTags, environmentsOf, levelOf, profileOf } from "../../../policy-pack/policies/profiles";
import type { Control, Profile } from "../../../policy-pack/rules/rule";

describe("default profile of a stack", () => {
  const cases: [string, string, Record<string, string> | string, Profile][] = [
    ["nothing known", "", {}, "production"],
    ["a stack named dev", "dev", {}, "nonProduction"],
    ["a stack named shop-dev-weu", "shop-dev-weu", {}, "nonProduction"],
    ["a stack named device", "device", {}, "production"],
    ["a name without an environment", "blue", {}, "production"],
    ["configuration", "blue", { "shop:environment": "e2e" }, "nonProduction"],
    ["configuration of a tier", "blue", { "shop:tier": "nonProduction" }, "nonProduction"],
    ["a tier that contradicts the stack's name", "shop-prod", { "shop:tier": "nonProduction" }, "production"],
    ["configuration with the short key", "blue", { "shop:env": "test" }, "nonProduction"],
    ["a prod stack configured as dev", "shop-prod", { "shop:environment": "dev" }, "production"],
    ["a dev stack configured as prod", "dev", { "shop:environment": "prod" }, "production"],
    ["another key", "blue", { "shop:environments": "dev" }, "production"],
    ["broken configuration", "blue", "{", "production"],
    ["configuration that is no object", "blue", "null", "production"],
  ];
  for (const [what, stack, config, profile] of cases) {
    it(`${what}: ${profile}`, () => {
      const json = typeof config === "string" ? config : JSON.stringify(config);
      assert.equal(profileOf({ PULUMI_CONFIG: json, PULUMI_NODEJS_STACK: stack }), profile);
    });
  }

  it("an older engine that sets nothing: production", () => assert.equal(profileOf({}), "production"));
});

describe("the environments that a stack declares", () => {
  it("are words of its name and of its configuration that a profile distinguishes", () => {
    const configured = JSON.stringify({ "shop:environment": "prod", "shop:tier": "gold", "shop:region": "dev" });
    assert.deepEqual(environmentsOf({ PULUMI_CONFIG: configured, PULUMI_NODEJS_STACK: "shop-dev" }), ["prod", "dev"]);
    assert.deepEqual(environmentsOf({ PULUMI_NODEJS_STACK: "blue" }), []);
  });

  it("are also in its tags", () => {
    assert.deepEqual(environmentsInTags(new Map(Object.entries({ environment: "prod", Tier: "gold", "pulumi:project": "dev" }))), ["prod"]);
  });
});

describe("level of a control", () => {
  const control = { enforcement: "mandatory", nonProduction: "advisory" } as Control;
  it("is the control's own in production", () => assert.equal(levelOf(control, "production"), "mandatory"));
  it("is lowered outside production if the control has a non-production level", () => {
    assert.equal(levelOf(control, "nonProduction"), "advisory");
    assert.equal(levelOf({ enforcement: "mandatory" } as Control, "nonProduction"), "mandatory");
  });
  it("is never mandatory in audit-only mode, which enables no disabled control", () => {
    assert.equal(levelOf(control, "auditOnly"), "advisory");
    assert.equal(levelOf({ enforcement: "disabled" } as Control, "auditOnly"), "disabled");
  });
});
