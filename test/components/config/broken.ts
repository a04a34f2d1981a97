import assert from "node:assert/strict";
import { faultsOf, stackWith } from "./stack";

export interface Broken {
  /** What is set, and to what, in an otherwise good production stack. */
  readonly set: Readonly<Record<string, unknown>>;
  /** Where the message must point. */
  readonly at: string;
  /** What it must say is allowed. */
  readonly allowed: RegExp;
}

/** One value at a path, refused there or where `at` says. */
export const broken = (path: string, value: unknown, allowed: RegExp, at = path): Broken => ({ set: { [path]: value }, at, allowed });

/** A test for every row: it is refused with its path and what is allowed. */
export function refuses(table: readonly Broken[]): void {
  for (const { set, at, allowed } of table) {
    it(`refuses ${JSON.stringify(set).slice(0, 110)}`, () => {
      const { faults } = faultsOf(stackWith(set));
      const fault = faults.find(({ path, allowed: words }) => path === at && allowed.test(words));
      assert.ok(fault, `no fault at ${at} that allows ${allowed}; got ${JSON.stringify(faults)}`);
    });
  }
}
