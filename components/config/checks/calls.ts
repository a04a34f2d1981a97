import { urlVariable } from "../../plan/calls";
import { nearest } from "../../plan/nearest";
import type { Fault } from "../fault";
import type { WorkloadConfig } from "../schema";
import { check, duplicateIndexes, faultIf } from "./check";

/** Not on a part of the workloads: one with a fault of its own would seem not to exist. */
const calls = check(["workloads"], ({ workloads }) =>
  Object.entries(workloads).flatMap(([name, workload]) => [
    ...workload.calls.flatMap((callee, index) => calleeFaults(`workloads.${name}.calls[${index}]`, name, callee, workloads)),
    ...duplicateIndexes(workload.calls).map(
      (index): Fault => ({
        path: `workloads.${name}.calls[${index}]`,
        actual: workload.calls[index],
        allowed: "a workload that is listed once",
      }),
    ),
    ...variableFaults(name, workload),
  ]),
);

function calleeFaults(path: string, caller: string, callee: string, workloads: Readonly<Record<string, WorkloadConfig>>): readonly Fault[] {
  if (callee === caller)
    return [{ path, actual: callee, allowed: "another workload: a workload's own pods need no rule for a connection inside the pod" }];
  const names = Object.keys(workloads).filter((name) => name !== caller);
  const similar = nearest(callee, names);
  const hint = similar === undefined ? "" : ` (did you mean ${similar}?)`;
  return faultIf(!names.includes(callee), path, callee, `another workload: ${names.join(", ") || "there is none"}${hint}`);
}

/** The platform sets these variables; a configured one of the same name would be replaced without a word. */
function variableFaults(name: string, { calls: callees, environment }: WorkloadConfig): readonly Fault[] {
  const variables = callees.map(urlVariable);
  return Object.keys(environment).flatMap((key) =>
    faultIf(variables.includes(key.toUpperCase()), `workloads.${name}.environment.${key}`, undefined, "another name: calls sets this one"),
  );
}

export const callChecks = [calls];
