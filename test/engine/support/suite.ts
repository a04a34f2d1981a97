import assert from "node:assert/strict";
import type { OpMap } from "@pulumi/pulumi/automation";
import { isInstalled } from "./cli";
import { PACK } from "./stack";

/** Options of a preview or update with the policy pack enabled. */
export const WITH_PACK = { policyPacks: [PACK], color: "never" as const };
export const WITHOUT_PACK = { color: "never" as const };

/** A suite that requires the Pulumi CLI: without one its tests are reported as pending, never as passed. */
export function describeOnEngine(title: string, body: () => void): void {
  describe(`on the real engine: ${title}`, function () {
    this.timeout(1_800_000);
    before(function () {
      if (process.env.ENGINE_SKIP === "1" || !isInstalled("pulumi")) this.skip();
    });
    body();
  });
}

/** Asserts that a run reports every resource as `same`. */
export function assertNoChanges(changes: OpMap | undefined): void {
  const { same = 0, ...others } = (changes ?? {}) as Record<string, number>;
  assert.deepEqual(others, {}, "the run must not change any resource");
  assert.ok(same > 0);
}

/** Error message of an action that must fail. @throws AssertionError if it succeeds */
export async function expectFailure(action: () => Promise<unknown>): Promise<string> {
  try {
    await action();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  throw new assert.AssertionError({ message: "the run should have failed" });
}

/** Duration of an action in seconds. */
export async function measureSeconds(action: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await action();
  return (performance.now() - start) / 1000;
}

/** Prints a measured value below the title of the running test. */
export function printFigure(text: string): void {
  process.stdout.write(`      ${text}\n`);
}
