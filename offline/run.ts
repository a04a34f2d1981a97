import * as pulumi from "@pulumi/pulumi";
import type { CloudContext } from "./cloud/cloud";
import { guid } from "./cloud/deterministic";
import type { StackConfig } from "./config/stack";
import { Monitor } from "./monitor";
import { withoutTransport } from "./shortcuts";

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
}

/** Variables that would let the machine's own Azure or Kubernetes settings leak into a plan that must be the same everywhere. */
const FOREIGN = /^(ARM_|AZURE_|KUBECONFIG$|PULUMI_K8S_|PULUMI_CONFIG)/;

/** Runs a program in this process, as `pulumi preview` would run it against the simulated cloud. */
export async function run({ config, unknowns, program, onRegister }: RunOptions): Promise<Run> {
  for (const name of Object.keys(process.env)) if (FOREIGN.test(name)) delete process.env[name];
  const { project, stack } = config;
  const monitor = new Monitor({ project, stack, cloud: cloudContext(config), unknowns, ...(onRegister && { onRegister }) });
  announce(config);
  pulumi.runtime.setMockOptions(monitor, project, stack, true, "organization");
  pulumi.runtime.setAllConfig({ ...config.values }, [...config.secretKeys]);
  const errors = await collectErrors(() =>
    withoutTransport(async () => {
      await pulumi.runtime.runInPulumiStack(async () => program());
      await pulumi.runtime.disconnect();
    }),
  );
  return { monitor, errors };
}

/** The environment by which the engine tells programs and policy packs what they run for. */
function announce({ project, stack, values }: StackConfig): void {
  process.env.PULUMI_NODEJS_PROJECT = project;
  process.env.PULUMI_NODEJS_STACK = stack;
  process.env.PULUMI_NODEJS_DRY_RUN = "true";
  process.env.PULUMI_CONFIG = JSON.stringify(values);
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
