import { join } from "node:path";
import { LocalWorkspace, type PulumiFn, type Stack } from "@pulumi/pulumi/automation";
import { runCli } from "./cli";
import type { SimulatedCloud } from "./simulatedCloud";
import { simulation } from "./simulation";

export interface EngineStackOptions {
  /** Stack name; its Pulumi file gives the configuration. */
  readonly name: string;
  readonly config: Readonly<Record<string, string>>;
  readonly program: PulumiFn;
}

export interface EngineStack {
  readonly stack: Stack;
  readonly cloud: SimulatedCloud;
  /** Folder of the file backend: states, their backups, history. */
  readonly backend: string;
  /** Runs a command of the CLI that the Automation API has no method for, on this stack. */
  readonly run: (...args: string[]) => Promise<string>;
  readonly close: () => void;
}

/** A stack on the real engine: file backend, passphrase provider, and the simulated cloud behind every provider. */
export async function engineStack({ name, config, program }: EngineStackOptions): Promise<EngineStack> {
  const { cloud, folder, home, environment, stop } = await simulation();
  const opened = async (): Promise<Stack> => {
    const made = await LocalWorkspace.createOrSelectStack(
      { stackName: name, projectName: "hardened-aks", program },
      { workDir: folder("work"), envVars: environment, pulumiHome: home },
    );
    await configure(made, config);
    return made;
  };
  const stack = await opened().catch((error: unknown) => {
    stop();
    throw error;
  });
  return {
    stack,
    cloud,
    backend: folder("state"),
    run: (...args) => runCli([...args, "--stack", name], { cwd: folder("work"), env: environment }),
    close: stop,
  };
}

export function configure(stack: Stack, config: Readonly<Record<string, string>>): Promise<void> {
  return stack.setAllConfig(Object.fromEntries(Object.entries(config).map(([key, value]) => [key, { value }])));
}

export const repository = join(__dirname, "../../..");
export const PACK = join(repository, "policy-pack");
