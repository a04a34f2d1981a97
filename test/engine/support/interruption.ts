import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { killCli } from "./cli";
import type { Operation } from "./simulatedCloud";
import type { EngineStack } from "./stack";
import { type PendingOperation, type State, stateOf } from "./state";
import { WITHOUT_PACK } from "./suite";

/**
 * Kills the CLI while the first operation that fits, and all that comes after it, is under way; then lets Azure finish what it has
 * begun.
 * @returns the operations that were under way; none where the run came to its end without one that fits
 */
export async function interrupted(
  engine: EngineStack,
  run: () => Promise<unknown>,
  fits: (operation: Operation) => boolean,
): Promise<readonly Operation[]> {
  const { cloud } = engine;
  const hold = deferred();
  const reached = deferred();
  const held: Operation[] = [];
  cloud.intercept = (operation) => {
    if (held.length === 0 && !fits(operation)) return;
    held.push(operation);
    reached.resolve();
    return hold.promise;
  };
  let end: string | undefined;
  const ended = run().then(
    () => {
      end = "finished";
    },
    (error: unknown) => {
      end = String(error);
    },
  );
  await Promise.race([reached.promise, ended]);
  if (held.length > 0) {
    await settled(engine, held);
    assert.equal(end, undefined, "still running");
    killCli();
    await ended;
    hold.resolve();
  }
  cloud.intercept = () => undefined;
  assert.equal(end === "finished", held.length === 0, end);
  return held;
}

/**
 * Waits until the state knows of the operations and is written no more: everything else that is under way is held too. A file
 * backend writes in place, so a read in between finds half a file.
 */
async function settled(engine: EngineStack, held: readonly Operation[]): Promise<void> {
  let before = 0;
  for (let look = 0; look < 100; look++) {
    const { pending } = await stateOf(engine).catch((): State => ({ resources: [], pending: [] }));
    const missing = held.filter(({ urn }) => !pending.some(({ resource }) => resource.urn === urn));
    if (!missing.some(isOfState) && pending.length === before) return;
    before = pending.length;
    await pause(100);
  }
  assert.fail(`the state does not know what is under way: ${held.map(({ urn }) => urn).join(", ")}`);
}

/** Whether the state has the operation by its URN. An approval has its id in Azure instead, and its resource another URN. */
export function isOfState({ urn }: Pick<Operation, "urn">): boolean {
  return urn.startsWith("urn:");
}

/**
 * What an operator does with `pulumi stack export` and `import`: each create that Azure has finished becomes a resource with its id,
 * the others are dropped, and a refresh reads the rest. (`pulumi refresh --import-pending-creates` of v3.259 only drops them.)
 * @returns what was pending
 */
export async function adopt(engine: EngineStack): Promise<readonly PendingOperation[]> {
  const { stack, cloud } = engine;
  await engine.run("cancel", "--yes");
  const { pending } = await stateOf(engine);
  const made = pending.flatMap(({ type, resource }) => {
    const standing = type === "creating" ? cloud.resources.find(({ urn }) => urn === resource.urn) : undefined;
    return standing === undefined ? [] : [{ ...resource, id: standing.id, outputs: resource.inputs }];
  });
  const exported = await stack.exportStack();
  const { pending_operations: _dropped, ...deployment } = exported.deployment;
  await stack.importStack({ ...exported, deployment: { ...deployment, resources: [...deployment.resources, ...made] } });
  await stack.refresh(WITHOUT_PACK);
  return pending;
}

function deferred() {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((given) => {
    resolve = given;
  });
  return { promise, resolve: () => resolve() };
}
