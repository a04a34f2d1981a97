import { join, resolve } from "node:path";
import type { Base } from "./base/base";
import { HELP, type Options, parseOptions } from "./cli";
import { renderMissing } from "./config/missing";
import { loadStack, type StackConfig } from "./config/stack";
import { InputFault } from "./fault";
import type { Monitor } from "./monitor";
import { isComplete, notJudged } from "./notJudged";
import { onlyControls } from "./only";
import * as optional from "./optional";
import { evaluatePack, type Finding } from "./pack";
import { NO_SETTINGS, readPolicySettings } from "./policySettings";
import { programEnd } from "./programEnd";
import { publishedPack } from "./publishedPack";
import { renderErrors } from "./report/errors";
import { renderFindings } from "./report/findings";
import { type PreviewResult, renderJson } from "./report/json";
import { programFrame } from "./report/locations";
import { prepareFolder, writeManifests } from "./report/manifests";
import { renderOutputs } from "./report/outputs";
import { Progress } from "./report/progress";
import { useColour } from "./report/style";
import { renderSummary, summarise } from "./report/summary";
import { renderTree } from "./report/tree";
import { cloudContext, type RunResult, run } from "./run";
import { createMasker } from "./secrets";

export interface MainArgs {
  /** Command line arguments after the script. */
  readonly args: readonly string[];
  /** Folder of Pulumi.yaml. */
  readonly directory: string;
  /** Folder of the preview's sources. */
  readonly root: string;
  /** Loads the program; its exports are the stack's outputs. */
  readonly program: () => unknown;
  /** Names of packages that the project does not have; those of the preview are used. */
  readonly substitutes: () => readonly string[];
  /** Writes the result. */
  readonly write: (text: string) => void;
}

/**
 * @returns the exit code: 0 without mandatory findings, 1 with mandatory findings.
 * @throws InputFault for invalid input or a failing program.
 */
export async function main(mainArgs: MainArgs): Promise<number> {
  const options = withAbsolutePaths(parseOptions(mainArgs.args));
  if (options.help) mainArgs.write(HELP);
  return options.help ? 0 : await preview(options, mainArgs).catch((error: unknown) => reportFailure(options, mainArgs.root, error));
}

/** The reports say that the preview failed; the error itself is the caller's. */
function reportFailure({ reports, stack }: Options, root: string, error: unknown): never {
  const text = error instanceof Error ? error.message : String(error);
  if (hasReports(reports)) optional.files().writeFailures(reports, stack, text, root);
  throw error;
}

function hasReports(reports: Options["reports"]): boolean {
  return Object.values(reports).some((file) => file !== undefined);
}

/** The program runs in its own working directory. */
function withAbsolutePaths(options: Options): Options {
  const { manifests, policyConfig } = options;
  return { ...options, manifests: manifests && resolve(manifests), policyConfig: policyConfig && resolve(policyConfig) };
}

