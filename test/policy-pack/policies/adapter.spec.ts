import assert from "node:assert/strict";
import { createPolicies } from "../../../policy-pack/policies/pack";
import { UNKNOWN } from "../../../policy-pack/rules/reading/values";
import type { ResourceRule } from "../../../policy-pack/rules/rule";
import { run } from "../harness";
import { sampleRule, sampleStackRule, thing } from "../sample";

const rules = [sampleRule];

describe("a rule as a policy", () => {
  it("has its metadata", () => {
    const policy = createPolicies({ rules }).find(({ name }) => name === "sample-closed");
    assert.ok(policy !== undefined);
    const { displayName, description, severity, enforcementLevel, framework, tags, remediationSteps, url } = policy;
    assert.deepEqual(
      { displayName, description, severity, enforcementLevel, tags, remediationSteps, url },
      {
        displayName: "XX-01 Sample is closed",
        description: "XX-01: Sample is closed. An open sample spoils.",
        severity: "high",
        enforcementLevel: "mandatory",
        tags: ["XX-01", "NSA: 4"],
        remediationSteps: "Set open to false.",
        url: "https://example.org/sample",
      },
    );
    assert.deepEqual(
      [framework?.name, framework?.version, framework?.reference],
      ["Microsoft cloud security benchmark", "v1", "NS-1, NS-2"],
    );
    assert.deepEqual(Object.keys(policy.configSchema?.properties ?? {}), ["allowed", "exemptions"]);
  });

  it("reports resource, property, found, expected, fix and page", async () => {
    const { violations } = await run([thing({ open: true })], { rules });
    assert.deepEqual(
      violations.map(({ message }) => message.split("\n")),
      [
        [
          "XX-01: Sample is closed. An open sample spoils.",
          "XX-01  jar (azure-native:sample:Thing)",
          "  property  open",
          "  found     true",
          "  expected  false",
          "  fix       Set open to false.",
          "  see       https://example.org/sample",
        ],
      ],
    );
  });

  it("reports that it does not apply", async () => {
    const { notApplicable, violations } = await run([{ type: "azure-native:other:Thing", props: {} }], { rules });
    assert.deepEqual([notApplicable, violations], [["sample-closed"], []]);
  });

  it("creates the not-applicable exception once and throws it for each resource", () => {
    const [policy] = createPolicies({ rules }).filter(({ name }) => name === "sample-closed");
    assert.ok(policy !== undefined && "validateResource" in policy && typeof policy.validateResource === "function");
    const { validateResource } = policy;
    const reasons: string[] = [];
    const notApplicable = (reason: string): never => {
      reasons.push(reason);
      throw new Error(reason);
    };
    for (const type of ["azure-native:other:Thing", "azure-native:another:Thing"]) {
      assert.throws(() => validateResource({ type, notApplicable } as never, assert.fail), /does not apply to this type/);
    }
    assert.equal(reasons.length, 1);
  });

  it("applies to types by prefix", async () => {
    const family: ResourceRule = { ...sampleRule, types: ["azure-native:*"] };
    const { violations } = await run([thing({}), { type: "kubernetes:core/v1:Pod", props: {} }], { rules: [family] });
    assert.equal(violations.length, 1);
  });

  it("applies the defaults of its options, whether or not the engine does", async () => {
    const received: unknown[] = [];
    const check: ResourceRule["check"] = (_, { config }) => {
      received.push(config.allowed);
      return [];
    };
    const spy: ResourceRule = { ...sampleRule, check };
    await run([thing({})], { rules: [spy] });
    await run([thing({})], { rules: [spy], config: { "sample-closed": { allowed: ["ajar"] } } });
    assert.deepEqual(received, [["shut"], ["ajar"]]);
  });

  it("evaluates the fields that a patch sets, not those that it omits", async () => {
    const patch = (props: Record<string, unknown>) => run([{ type: "kubernetes:core/v1:ConfigMapPatch", props }], { rules });
    assert.equal((await patch({})).violations.length, 0);
    assert.equal((await patch({ open: true })).violations.length, 1);
    assert.equal((await run([{ type: "kubernetes:core/v1:ConfigMap", props: {} }], { rules })).violations.length, 1);
  });
});

