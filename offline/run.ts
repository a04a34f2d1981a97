import * as pulumi from "@pulumi/pulumi";
import type { CloudContext } from "./cloud/cloud";
import { guid } from "./cloud/deterministic";
import type { StackConfig } from "./config/stack";
import { Monitor } from "./monitor";
import { divertWarnings, withoutTransport } from "./shortcuts";

export interface RunOptions {
  readonly config: StackConfig;
  readonly unknowns: boolean;
  /** Loads the program; its exports are the stack's outputs. */
  readonly program: () => unknown;
  readonly onRegister?: (count: number) => void;
}

/** What the program said and did. */
export interface Run {
  readonly monitor: Monitor;
  /** Errors of the program, in the order they came up. */
  readonly errors: readonly unknown[];
  /** What it warned of by `pulumi.log.warn`, each once; secrets are not masked yet. */
  readonly warnings: readonly string[];
}

/** Variables that would let the machine's own Azure or Kubernetes settings leak into a plan that must be the same everywhere. */
const FOREIGN = /^(ARM_|AZURE_|KUBECONFIG$|PULUMI_K8S_)/;

/** Runs a program in this process, as `pulumi preview` would run it against the simulated cloud. */
export async function run({ config, unknowns, program, onRegister }: RunOptions): Promise<Run> {
  const { project, stack } = config;
  const monitor = new Monitor({ project, stack, cloud: cloudContext(config), unknowns, ...(onRegister && { onRegister }) });
  pulumi.runtime.setMockOptions(monitor, project, stack, true, "organization");
  pulumi.runtime.setAllConfig({ ...config.values }, [...config.secretKeys]);
  const hidden = hideEnvironment();
  const warnings = new Set<string>();
  try {
    const errors = await collectErrors(() =>
      withoutTransport(async () => {
        divertWarnings((warning) => warnings.add(warning));
        await pulumi.runtime.runInPulumiStack(async () => program());
        await pulumi.runtime.disconnect();
      }),
    );
    return { monitor, errors, warnings: Array.from(warnings) };
  } finally {
    Object.assign(process.env, hidden);
  }
}

function hideEnvironment(): Readonly<Record<string, string>> {
  const hidden: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (!FOREIGN.test(name) || value === undefined) continue;
    hidden[name] = value;
    delete process.env[name];
  }
  return hidden;
}

/** Who deploys: what the stack's provider configuration says, else made up from the project's name. */
function cloudContext({ project, values }: StackConfig): CloudContext {
  return {
    subscriptionId: values["azure-native:subscriptionId"] ?? guid(`subscription\0${project}`),
    tenantId: values["azure-native:tenantId"] ?? guid(`tenant\0${project}`),
    clientId: values["azure-native:clientId"] ?? guid(`client\0${project}`),
    objectId: guid(`deployer\0${project}`),
  };
}

/**
 * Most errors of a program surface in promises that nobody awaits. As in Pulumi's own runner each error counts once, whichever
 * way it comes.
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
