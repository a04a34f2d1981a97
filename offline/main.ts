import { spawnSync } from "node:child_process";
import { dirname, join, resolve } from "node:path";
import { HELP, type Options, parseOptions } from "./cli";
import { renderMissing } from "./config/missing";
import { loadStack } from "./config/stack";
import { InputFault } from "./fault";
import type { Monitor } from "./monitor";
import { isComplete, notJudged } from "./notJudged";
import { evaluatePack } from "./pack";
import { NO_SETTINGS, readPolicySettings } from "./policySettings";
import { publishedPack } from "./publishedPack";
import { needsStackTrace, renderErrors } from "./report/errors";
import { renderFindings } from "./report/findings";
import { type PreviewResult, renderJson } from "./report/json";
import { prepareFolder, writeManifests } from "./report/manifests";
import { renderOutputs } from "./report/outputs";
import { Progress } from "./report/progress";
import { useColour } from "./report/style";
import { renderSummary, summarise } from "./report/summary";
import { renderTree } from "./report/tree";
import { run } from "./run";
import { isTracing, tracingEnvironment } from "./sdkPatches";
import { createMasker } from "./secrets";

export interface MainArgs {
  /** Command line arguments after the script. */
  readonly args: readonly string[];
  /** Folder of Pulumi.yaml. */
  readonly directory: string;
  /** Loads the program; its exports are the stack's outputs. */
  readonly program: () => unknown;
  /** Path of the script that was started, for a second run that records stack traces. */
  readonly script: string;
}

/**
 * @returns the exit code: 0 without mandatory findings, 1 with mandatory findings.
 * @throws InputFault for invalid input or a failing program.
 */
export async function main(mainArgs: MainArgs): Promise<number> {
  const options = parseOptions(mainArgs.args);
  if (!options.help) return await preview(options, mainArgs);
  process.stdout.write(HELP);
  return 0;
}

async function preview(options: Options, mainArgs: MainArgs): Promise<number> {
  const { directory, program, script } = mainArgs;
  if (options.manifests !== undefined) prepareFolder(resolve(options.manifests));
  useColour(process.stdout);
  if (options.json) printLogsToStandardError();
  const progress = new Progress(process.stderr);
  const config = loadStack({ directory, ...options });
  const pack = publishedPack(config);
  const settings = options.policyConfig === undefined ? NO_SETTINGS : readPolicySettings(resolve(options.policyConfig), pack.policies);
  const onRegister = (count: number) => progress.update(`${count} resources`);
  const result = await run({ config, unknowns: options.unknowns, program, onRegister, directory, typeCache: typeCache(script) });
  const { monitor, errors } = result;
  const warnings = [...config.warnings, ...result.warnings.map(createMasker(monitor.registrations))];
  const missing = [...config.missing, ...result.missing];
  if (missing.length > 0) {
    progress.clear();
    warn(config.warnings);
    throw new InputFault(renderMissing(missing, config.stack));
  }
  if (errors.length > 0) {
    progress.clear();
    return fail(errors, warnings, mainArgs);
  }
  progress.update(`${monitor.registrations.length} resources, evaluating policies`);
  const findings = await evaluatePack(pack, monitor, settings, (policy, urn) =>
    warnings.push(`${policy} changed ${urn.split("::").at(-1)}`),
  );
  progress.clear();
  warn(warnings);
  const { registrations, renderings } = monitor;
  const unjudged = notJudged({ registrations, renderings, findings, packages: pack.packages });
  report(options, monitor, { stack: config.stack, warnings, findings, notJudged: unjudged });
  return findings.some(({ level }) => level === "mandatory") || (options.strict && !isComplete(unjudged)) ? 1 : 0;
}

/** Stack traces are disabled in a first run, so a program that fails is run once more to locate the error. */
function fail(errors: readonly unknown[], warnings: readonly string[], { args, directory, script }: MainArgs): number {
  if (errors.some(needsStackTrace) && !isTracing()) {
    const secondRun = spawnSync(process.execPath, [script, ...args], { stdio: "inherit", env: tracingEnvironment() });
    if (secondRun.status === 2) return 2;
  }
  warn(warnings);
  throw new InputFault(renderErrors(errors, directory).trimEnd());
}

function warn(warnings: readonly string[]): void {
  for (const warning of warnings) process.stderr.write(`warning: ${warning}\n`);
}

function report(
  { json, manifests }: Options,
  monitor: Monitor,
  result: Omit<PreviewResult, "registrations" | "outputs" | "summary">,
): void {
  const remarks = manifests === undefined ? [] : writeManifests(resolve(manifests), monitor.registrations);
  for (const remark of remarks) process.stderr.write(`${remark}\n`);
  const { registrations } = monitor;
  const outputs = monitor.outputs.get(registrations[0]?.urn ?? "") ?? {};
  const summary = summarise(registrations, result.findings);
  if (json) {
    process.stdout.write(renderJson({ ...result, registrations, outputs, summary }));
    return;
  }
  const sections = [renderTree(registrations), renderOutputs(outputs), renderFindings(result.findings)];
  process.stdout.write([...sections.filter((section) => section !== ""), renderSummary(summary, result.notJudged)].join("\n"));
}

/** Beside the bundles of this version of the preview. */
function typeCache(script: string): string {
  return join(dirname(script), "..", ".build", "preview", "types");
}

/** Keeps what the program logs out of the JSON document on standard output. */
function printLogsToStandardError(): void {
  console.log = console.error;
  console.info = console.error;
  console.debug = console.error;
}
