import { cpSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { type CliFailure, runCli } from "./cli";
import type { SimulatedCloud } from "./simulatedCloud";
import { startSimulation } from "./simulation";
import { repository } from "./stack";

/** Files of a checkout that the CLI reads; the policy pack is for `--policy-pack`. */
const FILES = ["package.json", "tsconfig.json", "tsconfig.pulumi.json", "index.ts", "components", "policy-pack", "Pulumi.yaml"];

export interface Checkout {
  /** The simulated cloud that the stack is deployed to. */
  readonly cloud: SimulatedCloud;
  /** Runs a command of the CLI on the stack. @returns its standard output @throws CliFailure */
  readonly run: (...args: string[]) => Promise<string>;
  /** What the program has written directly to its standard output and standard error. */
  readonly programOutput: () => string;
  /** Writes keys to the stack's configuration file, values as `pulumi config` stores them. */
  readonly configure: (config: Readonly<Record<string, string>>) => void;
  /** Replaces text in a file of the checkout. @throws if the pattern does not match */
  readonly edit: (file: string, pattern: RegExp, replacement: string) => void;
  /** Stops the simulation and deletes the checkout. */
  readonly close: () => void;
}

export interface CheckoutOptions {
  /** Environment variables for the CLI, the program and the pack, in addition to the simulation's. */
  readonly variables?: Readonly<Record<string, string>>;
  /**
   * Keeps the refresh before each command that Pulumi.yaml sets.
   * @default false: the specs measure or interrupt the operations of an update, and the refresh has tests of its own
   */
  readonly refresh?: boolean;
}

/** Creates a fresh checkout with its dependencies installed and one stack initialised, to run the CLI in as users do. */
export async function checkout(stack: string, { variables = {}, refresh = false }: CheckoutOptions = {}): Promise<Checkout> {
  const { cloud, folder, environment, programOutput, stop } = await startSimulation();
  const cwd = folder("checkout");
  Object.assign(environment, variables);
  const options = { cwd, env: environment };
  try {
    for (const file of [...FILES, `Pulumi.${stack}.yaml`]) cpSync(join(repository, file), join(cwd, file), { recursive: true });
    symlinkSync(join(repository, "node_modules"), join(cwd, "node_modules"), "junction");
    if (!refresh) replaceIn(join(cwd, "Pulumi.yaml"), / +refresh: always\n/, "  {}\n");
    await runCli(["stack", "init", stack], options);
  } catch (error) {
    stop();
    throw error;
  }
  return {
    cloud,
    run: (...args) => runCli([...args, "--stack", stack], options),
    programOutput,
    configure: (config) => writeConfig(join(cwd, `Pulumi.${stack}.yaml`), config),
    edit: (file, pattern, replacement) => replaceIn(join(cwd, file), pattern, replacement),
    close: stop,
  };
}

function replaceIn(file: string, pattern: RegExp, replacement: string): void {
  const before = readFileSync(file, "utf8");
  if (before.search(pattern) === -1) throw new Error(`${file} does not match ${pattern}`);
  writeFileSync(file, before.replace(pattern, replacement));
}

/** Writes objects as YAML, not as JSON text: the CLI validates them against the types that Pulumi.yaml declares. */
function writeConfig(file: string, config: Readonly<Record<string, string>>): void {
  const content = parse(readFileSync(file, "utf8")) as { readonly config: object };
  const values = Object.entries(config).map(([key, value]) => [key, /^[{[]/.test(value) ? JSON.parse(value) : value]);
  writeFileSync(file, stringify({ ...content, config: { ...content.config, ...Object.fromEntries(values) } }));
}

/** Output of a CLI command that fails, with its exit code or signal; undefined if the command succeeds. */
export async function failureOutput(command: Promise<string>): Promise<string | undefined> {
  try {
    await command;
    return undefined;
  } catch (error) {
    const { stdout = "", stderr = "", code, signal } = error as CliFailure;
    return `${stdout}${stderr}\nended with ${signal ?? code}`;
  }
}
