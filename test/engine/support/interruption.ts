import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { killCli } from "./cli";
import type { Operation } from "./simulatedCloud";
import type { EngineStack } from "./stack";
import { exportState, type PendingOperation, type State } from "./state";
import { WITHOUT_PACK } from "./suite";

/**
 * Kills the CLI while the first matching operation and every operation started after it are in progress, then lets the simulated
 * cloud complete them.
 * @returns the operations that were in progress; none if the run finished without a matching operation
 */
export async function runInterrupted(
  engine: EngineStack,
  run: () => Promise<unknown>,
  matches: (operation: Operation) => boolean,
): Promise<readonly Operation[]> {
  const { cloud } = engine;
  const hold = deferred();
  const reached = deferred();
  const held: Operation[] = [];
  cloud.intercept = (operation) => {
    if (held.length === 0 && !matches(operation)) return;
    held.push(operation);
    reached.resolve();
    return hold.promise;
  };
  let outcome: string | undefined;
  const ended = run().then(
    () => {
      outcome = "finished";
    },
    (error: unknown) => {
      outcome = String(error);
    },
  );
  await Promise.race([reached.promise, ended]);
  if (held.length > 0) {
    await waitForPendingOperations(engine, held);
    assert.equal(outcome, undefined, "the run must still be in progress");
    killCli();
    await ended;
    hold.resolve();
  }
  cloud.intercept = () => undefined;
  assert.equal(outcome === "finished", held.length === 0, outcome);
  return held;
}

/**
 * Waits until the state lists the operations as pending and no longer changes: every other operation in progress is held as well.
 * The file backend writes in place, so a read during a write can return an incomplete file.
 */
async function waitForPendingOperations(engine: EngineStack, held: readonly Operation[]): Promise<void> {
  let previousCount = 0;
  for (let attempt = 0; attempt < 100; attempt++) {
    const { pendingOperations } = await exportState(engine).catch((): State => ({ resources: [], pendingOperations: [] }));
    const missing = held.filter(({ urn }) => !pendingOperations.some(({ resource }) => resource.urn === urn));
    if (!missing.some(isInState) && pendingOperations.length === previousCount) return;
    previousCount = pendingOperations.length;
    await pause(100);
  }
  assert.fail(`the state does not list the pending operations: ${held.map(({ urn }) => urn).join(", ")}`);
}

/** Whether the state lists the operation by its URN. An approval is recorded with an ARM id, and its resource has another URN. */
export function isInState({ urn }: Pick<Operation, "urn">): boolean {
  return urn.startsWith("urn:");
}

/**
 * Resolves pending operations as an operator does, with `pulumi stack export` and `pulumi stack import`: each create that Azure has
 * completed becomes a resource with its id, the other pending operations are removed, and a refresh reads the remaining changes.
 * (`pulumi refresh --import-pending-creates` of v3.259 only removes them.)
 * @returns the operations that were pending
 */
export async function resolvePendingOperations(engine: EngineStack): Promise<readonly PendingOperation[]> {
  const { stack, cloud } = engine;
  await engine.run("cancel", "--yes");
  const { pendingOperations } = await exportState(engine);
  const created = pendingOperations.flatMap(({ type, resource }) => {
    const existing = type === "creating" ? cloud.resources.find(({ urn }) => urn === resource.urn) : undefined;
    return existing === undefined ? [] : [{ ...resource, id: existing.id, outputs: resource.inputs }];
  });
  const exported = await stack.exportStack();
  const { pending_operations: _removed, ...deployment } = exported.deployment;
  await stack.importStack({ ...exported, deployment: { ...deployment, resources: [...deployment.resources, ...created] } });
  await stack.refresh(WITHOUT_PACK);
  return pendingOperations;
}

function deferred() {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((resolvePromise) => {
    resolve = resolvePromise;
  });
  return { promise, resolve: () => resolve() };
}
