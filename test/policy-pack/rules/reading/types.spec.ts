import assert from "node:assert/strict";
import { typeMatcher } from "../../../../policy-pack/rules/reading/types";

describe("types of a rule", () => {
  it("match exactly, or by a pattern", () => {
    const matches = typeMatcher(["azure-native:keyvault:Vault", "azure-native:*FirewallRule"]);
    const types = ["azure-native:keyvault:Vault", "azure-native:sql:FirewallRule", "azure-native:synapse:IpFirewallRule"];
    for (const type of types) assert.ok(matches(type), type);
    for (const type of ["azure-native:keyvault:Vaults", "azure:sql:FirewallRule", "azure-native:sql:FirewallRules"])
      assert.ok(!matches(type), type);
  });

  it("contain no other pattern than *", () => {
    assert.ok(typeMatcher(["*"])("pulumi:pulumi:Stack"));
    assert.ok(!typeMatcher(["kubernetes:core.v1:*"])("kubernetes:core/v1:Pod"));
  });
});
