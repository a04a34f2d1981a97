import assert from "node:assert/strict";
import { DATA_CHANGES, inPlaceChanges, withChanges } from "./support/changes";
import { isInState, resolvePendingOperations, runInterrupted } from "./support/interruption";
import { program, stackConfig } from "./support/program";
import type { Operation, OperationKind } from "./support/simulatedCloud";
import { configure, createEngineStack, type EngineStack } from "./support/stack";
import { exportState, findDrift, retainedUrns } from "./support/state";
import { assertNoChanges, describeOnEngine, printFigure, WITHOUT_PACK } from "./support/suite";

/** Types of resources at whose operations the CLI is killed; with `ENGINE_KILLS=each` every type. */
const INTERRUPTED_TYPES: Readonly<Record<OperationKind, readonly string[]>> = {
  create: [
    "azure-native:keyvault:Vault",
    "azure-native:dbforpostgresql:Server",
    "azure-native:containerservice:ManagedCluster",
    "kubernetes:apps/v1:Deployment",
    "azure-native:cdn:AFDOrigin",
  ],
  update: ["azure-native:containerservice:ManagedCluster", "kubernetes:apps/v1:Deployment"],
  delete: ["azure-native:cdn:AFDOrigin", "azure-native:containerservice:ManagedCluster", "azure-native:network:PrivateEndpoint"],
};
const EVERY_TYPE = process.env.ENGINE_KILLS === "each";

/** Types of pending operations in the state. */
const PENDING_TYPES = { create: "creating", update: "updating", delete: "deleting" };

const CONFIG = withChanges(stackConfig("dev"), DATA_CHANGES);

describeOnEngine("a run whose CLI is killed", () => {
  let engine: EngineStack;
  before(async () => {
    engine = await createEngineStack({ name: "dev", config: CONFIG, program });
  });
  after(() => engine?.close());

  /** Kills the CLI once at each type, resolves the pending operations and runs again, until a run finishes. */
  async function runUntilFinished(kind: OperationKind, run: () => Promise<unknown>, retained: readonly string[] = []): Promise<void> {
    const interrupted = new Set<string>();
    const matches = (operation: Operation): boolean =>
      operation.kind === kind && !interrupted.has(operation.type) && (EVERY_TYPE || INTERRUPTED_TYPES[kind].includes(operation.type));
    let count = 0;
    for (;;) {
      const held = await runInterrupted(engine, run, matches);
      if (held.length === 0) break;
      count += 1;
      const pending = await resolvePendingOperations(engine);
      for (const { kind: heldKind, urn, type } of held) {
        interrupted.add(type);
        assert.ok(
          !isInState({ urn }) || pending.some((operation) => operation.type === PENDING_TYPES[heldKind] && operation.resource.urn === urn),
          `the state must list a pending operation for ${urn}`,
        );
      }
      assert.deepEqual(findDrift(engine.cloud, await exportState(engine), retained), [], "the state must match the cloud");
    }
    assert.deepEqual(
      INTERRUPTED_TYPES[kind].filter((type) => !interrupted.has(type)),
      [],
    );
    printFigure(`${count} interruptions while ${PENDING_TYPES[kind]} ${interrupted.size} types of resources`);
  }

  const up = () => engine.stack.up(WITHOUT_PACK);
  const succeeded = (kind: OperationKind) => engine.cloud.operations.filter((operation) => operation.kind === kind && !operation.failed);

  it("during creates: completed creates are imported by their ids, and no resource is created twice", async () => {
    await runUntilFinished("create", up);
    assertNoChanges((await up()).summary.resourceChanges);
    const created = succeeded("create").filter(({ type }) => type.startsWith("azure-native:"));
    assert.equal(new Set(created.map(({ urn }) => urn)).size, created.length);
    assert.deepEqual(succeeded("delete"), []);
    printFigure(`${created.length} Azure resources, each created once`);
  });

  it("during updates: no resource is created again or replaced", async () => {
    const before = succeeded("create").length;
    await configure(engine.stack, withChanges(CONFIG, inPlaceChanges("dev")));
    await runUntilFinished("update", up);
    assertNoChanges((await up()).summary.resourceChanges);
    assert.equal(succeeded("create").length, before);
    assert.deepEqual(succeeded("delete"), []);
  });

  it("during a destroy: the next destroy deletes the remaining resources", async () => {
    const retained = retainedUrns(await exportState(engine));
    await runUntilFinished("delete", () => engine.stack.destroy(WITHOUT_PACK), retained);
    assert.deepEqual(engine.cloud.resources, []);
  });
});
