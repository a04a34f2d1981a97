import { cpSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
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
  /** What the program has written to its own streams, past the CLI. */
  readonly programOutput: () => string;
  /** Writes keys into the stack's file, values as `pulumi config` holds them. */
  readonly configure: (config: Readonly<Record<string, string>>) => void;
  /** Changes a file of the checkout. @throws where the file does not hold what is to be changed */
  readonly edit: (file: string, what: RegExp, by: string) => void;
  readonly close: () => void;
}

/**
 * A fresh checkout with its dependencies installed and one of its stacks initialised, to run the CLI in as users do.
 *
 * @param variables environment variables of the CLI, the program and the pack
 */
export async function checkout(stack: string, variables: Readonly<Record<string, string>> = {}): Promise<Checkout> {
  const { cloud, folder, environment, programOutput, stop } = await simulation();
  const cwd = folder("checkout");
  Object.assign(environment, variables);
  const place = { cwd, env: environment };
  try {
    for (const file of [...FILES, `Pulumi.${stack}.yaml`]) cpSync(join(repository, file), join(cwd, file), { recursive: true });
    symlinkSync(join(repository, "node_modules"), join(cwd, "node_modules"), "junction");
    await runCli(["stack", "init", stack], place);
  } catch (error) {
    stop();
    throw error;
  }
  return {
    cloud,
    run: (...args) => runCli([...args, "--stack", stack], place),
    programOutput,
    configure: (config) => write(join(cwd, `Pulumi.${stack}.yaml`), config),
    edit: (file, what, by) => {
      const before = readFileSync(join(cwd, file), "utf8");
      if (before.search(what) === -1) throw new Error(`${file} holds nothing like ${what}`);
      writeFileSync(join(cwd, file), before.replace(what, by));
    },
    close: stop,
  };
}

/** In the file objects stand as YAML: the CLI holds them against the types that Pulumi.yaml declares. */
function write(file: string, config: Readonly<Record<string, string>>): void {
  const content = parse(readFileSync(file, "utf8")) as { readonly config: object };
  const values = Object.entries(config).map(([key, value]) => [key, /^[{[]/.test(value) ? JSON.parse(value) : value]);
  writeFileSync(file, stringify({ ...content, config: { ...content.config, ...Object.fromEntries(values) } }));
}

/** What the CLI prints where a command fails, and how it ended; undefined where it works. */
export async function failureOf(command: Promise<string>): Promise<string | undefined> {
  try {
    await command;
    return undefined;
  } catch (error) {
    const { stdout = "", stderr = "", code, signal } = error as CliFailure;
    return `${stdout}${stderr}\nended with ${signal ?? code}`;
  }
}
