import assert from "node:assert/strict";
import { killCli } from "./support/cli";
import { program, stackConfig } from "./support/program";
import type { Operation } from "./support/simulatedCloud";
import { type EngineStack, engineStack } from "./support/stack";
import { figure, onlySame, onTheEngine, WITHOUT_PACK } from "./support/suite";

interface Pending {
  readonly type: string;
  readonly resource: { readonly urn: string; readonly inputs: object };
}

interface State {
  readonly resources: readonly object[];
  readonly pending_operations?: readonly Pending[];
}

/** Where the machine that runs the update goes down: data, cluster, edge. */
const MOMENTS: readonly string[] = [
  "azure-native:keyvault:Vault",
  "azure-native:containerservice:ManagedCluster",
  "kubernetes:apps/v1:Deployment",
  "azure-native:cdn:AFDOrigin",
];

onTheEngine("an update whose machine goes down", () => {
  let engine: EngineStack;
  before(async () => {
    engine = await engineStack({ name: "dev", config: stackConfig("dev"), program });
  });
  after(() => engine?.close());

  for (const type of MOMENTS) {
    it(`while ${type.split(":").at(-1)} is being made: what Azure finished is adopted by its id, never made twice`, async () => {
      await interruptedUp(engine, type);
      await engine.run("cancel", "--yes");
      const { pending_operations: pending = [] } = await stateOf(engine);
      assert.ok(
        pending.some(({ resource }) => resource.urn.includes(type)),
        "the state knows what was under way",
      );
      const adopted = await adopt(engine);
      assert.ok(
        adopted.some((urn) => urn.includes(type)),
        "what Azure has finished is in the state",
      );
      engine.cloud.intercept = () => undefined;
    });
  }

  it("the next update finishes the job, and a run after that changes nothing", async () => {
    await engine.stack.up(WITHOUT_PACK);
    onlySame((await engine.stack.up(WITHOUT_PACK)).summary.resourceChanges);
    assert.deepEqual(
      engine.cloud.done.filter(({ kind }) => kind === "delete"),
      [],
    );
    const creates = engine.cloud.done.filter(({ kind, failed, type }) => kind === "create" && !failed && type.startsWith("azure-native:"));
    assert.equal(new Set(creates.map(({ urn }) => urn)).size, creates.length, "nothing in Azure was made twice");
    figure(`${MOMENTS.length} interruptions, ${creates.length} Azure resources, each made once`);
  });
});

/** Kills the CLI while a resource of the type is being made; Azure finishes what it has begun. */
async function interruptedUp({ stack, cloud }: EngineStack, type: string): Promise<void> {
  const reached = new Promise<void>((resolve) => {
    cloud.intercept = async (operation: Operation) => {
      if (operation.type !== type) return;
      resolve();
      await new Promise((go) => setTimeout(go, 1500));
    };
  });
  const run = stack.up(WITHOUT_PACK).then(
    () => "finished",
    (error: unknown) => `stopped: ${error}`,
  );
  const first = await Promise.race([reached, run]);
  assert.equal(first, undefined, `the run ended before ${type} was made: ${first}`);
  // The state is written after the operation has begun.
  await new Promise((resolve) => setTimeout(resolve, 500));
  killCli();
  assert.match(await run, /^stopped/);
  await new Promise((resolve) => setTimeout(resolve, 2000));
}

async function stateOf({ stack }: EngineStack): Promise<State> {
  return (await stack.exportStack()).deployment as State;
}

/**
 * What an operator does with `pulumi stack export` and `import`: each create that Azure has finished becomes a resource with its id,
 * the others are dropped, and a refresh reads the rest. (`pulumi refresh --import-pending-creates` of v3.259 only drops them.)
 */
async function adopt({ stack, cloud }: EngineStack): Promise<readonly string[]> {
  const exported = await stack.exportStack();
  const { pending_operations: pending = [], ...state } = exported.deployment as State;
  const made = pending.flatMap(({ type, resource }) => {
    const standing = type === "creating" ? cloud.resources.find(({ urn }) => urn === resource.urn) : undefined;
    return standing === undefined ? [] : [{ ...resource, id: standing.id, outputs: resource.inputs }];
  });
  await stack.importStack({ ...exported, deployment: { ...state, resources: [...state.resources, ...made] } });
  await stack.refresh(WITHOUT_PACK);
  return made.map(({ urn }) => urn);
}
