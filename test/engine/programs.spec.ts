import assert from "node:assert/strict";
import { join } from "node:path";
import { type Document, previewOffline } from "../programs/offlinePreview";
import type { Program } from "../programs/program";
import { PROGRAMS } from "../programs/programs";
import { writeProject } from "../programs/project";
import { RunsAhead } from "../programs/runsAhead";
import { type EnginePreview, previewOnEngine, type Violation } from "./support/programPreview";
import { type Simulation, startSimulation } from "./support/simulation";
import { describeOnEngine } from "./support/suite";

interface Previews {
  readonly engine: EnginePreview;
  readonly offline: { readonly exit: number; readonly document: Document };
}

describeOnEngine("the offline preview finds what the engine's first preview finds", () => {
  const all = Object.values(PROGRAMS)
    .flat()
    .filter(({ engine }) => engine === true);
  const simulations: Simulation[] = [];
  let runs: RunsAhead<Program, Simulation, Previews> | undefined;
  before(async () => {
    // Two at a time, each with servers of its own: a language host serves one command of the CLI.
    for (let count = 0; count < 2; count++) simulations.push(await startSimulation({ others: OTHER_PACKAGES }));
    runs = new RunsAhead(all, simulations, (program, simulation) =>
      preview(program, simulation, simulation.folder(`${all.indexOf(program)}/shop`)),
    );
  });
  after(() => {
    for (const { stop } of simulations) stop();
  });

  for (const [subject, programs] of Object.entries(PROGRAMS)) {
    describe(subject, () => {
      // The others say in the table why the engine cannot differ or cannot run them: that is no test which something prevents.
      for (const program of programs.filter(({ engine }) => engine === true)) {
        it(program.kind, async () => {
          assert.ok(runs);
          assertSame(await runs.resultOf(program));
        });
      }
    });
  }
});

/** Packages that only programs of the table use, with the versions of their SDKs. */
const OTHER_PACKAGES = { aws: "7.0.0", azure: "6.0.0" };

/** Both previews of a project. Each has a copy of its own, since the CLI writes into the stack's file. */
async function preview(program: Program, simulation: Simulation, folder: string): Promise<Previews> {
  const copy = join(folder, "..", "offline");
  writeProject(program, folder);
  writeProject(program, copy);
  const engine = await previewOnEngine(simulation, folder, optionsOf(program));
  return { engine, offline: await previewOffline(copy, [...(program.args ?? ["dev"]), "--unknowns"]) };
}

/** Options that both command lines have: the configuration. */
function optionsOf({ args = [] }: Program): readonly string[] {
  return args.flatMap((arg, index) => (arg === "-c" ? [arg, args[index + 1] ?? ""] : arg === "--path" ? ["--config-path"] : []));
}

function assertSame({ engine, offline: { exit, document } }: Previews): void {
  const { resources = [], findings = [] } = document;
  assert.equal(exit === 0, engine.succeeded, `${document.error ?? ""}\n${engine.output}`);
  // What is registered before a program fails depends on the time at which the engine cancels it.
  if (exit === 2) return;
  assert.deepEqual(resources.map(({ urn }) => urn).sort(), unique(engine.urns), engine.output);
  assert.deepEqual(unique(findings.map(textOf)), unique(engine.violations.map(textOf)));
}

const unique = (texts: readonly string[]): readonly string[] => [...new Set(texts)].sort();

const textOf = ({ policy, level, urn, message }: Violation): string => `${policy} ${level} ${urn}\n${message.trimEnd()}`;
