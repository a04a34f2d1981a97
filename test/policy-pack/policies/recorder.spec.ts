import assert from "node:assert/strict";
import type { PolicyResource } from "@pulumi/policy";
import { Recorder } from "../../../policy-pack/policies/recorder";
import { UNKNOWN } from "../../../policy-pack/rules/reading/values";
import type { StackRule } from "../../../policy-pack/rules/rule";
import { run } from "../harness";
import { sampleStackRule, thing } from "../sample";

const lid = { type: "azure-native:sample:Lid", name: "lid", props: { thing: UNKNOWN } };

function recordingRule(): { rule: StackRule; props: unknown[] } {
  const props: unknown[] = [];
  const checkStack: StackRule["checkStack"] = (stack) => {
    props.push(...stack.ofType("azure-native:sample:Thing").map((one) => one.props));
    return [];
  };
  return { rule: { ...sampleStackRule, checkStack }, props };
}

describe("stack rules receive", () => {
  it("inputs, where the engine lists none", async () => {
    const { rule, props } = recordingRule();
    await run([thing({ open: true, later: UNKNOWN })], { rules: [rule], emptyOutputs: true });
    assert.deepEqual(props, [{ open: true, later: UNKNOWN }]);
  });

  it("the properties that the engine lists, where the recorder is disabled", async () => {
    const { rule, props } = recordingRule();
    await run([thing({ open: true })], { rules: [rule], only: (name) => name !== "input-recorder" });
    assert.deepEqual(props, [{ open: true }]);
  });

  it("every resource without inputs, if they read every type", async () => {
    const seen: unknown[] = [];
    const checkStack: StackRule["checkStack"] = (stack) => {
      seen.push(...stack.ofType("*").map(({ type, props }) => [type, props]));
      return [];
    };
    const rule = { ...sampleStackRule, reads: ["*", "azure-native:sample:Thing"], checkStack };
    await run([thing({ open: true }), { type: "azure:storage/account:Account", props: { name: "stshop" } }], { rules: [rule] });
    assert.deepEqual(seen, [
      ["azure-native:sample:Thing", { open: true }],
      ["azure:storage/account:Account", {}],
    ]);
  });

  it("no resources of another stack", () => {
    const recorder = new Recorder(new Set(["azure-native:sample:Thing"]));
    recorder.record({ ...thing({ open: true }), urn: "urn:pulumi:shop-prod::shop::azure-native:sample:Thing::jar" });
    recorder.record({ ...thing({ open: true }), urn: "urn:pulumi:shop-dev::shop::azure-native:sample:Thing::jar" });
    const listed = [{ urn: "urn:pulumi:shop-dev::shop::pulumi:pulumi:Stack::shop-dev", type: "pulumi:pulumi:Stack" }];
    const urns = recorder
      .view(listed as PolicyResource[], ["azure-native:sample:Thing"])
      .ofType("azure-native:sample:Thing")
      .map(({ urn }) => urn);
    assert.deepEqual(urns, ["urn:pulumi:shop-dev::shop::azure-native:sample:Thing::jar"]);
  });

  it("dependencies whose ids are unknown", async () => {
    const linked = await run([thing({}), { ...lid, sources: { thing: ["jar"] } }], { rules: [sampleStackRule] });
    assert.equal(linked.violations.length, 0);
    const other = await run([thing({}), thing({}, "tin"), { ...lid, sources: { thing: ["tin"] } }], { rules: [sampleStackRule] });
    assert.deepEqual(
      other.violations.map(({ urn }) => urn),
      ["urn:pulumi:shop-prod::shop::azure-native:sample:Thing::jar"],
    );
    const elsewhere = await run([thing({}), { ...lid, sources: { label: ["jar"] } }], { rules: [sampleStackRule] });
    assert.equal(elsewhere.violations.length, 1);
  });

  it("no secret in a message", async () => {
    const wrapped = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value: "hunter22" };
    const { violations } = await run([thing({ lid: wrapped })], { rules: [sampleStackRule] });
    assert.match(violations[0]?.message ?? "", /found {5}\[secret\]/);
  });

  it("no type that they do not declare: requesting one is an error of the rule, and blocks", async () => {
    const checkStack: StackRule["checkStack"] = (stack) => {
      stack.ofType("azure-native:sample:Undeclared");
      return [];
    };
    const { violations } = await run([thing({})], { rules: [{ ...sampleStackRule, checkStack }] });
    assert.match(violations[0]?.message ?? "", /the check failed: azure-native:sample:Undeclared is not among the types/);
  });

  it("nothing, and do not apply, if the stack has no resource of their types", async () => {
    const { notApplicable } = await run([{ type: "azure-native:other:Thing", props: {} }], { rules: [sampleStackRule] });
    assert.deepEqual(notApplicable, ["sample-paired"]);
  });

  describe("of several clusters", () => {
    const pod = (name: string, provider?: Record<string, unknown>) => ({
      type: "kubernetes:core/v1:Pod",
      name,
      props: {},
      ...(provider && { provider }),
    });
    const vault = { type: "azure-native:sample:Thing", name: "vault", props: {} };

    /** The resources of each evaluation, by logical name. */
    async function evaluations(perCluster: boolean, ...resources: Parameters<typeof run>[0]): Promise<string[][]> {
      const calls: string[][] = [];
      const reads = ["kubernetes:core/v1:Pod", "azure-native:sample:Thing"];
      const checkStack: StackRule["checkStack"] = (stack) => {
        calls.push(stack.ofType(...reads).map(({ name }) => name));
        return [];
      };
      await run(resources, { rules: [{ ...sampleStackRule, reads, perCluster, checkStack }], emptyOutputs: true });
      return calls;
    }

    it("each cluster separately, with everything that is not a Kubernetes object", async () => {
      const resources = [vault, pod("north", { clusterIdentifier: "n" }), pod("south", { clusterIdentifier: "s" })];
      assert.deepEqual(await evaluations(true, ...resources), [
        ["vault", "north"],
        ["vault", "south"],
      ]);
      assert.deepEqual(await evaluations(false, ...resources), [["vault", "north", "south"]]);
    });

    it("two providers of one cluster as one", async () => {
      const same = [pod("a", { kubeconfig: "k", context: "c" }), pod("b", { kubeconfig: "k", context: "c" })];
      assert.deepEqual(await evaluations(true, ...same), [["a", "b"]]);
      assert.deepEqual(await evaluations(true, pod("a", { kubeconfig: "k" }), pod("b", { kubeconfig: "other" })), [["a"], ["b"]]);
    });

    it("providers that are not known yet as one, so that unknown values are no violation", async () => {
      const unknown = [pod("a", { clusterIdentifier: UNKNOWN, kubeconfig: UNKNOWN }), pod("b", { clusterIdentifier: UNKNOWN })];
      assert.deepEqual(await evaluations(true, ...unknown), [["a", "b"]]);
    });
  });
});
