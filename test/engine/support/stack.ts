import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { LocalWorkspace, type PulumiFn, type Stack } from "@pulumi/pulumi/automation";
import { installed, runCli } from "./cli";
import { type SimulatedArm, serveArm } from "./simulatedArm";
import { SimulatedCloud } from "./simulatedCloud";
import { type RunningProvider, serveProvider } from "./simulatedProvider";

const ROOT = join(__dirname, "../../..");
export const PACK = join(ROOT, "policy-pack");

const DEPLOYER = {
  subscriptionId: "10000000-0000-4000-8000-000000000001",
  tenantId: "10000000-0000-4000-8000-000000000002",
  objectId: "10000000-0000-4000-8000-000000000003",
  clientId: "10000000-0000-4000-8000-000000000004",
};

export interface EngineStackOptions {
  /** Stack name; its Pulumi file gives the configuration. */
  readonly name: string;
  readonly config: Readonly<Record<string, string>>;
  readonly program: PulumiFn;
}

export interface EngineStack {
  readonly stack: Stack;
  readonly cloud: SimulatedCloud;
  /** Runs a command of the CLI that the Automation API has no method for, on this stack. */
  readonly run: (...args: string[]) => Promise<string>;
  readonly close: () => void;
}

/** A stack on the real engine: file backend, passphrase provider, and the simulated cloud behind every provider. */
export async function engineStack({ name, config, program }: EngineStackOptions): Promise<EngineStack> {
  const home = mkdtempSync(join(tmpdir(), "hardened-aks-engine-"));
  const arm = await serveArm();
  const cloud = new SimulatedCloud(DEPLOYER, arm);
  const providers = await Promise.all(PACKAGES.map((pkg) => serveProvider({ ...pkg, cloud })));
  const workDir = workspace(home);
  const envVars = environment(home, providers, arm);
  const stack = await LocalWorkspace.createOrSelectStack(
    { stackName: name, projectName: "hardened-aks", program },
    { workDir, envVars, pulumiHome: join(home, "home") },
  );
  await configure(stack, config);
  return {
    stack,
    cloud,
    run: (...args) => runCli([...args, "--stack", name], { cwd: workDir, env: { ...envVars, PULUMI_HOME: join(home, "home") } }),
    close: () => {
      for (const { stop } of [...providers, arm]) stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

export function configure(stack: Stack, config: Readonly<Record<string, string>>): Promise<void> {
  return stack.setAllConfig(Object.fromEntries(Object.entries(config).map(([key, value]) => [key, { value }])));
}

const sdkVersion = (pkg: string): string => (require(`${pkg}/package.json`) as { readonly version: string }).version;

const PACKAGES = ["azure-native", "kubernetes", "random"].map((name) => ({ name, version: sdkVersion(`@pulumi/${name}`) }));

function workspace(home: string): string {
  const folder = join(home, "work");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "Pulumi.yaml"), "name: hardened-aks\nruntime: nodejs\n");
  return folder;
}

function environment(home: string, providers: readonly RunningProvider[], arm: SimulatedArm): Record<string, string> {
  mkdirSync(join(home, "state"), { recursive: true });
  return {
    PULUMI_BACKEND_URL: `file://${join(home, "state")}`,
    PULUMI_CONFIG_PASSPHRASE: "engine tests",
    PULUMI_SKIP_UPDATE_CHECK: "1",
    PULUMI_DEBUG_PROVIDERS: PACKAGES.map((pkg, index) => `${pkg.name}:${providers[index]?.port}`).join(","),
    // A pipeline's credentials, as the approval of Front Door's connection reads them; the token service is simulated too.
    ARM_USE_MSI: "true",
    ARM_MSI_ENDPOINT: `${arm.url}/token`,
    SIMULATED_ARM: arm.url,
    NODE_OPTIONS: `--require ${join(__dirname, "redirectArm.js")}`,
    PATH: [...shims(home), process.env.PATH ?? ""].join(delimiter),
  };
}

/** Without a language host the engine looks for the analyzer by name; where there is one, nothing may shadow it. */
function shims(home: string): readonly string[] {
  if (installed("pulumi-language-nodejs")) return [];
  const folder = join(home, "shims");
  mkdirSync(folder, { recursive: true });
  shim(join(folder, "pulumi-analyzer-policy-nodejs"), require.resolve("@pulumi/pulumi/cmd/run-policy-pack"));
  shim(join(folder, "pulumi-resource-pulumi-nodejs"), require.resolve("@pulumi/pulumi/cmd/dynamic-provider"));
  return [folder];
}

function shim(file: string, script: string): void {
  writeFileSync(file, `#!/bin/sh\nexec "${process.execPath}" "${script}" "$@"\n`);
  chmodSync(file, 0o755);
}

export const repository = dirname(PACK);
