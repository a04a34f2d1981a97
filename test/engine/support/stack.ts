import { join } from "node:path";
import { LocalWorkspace, type PulumiFn, type Stack } from "@pulumi/pulumi/automation";
import { runCli } from "./cli";
import type { SimulatedCloud } from "./simulatedCloud";
import { type Simulation, type SimulationOptions, startSimulation } from "./simulation";

export interface EngineStackOptions {
  /** Stack name. */
  readonly name: string;
  /** Configuration of the stack, keys with their namespace, values as `pulumi config` stores them. */
  readonly config: Readonly<Record<string, string>>;
  /** Inline program of the Automation API. */
  readonly program: PulumiFn;
  /**
   * What is simulated.
   * @default every provider
   */
  readonly simulation?: SimulationOptions;
}

export interface EngineStack {
  /** The stack, for operations through the Automation API. */
  readonly stack: Stack;
  /** The simulated cloud that the stack is deployed to. */
  readonly cloud: SimulatedCloud;
  /** Folder of the file backend: states, their backups and the update history. */
  readonly backend: string;
  /** Environment variables of the CLI; a test can add some before an operation. */
  readonly environment: Record<string, string>;
  /** Path of a folder in the simulation's temporary folder; creates it if necessary. */
  readonly folder: Simulation["folder"];
  /** Runs a command of the CLI on this stack, for commands without a method in the Automation API. @throws CliFailure */
  readonly run: (...args: string[]) => Promise<string>;
  /** Stops the simulation and deletes its files. */
  readonly close: () => void;
}

/** Creates a stack on the real engine with a file backend, a passphrase secrets provider and simulated resource providers. */
export async function createEngineStack({ name, config, program, simulation }: EngineStackOptions): Promise<EngineStack> {
  const { cloud, folder, home, environment, stop } = await startSimulation(simulation);
  const createStack = async (): Promise<Stack> => {
    const created = await LocalWorkspace.createOrSelectStack(
      { stackName: name, projectName: "hardened-aks", program },
      { workDir: folder("work"), envVars: environment, pulumiHome: home },
    );
    await configure(created, config);
    return created;
  };
  const stack = await createStack().catch((error: unknown) => {
    stop();
    throw error;
  });
  return {
    stack,
    cloud,
    backend: folder("state"),
    environment: stack.workspace.envVars,
    folder,
    run: (...args) => runCli([...args, "--stack", name], { cwd: folder("work"), env: stack.workspace.envVars }),
    close: stop,
  };
}

/** Makes a configuration the stack's own: values that it lacks are removed, except secret ones, which it never contains. */
export async function configure(stack: Stack, config: Readonly<Record<string, string>>): Promise<void> {
  const previous = Object.entries(await stack.getAllConfig());
  const removed = previous.filter(([key, { secret }]) => secret !== true && !(key in config)).map(([key]) => key);
  if (removed.length > 0) await stack.removeAllConfig(removed);
  await stack.setAllConfig(Object.fromEntries(Object.entries(config).map(([key, value]) => [key, { value }])));
}

export const repository = join(__dirname, "../../..");
export const PACK = join(repository, "policy-pack");
