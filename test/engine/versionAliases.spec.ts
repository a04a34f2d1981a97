import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { OpMap } from "@pulumi/pulumi/automation";
import { program, stackConfig } from "./support/program";
import { createEngineStack, type EngineStack } from "./support/stack";
import { exportState, type State } from "./support/state";
import { assertNoChanges, describeOnEngine, WITHOUT_PACK } from "./support/suite";

/** For each type of the stack, its type token with an API version, such as `azure-native:network/v20240501:Subnet`. */
const versioned = new Map<string, string>();

/** The program with a stack transformation that reads the aliases before the program removes any. */
const observedProgram: pulumi.automation.PulumiFn = () => {
  pulumi.runtime.registerStackTransformation(({ type, opts }) => {
    const aliasTypes = (opts.aliases ?? []).map((alias) => `${(alias as { readonly type?: unknown }).type}`);
    const aliasType = aliasTypes.find((candidate) => /^azure-native:\w+\/v\d{8}\w*:\w+$/.test(candidate));
    if (aliasType !== undefined) versioned.set(type, aliasType);
    return undefined;
  });
  return program();
};

describeOnEngine("version aliases", () => {
  let engine: EngineStack;
  const select = (versionAliases: boolean) => engine.stack.setConfig("hardened-aks:versionAliases", { value: `${versionAliases}` });
  const upWith = async (versionAliases: boolean) => {
    await select(versionAliases);
    return (await engine.stack.up(WITHOUT_PACK)).summary.resourceChanges;
  };
  const previewWith = async (versionAliases: boolean): Promise<OpMap> => {
    await select(versionAliases);
    return (await engine.stack.preview(WITHOUT_PACK)).changeSummary;
  };
  before(async () => {
    engine = await createEngineStack({
      name: "dev",
      config: { ...stackConfig("dev"), "hardened-aks:scope": "azure" },
      program: observedProgram,
    });
    await upWith(false);
  });
  after(() => engine?.close());

  it("cause no changes when enabled on a stack that was deployed without them", async () => {
    assertNoChanges(await upWith(true));
  });

  it("cause no changes when disabled again", async () => {
    assertNoChanges(await upWith(false));
  });

  describe("on state written with versioned types", () => {
    let rewritten = 0;
    before(async () => {
      await writeVersionedTypes(engine);
      rewritten = versionedTypesOf(await exportState(engine)).length;
      assert.ok(rewritten > 50, `${rewritten} rewritten`);
    });

    it("match every resource when enabled", async () => {
      assertNoChanges(await previewWith(true));
    });

    it("match no rewritten resource when disabled: each is planned as a create and a delete", async () => {
      const { same: _same, ...others } = await previewWith(false);
      assert.deepEqual(others, { create: rewritten, delete: rewritten });
    });

    it("are not required after one update with them", async () => {
      assertNoChanges(await upWith(true));
      assert.deepEqual(versionedTypesOf(await exportState(engine)), []);
      assertNoChanges(await upWith(false));
    });
  });
});

/** Replaces the types throughout the state: in `type`, in URNs and in references to URNs. */
async function writeVersionedTypes({ stack }: EngineStack): Promise<void> {
  const exported = await stack.exportStack();
  const text = JSON.stringify(exported.deployment);
  const deployment: unknown = JSON.parse(text.replace(/\bazure-native:\w+:\w+\b/g, (type) => versioned.get(type) ?? type));
  await stack.importStack({ ...exported, deployment });
}

function versionedTypesOf({ resources }: State): readonly string[] {
  return resources.map(({ type }) => type).filter((type) => /^azure-native:\w+\/v\d/.test(type));
}