describe("a rule that throws", () => {
  const broken: ResourceRule = {
    ...sampleRule,
    check: () => {
      throw new Error("boom\nwith a stack");
    },
  };

  it("is reported as a violation that names the failure, and stops no other rule", async () => {
    const other = { ...sampleRule, id: "XX-03", name: "sample-other" };
    const { violations } = await run([thing({ open: true })], { rules: [broken, other] });
    assert.deepEqual(
      violations.map(({ policy, level }) => [policy, level]),
      [
        ["sample-closed", "mandatory"],
        ["sample-other", "mandatory"],
      ],
    );
    assert.match(violations[0]?.message ?? "", /the check failed: boom\n/);
  });

  it("is reported for a stack rule too", async () => {
    const { violations } = await run([thing({})], { rules: [{ ...sampleStackRule, checkStack: broken.check as never }] });
    assert.match(violations[0]?.message ?? "", /the check failed: boom/);
  });
});

describe("values unknown at preview", () => {
  const both: ResourceRule = {
    ...sampleRule,
    check: () => [{ path: "open", found: true, expected: "false" }, { unknown: "lid" }, { unknown: "lid" }, { unknown: "label" }],
  };

  it("never hide a known violation, and are reported in one advisory for each resource", async () => {
    const { violations } = await run([thing({})], { rules: [both, { ...both, id: "XX-03", name: "sample-other" }] });
    assert.deepEqual(
      violations.map(({ policy, level }) => [policy, level]),
      [
        ["sample-closed", "mandatory"],
        ["sample-other", "mandatory"],
        ["unknown-at-preview", "advisory"],
      ],
    );
    const rows = violations.at(-1)?.message.split("\n").slice(2);
    assert.deepEqual(rows, ["  XX-01     lid", "  XX-01     label", "  XX-03     lid", "  XX-03     label"]);
  });

  it("are reported for their own resource when the engine validates in parallel", async () => {
    const policies = createPolicies({ rules });
    const reported: (string | undefined)[] = [];
    const validate = (name: string, urn: string, props: object) => {
      const policy = policies.find((one) => one.name === name);
      if (policy === undefined || !("validateResource" in policy) || typeof policy.validateResource !== "function")
        return assert.fail(name);
      const args = { type: "azure-native:sample:Thing", name: "n", urn, props, getConfig: () => ({}), notApplicable: () => assert.fail() };
      policy.validateResource(args as never, (_, urn) => reported.push(urn));
    };
    validate("sample-closed", "urn:pulumi:s::p::t::a", { open: UNKNOWN });
    validate("sample-closed", "urn:pulumi:s::p::t::b", { open: UNKNOWN });
    validate("unknown-at-preview", "urn:pulumi:s::p::t::b", {});
    validate("unknown-at-preview", "urn:pulumi:s::p::t::a", {});
    validate("unknown-at-preview", "urn:pulumi:s::p::t::a", {});
    assert.deepEqual(reported, ["urn:pulumi:s::p::t::b", "urn:pulumi:s::p::t::a"]);
  });

  it("are reported for the whole stack too", async () => {
    const undecided = { ...sampleStackRule, checkStack: () => [{ unknown: "lid" }] };
    const { violations } = await run([thing({})], { rules: [undecided] });
    assert.deepEqual(
      violations.map(({ policy, urn }) => [policy, urn]),
      [["unknown-at-preview", undefined]],
    );
  });
});

describe("advice", () => {
  it("is advisory at any level of the control", async () => {
    const kind: ResourceRule = { ...sampleRule, check: () => [{ path: "open", found: "ajar", expected: "shut", advisory: true }] };
    const { violations } = await run([thing({})], { rules: [kind] });
    assert.deepEqual(
      violations.map(({ policy, level }) => [policy, level]),
      [["advice", "advisory"]],
    );
    assert.match(violations[0]?.message ?? "", /XX-01 {2}jar/);
  });

  it("is reported for a cluster with Azure Network Policy Manager", async () => {
    const cluster = { type: "azure-native:containerservice:ManagedCluster", props: { networkProfile: { networkPolicy: "azure" } } };
    const { violations } = await run([cluster], { only: (name) => ["aks-network-policy-engine", "advice"].includes(name) });
    assert.deepEqual(
      violations.map(({ policy, level }) => [policy, level]),
      [["advice", "advisory"]],
    );
    assert.match(violations[0]?.message ?? "", /AKS-06 .*\n {2}property {2}networkProfile\.networkPolicy/);
  });
});
