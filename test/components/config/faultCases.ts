import assert from "node:assert/strict";
import { faultsOf, stackWith } from "./stack";

/** A faulty configuration and the fault that is expected. */
export interface FaultCase {
  /** Values by path that replace those of a valid production stack. */
  readonly set: Readonly<Record<string, unknown>>;
  /** Path of the expected fault. */
  readonly faultPath: string;
  /** Pattern of the allowed values in its message. */
  readonly allowed: RegExp;
}

/** Creates a case with one value, which is refused at its own path or at `faultPath`. */
export const faultCase = (path: string, value: unknown, allowed: RegExp, faultPath = path): FaultCase => ({
  set: { [path]: value },
  faultPath,
  allowed,
});

/** Defines a test for every case. */
export function testFaultCases(table: readonly FaultCase[]): void {
  for (const { set, faultPath, allowed } of table) {
    it(`refuses ${JSON.stringify(set).slice(0, 110)}`, () => {
      const { faults } = faultsOf(stackWith(set));
      const fault = faults.find(({ path, allowed: message }) => path === faultPath && allowed.test(message));
      assert.ok(fault, `no fault at ${faultPath} that allows ${allowed}; got ${JSON.stringify(faults)}`);
    });
  }
}
