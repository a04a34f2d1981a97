import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { EngineEvent, PolicyEvent } from "@pulumi/pulumi/automation";
import { type ConfigChange, changed } from "./support/changes";
import { program, stackConfig } from "./support/program";
import { type EngineStack, engineStack } from "./support/stack";
import { failure, onTheEngine, WITH_PACK } from "./support/suite";
import { nameOf } from "./support/urn";
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

  /** What the pack forbids in a run. */
  const forbiddenIn = async (run: (onEvent: (event: EngineEvent) => void) => Promise<unknown>): Promise<readonly PolicyEvent[]> => {
    const events: EngineEvent[] = [];
    await run((event) => events.push(event));
    const found = events.flatMap(({ policyEvent }) => (policyEvent === undefined ? [] : [policyEvent]));
    return found.filter(({ enforcementLevel }) => enforcementLevel === "mandatory");
  };

  const preview = (weakness: Weakness) => (onEvent: (event: EngineEvent) => void) =>
    engine.stack.preview({ ...WITH_PACK, program: weakened(program, weakness), onEvent });

  /** A preview that has to fail. */
  const refusedPreview = (weakness: Weakness) => forbiddenIn((onEvent) => failure(() => preview(weakness)(onEvent)));

  /** A first update that has to fail before it asks for the resource. */
  const refusedUpdate = async (weakness: Weakness): Promise<readonly PolicyEvent[]> => {
    const forbidden = await forbiddenIn((onEvent) =>
      failure(() => engine.stack.up({ ...WITH_PACK, program: weakened(program, weakness), onEvent })),
    );
    const asked = engine.cloud.done.filter(({ name }) => name === weakness.resource);
    assert.deepEqual(asked, [], "refused before anything is done to the resource");
    return forbidden;
  };

  it("a first preview names what is known to be wrong, although most of the resource is still unknown", async () => {
    const [weakness] = AZURE_WEAKNESSES;
    assert.ok(weakness);
    const forbidden = await refusedPreview(weakness);
    refusedFor(forbidden, weakness);
    const [found] = forbidden.filter(({ policyName }) => policyName === "aks-private-cluster");
    assert.match(found?.message ?? "", /apiServerAccessProfile\.enablePrivateCluster/);
  });

  it("what a preview cannot know is refused by the update, before the resource is made", async () => {
    // As unknown as the identity, which does not exist yet.
    const weaken: Weakness["weaken"] = (props) => ({
      ...props,
      disableLocalAccounts: pulumi.output(props.identity as object).apply(() => false),
    });
    const weakness: Weakness = { title: "", resource: "swedencentral-aks-cluster", control: "AKS-11", weaken };
    assert.deepEqual(await forbiddenIn(preview(weakness)), []);
    refusedFor(await refusedUpdate(weakness), weakness);
  });

  for (const weakness of [...AZURE_WEAKNESSES, ...KUBERNETES_WEAKNESSES]) {
    it(`${weakness.title}: refused before it is made`, async () => {
      refusedFor(await refusedUpdate(weakness), weakness);
    });
  }

  it(`${SERVICE_ON_SIDECAR.title}: what only two resources together show is refused by the preview that goes first`, async () => {
    refusedFor(await refusedPreview(SERVICE_ON_SIDECAR), SERVICE_ON_SIDECAR);
  });

  it("the same stack goes through as it is written", async () => {
    assert.equal((await engine.stack.up(WITH_PACK)).summary.result, "succeeded");
  });
});

/** The control on the resource, once, and nothing else. */
function refusedFor(forbidden: readonly PolicyEvent[], { resource, control, also = [] }: Weakness): void {
  const found = forbidden.map(({ resourceUrn = "", message }) => `${/^[A-Z]+-\d+(?=: )/.exec(message)?.[0]} on ${nameOf(resourceUrn)}`);
  const expected = [{ resource, control }, ...also].map((finding) => `${finding.control} on ${finding.resource}`);
  assert.deepEqual([...found].sort(), expected.sort());
}
