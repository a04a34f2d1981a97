import { isDeepStrictEqual } from "node:util";
import type { Registration } from "../../../offline/registration";
import { catalogue } from "../../../policy-pack/rules/catalogue";
import { Evaluator, type Reported } from "./evaluation";
import { expand, isWord, leavesOf, pathText, withValue } from "./paths";
import { type Recording, record } from "./recording";
import { TABLE } from "./table";
import { type Layer, type Mutation, mutationsOf, mutationText, type Row } from "./weakening";

/** What the pack answered to one mutation: `refused` and `advised` by a control that the table names. */
export type Answer = "refused" | "advised" | "accepted" | "reported by another control";

export interface Result {
  readonly row: Row;
  /** Resource, path and value, for messages. */
  readonly text: string;
  readonly answer: Answer;
  /** Ids of the controls that reported it. */
  readonly controls: readonly string[];
  /** Whether it is reported once the other layer is weakened too; absent where the row has none. */
  readonly reportedWithoutLayer?: boolean;
}

/** Boolean and enumeration leaves of all resources, as `<type> <path>` without indices, and those that mutations weaken. */
export interface Leaves {
  readonly all: ReadonlySet<string>;
  readonly weakened: ReadonlySet<string>;
}

export interface Outcome {
  readonly results: readonly Result[];
  readonly leaves: Leaves;
}

/** Weakens everything in the table in both committed stacks, one value at a time. */
export async function weakenStacks(): Promise<Outcome> {
  // One after the other: Pulumi's runtime is one per process.
  const recordings = [await record("prod"), await record("dev")];
  const mutations = recordings.map((recording) => ({ recording, mutations: mutationsOfAll(recording) }));
  return {
    results: mutations.flatMap((one) => resultsOf(one.recording, one.mutations)),
    leaves: {
      all: new Set(recordings.flatMap(({ registrations }) => registrations.flatMap(wordsOf))),
      weakened: new Set(mutations.flatMap((one) => one.mutations.flatMap(weakenedLeaf))),
    },
  };
}

function mutationsOfAll({ registrations }: Recording): readonly Mutation[] {
  return registrations.flatMap((registration) => TABLE.flatMap((row) => mutationsOf(row, registration)));
}

function resultsOf(recording: Recording, mutations: readonly Mutation[]): readonly Result[] {
  const evaluator = new Evaluator(recording);
  return mutations.map((mutation): Result => {
    const { row, registration, changed } = mutation;
    const { accepted, controls } = row;
    const reports = evaluator.newReports(registration, changed, accepted === undefined ? controls : undefined);
    const layer = accepted?.kind === "layered" ? accepted.other : undefined;
    return {
      row,
      text: mutationText(recording.stack, mutation),
      answer: answerOf(reports, controls),
      controls: [...new Set(reports.map(({ control }) => control))],
      ...(layer && { reportedWithoutLayer: isReportedWithout(layer, mutation, evaluator) }),
    };
  });
}

const mandatory = new Set(catalogue.filter(({ enforcement }) => enforcement === "mandatory").map(({ id }) => id));

function answerOf(reports: readonly Reported[], controls: readonly string[]): Answer {
  const named = reports.filter(({ control }) => controls.includes(control));
  if (named.some(({ control, policy }) => mandatory.has(control) && policy !== "advice")) return "refused";
  if (named.length > 0) return "advised";
  return reports.length > 0 ? "reported by another control" : "accepted";
}

function isReportedWithout({ path, value, controls }: Layer, { registration, changed }: Mutation, evaluator: Evaluator): boolean {
  const [steps] = expand(registration.inputs, path);
  if (steps === undefined || changed === undefined) return false;
  const both: Registration = { ...changed, inputs: withValue(changed.inputs, steps, value) as Registration["inputs"] };
  return evaluator.newReports(registration, both, controls).length > 0;
}

/** Leaves of resources; components have inputs for their own children only. */
function wordsOf({ custom, remote, type, inputs }: Registration): readonly string[] {
  if (!custom && !remote) return [];
  return leavesOf(inputs).flatMap(({ path, value }) => (isWord(value) ? [`${type} ${pathText(path, false)}`] : []));
}

function weakenedLeaf({ row, registration, path, changed }: Mutation): readonly string[] {
  const isInput = changed !== undefined && !isDeepStrictEqual(path, []) && !row.path.startsWith("options.");
  return isInput ? [`${registration.type} ${pathText(path, false)}`] : [];
}
