import * as pulumi from "@pulumi/pulumi";
import { callInProcess } from "./callbacks/server";
import type { CloudContext } from "./cloud/cloud";
import { Declarations } from "./cloud/declarations/declarations";
import { packagesFrom } from "./cloud/declarations/packages";
import { guid } from "./cloud/deterministic";
import type { MissingKey } from "./config/missing";
import { recordRequired } from "./config/required";
import type { StackConfig } from "./config/stack";
import { ErrorCollector } from "./errorCollector";
import { InputFault } from "./fault";
import { withoutManifestDownloads } from "./kubernetes/manifestDownloads";
import { Monitor } from "./monitor";
import { answerPlainInvokes, captureWarnings, type PositionOf, replace, withoutSerialization } from "./sdkPatches";

export interface RunOptions {
  /** Project, stack and configuration values. */
  readonly config: StackConfig;
  /** Leaves ids and computed outputs unknown, as in the engine's preview of a stack that does not exist yet. */
  readonly unknowns: boolean;
  /** Loads the program; its exports are the stack's outputs, or a function that returns them. */
  readonly program: () => unknown;
  /**
   * Folder of the program, whose packages declare the types of outputs.
   * @default the working directory
   */
  readonly directory?: string;
  /**
   * Folder in which the types that were read are kept for the next run.
   * @default none: they are read from the packages in every run
   */
  readonly typeCache?: string;
  /**
   * Ends the run; `activity` counts what the program has done so far.
   * @default the run ends when the stack's outputs are complete: in a process that does other things the event loop is never empty
   */
  readonly programEnd?: ProgramEnd;
  /**
   * Called after every registration with the number of registrations.
   * @default none: progress is not reported
   */
  readonly onRegister?: (count: number) => void;
  /**
   * Finds where the program creates a resource, by the stack trace at that moment.
   * @default none: positions are not recorded, which takes time
   */
  readonly positionOf?: PositionOf;
}

/** Waits for the end of a program: until it has nothing left to do, or was ended; returns why it counts as failed, if it does. */
export type ProgramEnd = (progress: Progress) => Promise<string | undefined>;

export interface Progress {
  /** Number of registrations so far. */
  readonly registrations: () => number;
  /** Whether the program failed. */
  readonly failed: () => boolean;
  /** Resolves when the stack's outputs are complete. */
  readonly stack: Promise<void>;
}

/** Registrations, errors and warnings of one run. */
export interface RunResult {
  readonly monitor: Monitor;
  /** Errors of the program, in the order in which they occurred. */
  readonly errors: readonly unknown[];
  /** Messages of `pulumi.log.warn`, each once; secrets are not masked yet. */
  readonly warnings: readonly string[];
  /** Required configuration that has no value. The program went on with placeholders, so nothing else of the run is meaningful. */
  readonly missing: readonly MissingKey[];
}

/** Environment variables with Azure or Kubernetes settings of this machine, on which the result of a preview must not depend. */
const MACHINE_SETTINGS = /^(ARM_|AZURE_|KUBECONFIG$|PULUMI_K8S_)/;

/** Runs a program in this process, as `pulumi preview` would run it against the simulated cloud. */
export async function run(options: RunOptions): Promise<RunResult> {
  const { config, unknowns, program, programEnd, onRegister, positionOf, directory = process.cwd(), typeCache } = options;
  const { project, stack } = config;
  const declarations = new Declarations(packagesFrom([directory, __dirname]), typeCache);
  const warnings = new Set<string>();
  const missing: MissingKey[] = [];
  const monitor = new Monitor({
    project,
    stack,
    cloud: cloudContext(config),
    declarations,
    unknowns,
    onWarning: (warning) => warnings.add(warning),
    onMissing: (key) => missing.push(key),
    ...(onRegister && { onRegister }),
  });
  pulumi.runtime.setMockOptions(monitor, project, stack, true, "organization");
  pulumi.runtime.setAllConfig({ ...config.values }, [...config.secretKeys]);
  const removed = removeMachineSettings();
  const errors = new ErrorCollector();
  try {
    await withoutSerialization(async () => {
      captureWarnings((warning) => warnings.add(warning));
      recordRequired(pulumi, replace, (key) => missing.push(key));
      answerPlainInvokes((token, args) => monitor.functions.invokePlain(token, args));
      callInProcess(monitor.callbacks);
      withoutManifestDownloads(monitor.renderings);
      const stack = pulumi.runtime.runInPulumiStack(async () => outputsOf(await program())).then(() => {}, errors.add);
      await (programEnd === undefined ? stack.then(() => pulumi.runtime.disconnect()) : ended(programEnd, stack, monitor, errors));
      // Rejections are reported after the microtasks of a turn have run.
      await new Promise((resolve) => setImmediate(resolve));
    }, positionOf);
    declarations.save();
    return { monitor, errors: errors.all, warnings: [...warnings, ...monitor.functions.warnings()], missing };
  } finally {
    errors.close();
    Object.assign(process.env, removed);
  }
}

async function ended(programEnd: ProgramEnd, stack: Promise<void>, monitor: Monitor, errors: ErrorCollector): Promise<void> {
  const registrations = () => monitor.registrations.length;
  const message = await programEnd({ stack, registrations, failed: () => errors.all.length > 0 });
  if (message !== undefined && errors.all.length === 0) errors.add(new InputFault(message));
}

/** As Pulumi's own runner: an exported function is called, and what it returns are the stack's outputs. */
function outputsOf(exported: unknown): unknown {
  return typeof exported === "function" ? exported() : exported;
}

function removeMachineSettings(): Readonly<Record<string, string>> {
  const removed: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (!MACHINE_SETTINGS.test(name) || value === undefined) continue;
    removed[name] = value;
    delete process.env[name];
  }
  return removed;
}

/** The stack's provider configuration; ids that it does not set are derived from the project's name. */
export function cloudContext({ project, values }: StackConfig): CloudContext {
  return {
    subscriptionId: values["azure-native:subscriptionId"] ?? guid(`subscription\0${project}`),
    tenantId: values["azure-native:tenantId"] ?? guid(`tenant\0${project}`),
    clientId: values["azure-native:clientId"] ?? guid(`client\0${project}`),
    objectId: guid(`deployer\0${project}`),
    location: values["azure-native:location"],
  };
}
