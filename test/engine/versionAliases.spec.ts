import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { OpMap } from "@pulumi/pulumi/automation";
import { program, stackConfig } from "./support/program";
import { type EngineStack, engineStack } from "./support/stack";
import { type State, stateOf } from "./support/state";
import { onlySame, onTheEngine, WITHOUT_PACK } from "./support/suite";

/** Of each of the SDK's types that the stack has, the name under one API version: `azure-native:network/v20240501:Subnet`. */
const versioned = new Map<string, string>();

/** The program, its aliases read before it may drop any. */
const observed: pulumi.automation.PulumiFn = () => {
  pulumi.runtime.registerStackTransformation(({ type, opts }) => {
    const names = (opts.aliases ?? []).map((alias) => `${(alias as { readonly type?: unknown }).type}`);
    const name = names.find((candidate) => /^azure-native:\w+\/v\d{8}\w*:\w+$/.test(candidate));
    if (name !== undefined) versioned.set(type, name);
    return undefined;
  });
  return program();
};

onTheEngine("version aliases", () => {
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
    engine = await engineStack({ name: "dev", config: { ...stackConfig("dev"), "hardened-aks:scope": "azure" }, program: observed });
    await upWith(false);
  });
  after(() => engine?.close());

  it("kept on a stack that was made without them change nothing", async () => {
    onlySame(await upWith(true));
  });

  it("dropped again change nothing either", async () => {
    onlySame(await upWith(false));
  });

  describe("on state written with versioned types", () => {
    let rewritten = 0;
    before(async () => {
      await writeVersionedTypes(engine);
      rewritten = versionedOnes(await stateOf(engine)).length;
      assert.ok(rewritten > 50, `${rewritten} rewritten`);
    });

    it("kept recognise every resource", async () => {
      onlySame(await previewWith(true));
    });

    it("dropped take each of them for one to delete and one to create", async () => {
      const { same: _same, ...others } = await previewWith(false);
      assert.deepEqual(others, { create: rewritten, delete: rewritten });
    });

    it("kept for one update are not needed any more", async () => {
      onlySame(await upWith(true));
      assert.deepEqual(versionedOnes(await stateOf(engine)), []);
      onlySame(await upWith(false));
    });
  });
});

/** In every place at once: the types, the URNs that hold them, and what refers to those. */
async function writeVersionedTypes({ stack }: EngineStack): Promise<void> {
  const exported = await stack.exportStack();
  const text = JSON.stringify(exported.deployment);
  const deployment: unknown = JSON.parse(text.replace(/\bazure-native:\w+:\w+\b/g, (type) => versioned.get(type) ?? type));
  await stack.importStack({ ...exported, deployment });
}

function versionedOnes({ resources }: State): readonly string[] {
  return resources.map(({ type }) => type).filter((type) => /^azure-native:\w+\/v\d/.test(type));
}
