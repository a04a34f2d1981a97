import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import * as storage from "@pulumi/azure-native/storage";
import * as pulumi from "@pulumi/pulumi";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { createEngineStack, type EngineStack } from "./support/stack";
import { assertNoChanges, describeOnEngine, expectFailure, WITH_PACK } from "./support/suite";

const KEY = "a-key-that-no-message-may-show";

const ACCOUNT = { resourceGroupName: "rg-shop", accountName: "shopdata", kind: "StorageV2", sku: { name: "Standard_ZRS" } };

/** An account that violates the control in two ways, one of which the tests remediate; one of its tags is secret. */
const program = async (): Promise<void> => {
  new storage.StorageAccount("data", { ...ACCOUNT, minimumTlsVersion: "TLS1_0", tags: { key: pulumi.secret(KEY) } });
};

/** How an exported state marks a secret (`@pulumi/pulumi/runtime/rpc`). */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

const REMEDIATING = { all: "disabled", "input-recorder": "advisory", "storage-min-tls": "remediate" } as const;

describeOnEngine("remediation", () => {
  let engine: EngineStack;
  let events: EngineEvent[] = [];
  before(async () => {
    engine = await createEngineStack({ name: "dev", config: { "azure-native:location": "swedencentral" }, program });
  });
  after(() => engine?.close());

  const options = (configuration: Readonly<Record<string, string>>) => {
    const file = join(engine.folder("policies"), "configuration.json");
    writeFileSync(file, JSON.stringify(configuration));
    events = [];
    return { ...WITH_PACK, policyPackConfigs: [file], onEvent: (event: EngineEvent) => events.push(event) };
  };
  const created = () => engine.cloud.operations.filter(({ name }) => name === "data");

  it("is off by default: the update is refused", async () => {
    const output = await expectFailure(() => engine.stack.up(options({})));
    assert.match(output, /ST-02 {2}data [^\n]*\n *property {2}minimumTlsVersion\n *found {5}TLS1_0/);
    assert.deepEqual(created(), []);
  });

  it("changes the property that the control is about, and nothing else, before the resource is created", async () => {
    await engine.stack.up(options(REMEDIATING));
    const exported = (await engine.stack.exportStack()).deployment as { resources: { type: string; inputs: Record<string, unknown> }[] };
    const inputs = exported.resources.find(({ type }) => type.endsWith(":StorageAccount"))?.inputs ?? assert.fail();
    const tags = { key: { [SIGNATURE]: SECRET, plaintext: JSON.stringify(KEY) } };
    assert.deepEqual(inputs, { ...ACCOUNT, minimumTlsVersion: "TLS1_2", tags }, "the tag is still secret");
    assert.equal(created().length, 1);
    // The SDK's own debug lines show every input (docs/sdk.md): they are not the pack's.
    const reported = events.filter(({ diagnosticEvent }) => diagnosticEvent === undefined);
    assert.ok(!JSON.stringify(reported).includes(KEY), "no event shows the secret");
  });

  it("changes nothing in a second update", async () => {
    assertNoChanges((await engine.stack.up(options(REMEDIATING))).summary.resourceChanges);
  });
});
