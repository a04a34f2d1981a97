import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { type ConfigChange, changed } from "./support/changes";
import { program, stackConfig } from "./support/program";
import { type EngineStack, engineStack } from "./support/stack";
import { failure, onTheEngine, WITH_PACK } from "./support/suite";
import { AZURE_WEAKNESSES, KUBERNETES_WEAKNESSES, SERVICE_ON_SIDECAR, type Weakness, weakened } from "./support/weaknesses";

/** The small stack held to production's rules. */
const PRODUCTION: readonly ConfigChange[] = [
  { key: "cluster", path: ["kms"], value: true },
  { key: "frontDoor", path: ["waf"], value: { mode: "Prevention" } },
  { key: "workloads", path: ["catalog", "image"], value: `catalog-service:1.4.2@sha256:${"8f4c".repeat(16)}` },
];

onTheEngine("refusals", () => {
  let engine: EngineStack;
  beforeEach(async () => {
    const config = { ...changed(stackConfig("dev"), PRODUCTION), "hardened-aks:tier": "production" };
    engine = await engineStack({ name: "dev", config, program });
  });
  afterEach(() => engine?.close());

  /** The message of a first update that has to fail before it asks for the resource. */
  const refusalOf = async (weakness: Weakness): Promise<string> => {
    const message = await failure(() => engine.stack.up({ ...WITH_PACK, program: weakened(program, weakness) }));
    const asked = engine.cloud.done.filter(({ name }) => name === weakness.resource);
    assert.deepEqual(asked, [], "refused before anything is done to the resource");
    return message;
  };

  it("a first preview names what is known to be wrong, although most of the resource is still unknown", async () => {
    const [weakness] = AZURE_WEAKNESSES;
    assert.ok(weakness);
    const text = await failure(() => engine.stack.preview({ ...WITH_PACK, program: weakened(program, weakness) }));
    assert.match(text, /\[mandatory\].*aks-private-cluster/);
    assert.match(text, /apiServerAccessProfile\.enablePrivateCluster/);
  });

  it("what a preview cannot know is refused by the update, before the resource is made", async () => {
    // As unknown as the identity, which does not exist yet.
    const weaken: Weakness["weaken"] = (props) => ({
      ...props,
      disableLocalAccounts: pulumi.output(props.identity as object).apply(() => false),
    });
    const weakness: Weakness = { title: "", resource: "swedencentral-aks-cluster", control: "AKS-11", weaken };
    const { stdout } = await engine.stack.preview({ ...WITH_PACK, program: weakened(program, weakness) });
    assert.doesNotMatch(stdout, /\[mandatory\]/);
    assert.match(await refusalOf(weakness), /\[mandatory\][\s\S]*AKS-11/);
  });

  for (const weakness of [...AZURE_WEAKNESSES, ...KUBERNETES_WEAKNESSES]) {
    it(`${weakness.title}: refused before it is made`, async () => {
      assert.match(await refusalOf(weakness), new RegExp(`\\[mandatory\\][\\s\\S]*${weakness.control}`));
    });
  }

  it(`${SERVICE_ON_SIDECAR.title}: what only two resources together show is refused by the preview that goes first`, async () => {
    const text = await failure(() => engine.stack.preview({ ...WITH_PACK, program: weakened(program, SERVICE_ON_SIDECAR) }));
    assert.match(text, new RegExp(`\\[mandatory\\][\\s\\S]*${SERVICE_ON_SIDECAR.control}`));
  });

  it("the same stack goes through as it is written", async () => {
    assert.equal((await engine.stack.up(WITH_PACK)).summary.result, "succeeded");
  });
});
