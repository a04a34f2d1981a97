import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { HELP, type Options, parseOptions } from "./cli";
import { loadStack } from "./config/stack";
import { InputFault } from "./fault";
import type { Monitor } from "./monitor";
import { evaluatePack } from "./pack";
import { NO_SETTINGS, readPolicySettings } from "./policySettings";
import { publishedPack } from "./publishedPack";
import { needsStackTrace, renderErrors } from "./report/errors";
import { renderFindings } from "./report/findings";
import { type Result, renderJson } from "./report/json";
import { prepareFolder, writeManifests } from "./report/manifests";
import { renderOutputs } from "./report/outputs";
import { Progress } from "./report/progress";
import { useColour } from "./report/style";
import { renderSummary, summarise } from "./report/summary";
import { renderTree } from "./report/tree";
import { run } from "./run";
import { masking } from "./secrets";
import { tracing, tracingEnvironment } from "./shortcuts";

export interface Start {
  /** Command line after the script. */
  readonly args: readonly string[];
  /** Folder of Pulumi.yaml. */
  readonly directory: string;
  readonly program: () => unknown;
  /** Script that was started, for a second run that traces errors. */
  readonly script: string;
}

/**
 * @returns the exit code: 0 clean, 1 mandatory findings.
 * @throws InputFault for bad input or a failing program.
 */
export async function main(start: Start): Promise<number> {
  const options = parseOptions(start.args);
  if (!options.help) return await preview(options, start);
  process.stdout.write(HELP);
  return 0;
}

async function preview(options: Options, start: Start): Promise<number> {
  const { directory, program } = start;
  if (options.manifests !== undefined) prepareFolder(resolve(options.manifests));
  useColour(process.stdout);
  if (options.json) printLogsToStandardError();
  const progress = new Progress(process.stderr);
  const config = loadStack({ directory, ...options });
  const pack = publishedPack(config);
  const settings = options.policyConfig === undefined ? NO_SETTINGS : readPolicySettings(resolve(options.policyConfig), pack.policies);
  const onRegister = (count: number) => progress.update(`${count} resources`);
  const { monitor, errors, warnings } = await run({ config, unknowns: options.unknowns, program, onRegister });
  const told = warnings.map(masking(monitor.registrations));
  if (errors.length > 0) {
    progress.clear();
    return fail(errors, told, start);
  }
  progress.update(`${monitor.registrations.length} resources, judging`);
  const findings = await evaluatePack(pack, monitor, settings);
  progress.clear();
  warn(told);
  report(options, monitor, { stack: config.stack, warnings: told, findings });
  return findings.some(({ level }) => level === "mandatory") ? 1 : 0;
}

/** Stack traces are off in an ordinary run, so one that fails is run once more to find the line at fault. */
function fail(errors: readonly unknown[], warnings: readonly string[], { args, directory, script }: Start): number {
  if (errors.some(needsStackTrace) && !tracing()) {
    const again = spawnSync(process.execPath, [script, ...args], { stdio: "inherit", env: tracingEnvironment() });
    if (again.status === 2) return 2;
  }
  warn(warnings);
  throw new InputFault(renderErrors(errors, directory).trimEnd());
}

function warn(warnings: readonly string[]): void {
  for (const warning of warnings) process.stderr.write(`warning: ${warning}\n`);
}

function report({ json, manifests }: Options, monitor: Monitor, told: Pick<Result, "stack" | "warnings" | "findings">): void {
  const remarks = manifests === undefined ? [] : writeManifests(resolve(manifests), monitor.registrations);
  for (const remark of remarks) process.stderr.write(`${remark}\n`);
  const { registrations } = monitor;
  const outputs = monitor.outputs.get(registrations[0]?.urn ?? "") ?? {};
  const summary = summarise(registrations, told.findings);
  if (json) {
    process.stdout.write(renderJson({ ...told, registrations, outputs, summary }));
    return;
  }
  const sections = [renderTree(registrations), renderOutputs(outputs), renderFindings(told.findings)];
  process.stdout.write([...sections.filter((section) => section !== ""), renderSummary(summary)].join("\n"));
}

/** Whatever the program logs must not stand in the JSON document. */
function printLogsToStandardError(): void {
  console.log = console.error;
  console.info = console.error;
  console.debug = console.error;
}