async function preview(options: Options, mainArgs: MainArgs): Promise<number> {
  const { directory } = mainArgs;
  if (options.manifests !== undefined) prepareFolder(options.manifests);
  useColour(process.stdout);
  const progress = new Progress(process.stderr);
  const config = loadStack({ directory, ...options });
  const pack = publishedPack(config);
  const configured = options.policyConfig === undefined ? NO_SETTINGS : readPolicySettings(options.policyConfig, pack.policies);
  const settings = onlyControls(configured, options.only);
  const base = options.diff === undefined ? undefined : optional.base().startBase({ name: options.diff, options, ...mainArgs });
  const result = await runProgram(config, options, mainArgs, progress);
  const { monitor, errors } = result;
  const mask = createMasker(monitor.registrations, secretValues(config));
  const warnings = [
    ...config.warnings,
    ...result.warnings.map(mask),
    ...substituteWarning(mainArgs.substitutes()),
    ...(options.only.length === 0 ? [] : [`only these controls are evaluated (--only): ${options.only.join(", ")}`]),
  ];
  const missing = [...config.missing, ...result.missing];
  if (missing.length > 0) {
    progress.clear();
    warn(config.warnings);
    throw new InputFault(renderMissing(missing, config.stack));
  }
  if (errors.length > 0) {
    progress.clear();
    warn(warnings);
    throw new InputFault(mask(renderErrors({ ...mainArgs, errors, mayHelp: !options.unknowns && monitor.registrations.length > 1 })));
  }
  progress.update(`${monitor.registrations.length} resources, evaluating policies`);
  const findings = await evaluatePack(pack, monitor, settings, (policy, urn) =>
    warnings.push(`${policy} changed ${urn.split("::").at(-1)}`),
  );
  const comparison = base && (await compareWith(base, config, monitor, findings, progress));
  progress.clear();
  warn(warnings);
  const { registrations, renderings } = monitor;
  const unjudged = notJudged({ registrations, renderings, findings, packages: pack.packages });
  if (hasReports(options.reports)) {
    const outputs = monitor.outputs.get(registrations[0]?.urn ?? "") ?? {};
    const { stack, project } = config;
    const sources = {
      directory,
      stack,
      project,
      registrations,
      renderings,
      outputs,
      pack,
      settings,
      findings,
      warnings,
      ...(comparison && { comparison }),
    };
    optional.files().writeReports(options.reports, optional.model().buildReport(sources), mainArgs.root);
  }
  report(options, monitor, { stack: config.stack, warnings, findings, notJudged: unjudged, comparison }, mainArgs.write);
  return findings.some(({ level }) => level === "mandatory") || (options.strict && !isComplete(unjudged)) ? 1 : 0;
}

function runProgram(config: StackConfig, options: Options, mainArgs: MainArgs, progress: Progress): Promise<RunResult> {
  const { unknowns, timeout } = options;
  const { program, directory, root } = mainArgs;
  const end = programEnd({
    timeout,
    onWait: (text) => {
      progress.clear();
      process.stderr.write(`${text}\n`);
    },
  });
  const onRegister = (count: number) => progress.update(`${count} resources`);
  // Beside the bundles of this version of the preview.
  const typeCache = join(root, ".build", "preview", "types");
  const positionOf = options.reports.sarif === undefined ? undefined : (stack: string) => programFrame(stack, root);
  return run({ config, unknowns, program, programEnd: end, onRegister, directory, typeCache, ...(positionOf && { positionOf }) });
}

function compareWith(base: Base, config: StackConfig, monitor: Monitor, findings: readonly Finding[], progress: Progress) {
  progress.update(`comparing with ${base.name}`);
  return optional.comparison().compare(base, { registrations: monitor.registrations, findings, context: cloudContext(config) });
}

function secretValues({ values, secretKeys }: StackConfig): readonly string[] {
  return secretKeys.flatMap((key) => values[key] ?? []);
}

function substituteWarning(names: readonly string[]): readonly string[] {
  if (names.length === 0) return [];
  return [`not installed in the project: ${names.join(", ")}; the versions of the offline preview are used`];
}

function warn(warnings: readonly string[]): void {
  for (const warning of warnings) process.stderr.write(`warning: ${warning}\n`);
}

type Result = Omit<PreviewResult, "registrations" | "outputs" | "summary">;

function report({ json, manifests }: Options, monitor: Monitor, result: Result, write: MainArgs["write"]): void {
  const remarks = manifests === undefined ? [] : writeManifests(manifests, monitor.registrations);
  for (const remark of remarks) process.stderr.write(`${remark}\n`);
  const { registrations } = monitor;
  const outputs = monitor.outputs.get(registrations[0]?.urn ?? "") ?? {};
  const summary = summarise(registrations, result.findings);
  if (json) {
    write(renderJson({ ...result, registrations, outputs, summary }));
    return;
  }
  const { comparison } = result;
  const sections =
    comparison === undefined
      ? [renderTree(registrations), renderOutputs(outputs), renderFindings(result.findings)]
      : [optional.comparisonText().renderComparison(comparison)];
  write([...sections.filter((section) => section !== ""), renderSummary(summary, result.notJudged)].join("\n"));
}
