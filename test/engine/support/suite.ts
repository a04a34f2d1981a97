import assert from "node:assert/strict";
import type { OpMap } from "@pulumi/pulumi/automation";
import { installed } from "./cli";
import { PACK } from "./stack";

/** Options of a run with the pack as the engine's analyzer. */
export const WITH_PACK = { policyPacks: [PACK], color: "never" as const };
export const WITHOUT_PACK = { color: "never" as const };

/** Tests that need the Pulumi CLI; without one they count as skipped, never as passed. */
export function onTheEngine(title: string, body: () => void): void {
  describe(`on the real engine: ${title}`, function () {
    this.timeout(1_800_000);
    before(function () {
      if (process.env.ENGINE_SKIP === "1" || !installed("pulumi")) this.skip();
    });
    body();
  });
}

/** A second run that finds every resource as the first one left it. */
export function onlySame(changes: OpMap | undefined): void {
  const { same = 0, ...others } = (changes ?? {}) as Record<string, number>;
  assert.deepEqual(others, {}, "a second run must change nothing");
  assert.ok(same > 0);
}

/** The error of an action that has to fail. */
export async function failure(action: () => Promise<unknown>): Promise<string> {
  try {
    await action();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  throw new assert.AssertionError({ message: "the run should have failed" });
}

/** Seconds of an action, for the figures that a run prints. */
export async function seconds(action: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await action();
  return (performance.now() - start) / 1000;
}

export function figure(text: string): void {
  process.stdout.write(`      ${text}\n`);
}
