import * as pulumi from "@pulumi/pulumi";
import type { CloudContext } from "./cloud/cloud";
import { Declarations } from "./cloud/declarations/declarations";
import { packagesFrom } from "./cloud/declarations/packages";
import { guid } from "./cloud/deterministic";
import type { MissingKey } from "./config/missing";
import { recordRequired } from "./config/required";
import type { StackConfig } from "./config/stack";
import { Monitor } from "./monitor";
import { answerPlainInvokes, captureWarnings, replace, withoutSerialization } from "./sdkPatches";

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
   * Called after every registration with the number of registrations.
   * @default none: progress is not reported
   */
  readonly onRegister?: (count: number) => void;
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
export async function run({ config, unknowns, program, onRegister, directory = process.cwd(), typeCache }: RunOptions): Promise<RunResult> {
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
  try {
    const errors = await collectErrors(() =>
      withoutSerialization(async () => {
        captureWarnings((warning) => warnings.add(warning));
        recordRequired(pulumi, replace, (key) => missing.push(key));
        answerPlainInvokes((token, args) => monitor.functions.invokePlain(token, args));
        await pulumi.runtime.runInPulumiStack(async () => outputsOf(program()));
        await pulumi.runtime.disconnect();
      }),
    );
    declarations.save();
    return { monitor, errors, warnings: [...warnings, ...monitor.functions.warnings()], missing };
  } finally {
    Object.assign(process.env, removed);
  }
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
function cloudContext({ project, values }: StackConfig): CloudContext {
  return {
    subscriptionId: values["azure-native:subscriptionId"] ?? guid(`subscription\0${project}`),
    tenantId: values["azure-native:tenantId"] ?? guid(`tenant\0${project}`),
    clientId: values["azure-native:clientId"] ?? guid(`client\0${project}`),
    objectId: guid(`deployer\0${project}`),
    location: values["azure-native:location"],
  };
}

/**
 * Most errors of a program occur in promises that are not awaited. As in Pulumi's own runner each error counts once, whether it is
 * thrown or an unhandled rejection.
 */
async function collectErrors(action: () => Promise<void>): Promise<readonly unknown[]> {
  const errors = new Set<unknown>();
  const collect = (error: unknown): void => {
    errors.add(error);
  };
  process.on("unhandledRejection", collect);
  process.on("uncaughtException", collect);
  try {
    await action().catch(collect);
    // Rejections are reported after the microtasks of a turn have run.
    await new Promise((resolve) => setImmediate(resolve));
  } finally {
    process.off("unhandledRejection", collect);
    process.off("uncaughtException", collect);
  }
  return Array.from(errors);
}
