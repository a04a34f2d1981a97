import { cpSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { type CliFailure, runCli } from "./cli";
import type { SimulatedCloud } from "./simulatedCloud";
import { simulation } from "./simulation";
import { repository } from "./stack";

/** What the CLI reads of a checkout; the policy pack is there for `--policy-pack`. */
const FILES = ["package.json", "tsconfig.json", "tsconfig.pulumi.json", "index.ts", "components", "policy-pack", "Pulumi.yaml"];

export interface Checkout {
  readonly cloud: SimulatedCloud;
  /** Runs a command of the CLI on the stack. @returns what it prints @throws CliFailure */
  readonly run: (...args: string[]) => Promise<string>;
  /** Changes the stack's configuration. */
  readonly configure: (config: Readonly<Record<string, string>>) => Promise<void>;
  readonly close: () => void;
}

/** A fresh checkout with its dependencies installed and one of its stacks initialised, to run the CLI in as users do. */
export async function checkout(stack: string): Promise<Checkout> {
  const { cloud, folder, environment, stop } = await simulation();
  const cwd = folder("checkout");
  for (const file of [...FILES, `Pulumi.${stack}.yaml`]) cpSync(join(repository, file), join(cwd, file), { recursive: true });
  symlinkSync(join(repository, "node_modules"), join(cwd, "node_modules"), "junction");
  const place = { cwd, env: environment };
  await runCli(["stack", "init", stack], place);
  const run = (...args: string[]) => runCli([...args, "--stack", stack], place);
  return {
    cloud,
    run,
    configure: async (config) => {
      await run("config", "set-all", ...Object.entries(config).flatMap(([key, value]) => ["--plaintext", `${key}=${value}`]));
    },
    close: stop,
  };
}

/** What the CLI prints where a command has to fail. */
export async function failureOf(command: Promise<string>): Promise<string> {
  try {
    await command;
  } catch (error) {
    const { stdout, stderr } = error as CliFailure;
    return stdout + stderr;
  }
  throw new Error("the command should have failed");
}
