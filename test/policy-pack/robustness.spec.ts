import assert from "node:assert/strict";
import { UNKNOWN } from "../../policy-pack/rules/reading/values";
import type { Rule } from "../../policy-pack/rules/rule";
import { allCases } from "./allCases";
import type { PassingCase } from "./cases/case";
import { everyCase, messagesOf, withProps } from "./direct";
import { paths, pattern, replaced } from "./leaves";

/** What each value is replaced with: unknown, absent, empty, and each JSON type, all but one of which are wrong. */
const REPLACEMENTS: readonly (readonly [string, unknown])[] = [
  ["unknown", UNKNOWN],
  ["undefined", undefined],
  ["null", null],
  ["an empty text", ""],
  ["a text", "a-text"],
  ["a number", 7],
  ["a negative number", -1.5],
  ["a boolean", true],
  ["an empty list", []],
  ["an empty object", {}],
  ["a list of each type", [UNKNOWN, null, "", "a-text", 7, false, [], {}, [[UNKNOWN]]]],
  ["an object of each type", { name: UNKNOWN, value: null, key: 7, values: "a-text", spec: [], metadata: false }],
];

/** A message contains this only where a check did not expect the type of a value that it shows. */
const CONVERTED = /\[object Object\]|\bNaN\b|Symbol\(/;

/** Number of values at one path of a control's cases that receive every replacement; stack rules have hundreds of similar cases. */
const FULLY_TESTED = { resource: 5, stack: 1 };

/** Where a control throws an exception or reports a malformed message, with one value of a case replaced. */
function failures(rule: Rule, cases: readonly PassingCase[]): string[] {
  const failed = new Set<string>();
  const occurrences = new Map<string, number>();
  for (const one of cases) {
    for (const { index, resource, path, at } of values(one)) {
      const earlier = occurrences.get(at) ?? 0;
      occurrences.set(at, earlier + 1);
      for (const [kind, by] of replacements(rule, earlier)) {
        const props = replaced(resource.props, path, by) as Record<string, unknown>;
        const fault = faultOf(rule, { ...one, resources: withProps(one.resources, index, props) });
        if (fault !== undefined) failed.add(`${at} = ${kind}: ${fault}`);
      }
    }
  }
  return [...failed];
}

function* values({ resources }: PassingCase) {
  for (const [index, resource] of resources.entries()) {
    for (const path of paths(resource.props)) yield { index, resource, path, at: `${resource.type.split(":").at(-1)} ${pattern(path)}` };
  }
}

/** All of them for the first values at a path; a different one in turn for each further value. */
function replacements(rule: Rule, earlier: number) {
  if (earlier < FULLY_TESTED["checkStack" in rule ? "stack" : "resource"]) return REPLACEMENTS;
  const turn = earlier % REPLACEMENTS.length;
  return REPLACEMENTS.slice(turn, turn + 1);
}

function faultOf(rule: Rule, one: PassingCase): string | undefined {
  try {
    return messagesOf(rule, one).find((message) => CONVERTED.test(message));
  } catch (error) {
    return String(error);
  }
}

describe("a value of another type anywhere in a case", () => {
  for (const { id, rule, cases } of allCases()) {
    if (rule === undefined) continue;
    it(`causes no exception and no malformed message in ${id}`, function () {
      this.timeout(120_000);
      assert.deepEqual(failures(rule, everyCase(cases)), []);
    });
  }
});
