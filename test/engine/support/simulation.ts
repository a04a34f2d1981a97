import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { isInstalled } from "./cli";
import { serveLanguageHost } from "./languageHost";
import { serveArm } from "./simulatedArm";
import { SimulatedCloud } from "./simulatedCloud";
import { serveProvider } from "./simulatedProvider";

const DEPLOYER = {
  subscriptionId: "10000000-0000-4000-8000-000000000001",
  tenantId: "10000000-0000-4000-8000-000000000002",
  objectId: "10000000-0000-4000-8000-000000000003",
  clientId: "10000000-0000-4000-8000-000000000004",
};

/** A simulated cloud, and the environment in which the CLI uses it. */
export interface Simulation {
  readonly cloud: SimulatedCloud;
  /** Path of a folder in the simulation's temporary folder; creates it if necessary. */
  readonly folder: (name: string) => string;
  /** Environment variables of the CLI: backend, passphrase, simulated providers and simulated credentials. */
  readonly environment: Record<string, string>;
  /** The CLI's home folder (`PULUMI_HOME`) for credentials and plugins. */
  readonly home: string;
  /** Standard output and standard error of the programs, which the CLI does not receive; empty with an installed language host. */
  readonly programOutput: () => string;
  /** Stops all servers and deletes the temporary folder. */
  readonly stop: () => void;
}

export interface SimulationOptions {
  /**
   * Packages whose provider is simulated; the engine finds the others' on PATH.
   * @default every package of the program
   */
  readonly simulated?: readonly string[];
  /**
   * Further packages that are simulated, with the version of their SDK: those that only a test's own program uses.
   * @default none
   */
  readonly others?: Readonly<Record<string, string>>;
}

/** @throws if a server cannot be started; stops the servers that are already running */
export async function startSimulation({ simulated = PACKAGES, others = {} }: SimulationOptions = {}): Promise<Simulation> {
  const root = mkdtempSync(join(tmpdir(), "hardened-aks-engine-"));
  const stops: (() => void)[] = [() => rmSync(root, { recursive: true, force: true })];
  const stop = () => {
    while (stops.length > 0) stops.pop()?.();
  };
  const folder = (name: string): string => {
    mkdirSync(join(root, name), { recursive: true });
    return join(root, name);
  };
  try {
    const arm = await serveArm();
    stops.push(arm.stop);
    const cloud = new SimulatedCloud(DEPLOYER, arm);
    const environment: Record<string, string> = { ...cliEnvironment(folder), ...armEnvironment(arm.url) };
    const versions = { ...Object.fromEntries(simulated.map((name) => [name, sdkVersion(`@pulumi/${name}`)])), ...others };
    for (const [name, version] of Object.entries(versions)) {
      const provider = await serveProvider({ name, version, cloud });
      stops.push(provider.stop);
      environment.PULUMI_DEBUG_PROVIDERS = [environment.PULUMI_DEBUG_PROVIDERS, `${name}:${provider.port}`].filter(Boolean).join(",");
    }
    const languageHost = isInstalled(LANGUAGE_HOST) ? undefined : await serveLanguageHost(sdkVersion("@pulumi/pulumi"), environment);
    if (languageHost !== undefined) {
      stops.push(languageHost.stop);
      environment.PULUMI_DEBUG_LANGUAGES = `nodejs:${languageHost.port}`;
    }
    return { cloud, folder, home: folder("home"), environment, programOutput: languageHost?.output ?? (() => ""), stop };
  } catch (error) {
    stop();
    throw error;
  }
}

function cliEnvironment(folder: Simulation["folder"]): Record<string, string> {
  return {
    PULUMI_HOME: folder("home"),
    PULUMI_BACKEND_URL: `file://${folder("state")}`,
    PULUMI_CONFIG_PASSPHRASE: "engine tests",
    PULUMI_SKIP_UPDATE_CHECK: "1",
    // The simulated providers replace the plugins that the CLI would otherwise download.
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    // The SDK caches compiled code here, so the first run of a simulation starts without a cache, as on a new CI runner.
    TMPDIR: folder("tmp"),
    PATH: [...createShims(folder), process.env.PATH ?? ""].join(delimiter),
  };
}

/**
 * Credentials of a pipeline, which the approval of Front Door's connection reads; the token endpoint is simulated as well. Azure
 * credentials in this machine's environment are set to empty strings, so that no test can sign in with them.
 */
function armEnvironment(url: string): Record<string, string> {
  const real = Object.keys(process.env).filter((name) => /^(ARM|AZURE)_|^ACTIONS_ID_TOKEN_/.test(name));
  const redirect = `--require ${JSON.stringify(join(__dirname, "redirectArm.js"))}`;
  return {
    ...Object.fromEntries(real.map((name) => [name, ""])),
    ARM_ENVIRONMENT: "public",
    ARM_USE_MSI: "true",
    ARM_MSI_ENDPOINT: `${url}/token`,
    SIMULATED_ARM: url,
    NODE_OPTIONS: [process.env.NODE_OPTIONS, redirect].filter(Boolean).join(" "),
  };
}

const LANGUAGE_HOST = "pulumi-language-nodejs";

const sdkVersion = (pkg: string): string => (require(`${pkg}/package.json`) as { readonly version: string }).version;

const PACKAGES: readonly string[] = ["azure-native", "kubernetes", "random"];

/** Without an installed language host the engine searches PATH for these plugins; installed ones must not be shadowed. */
function createShims(folder: Simulation["folder"]): readonly string[] {
  if (isInstalled(LANGUAGE_HOST)) return [];
  writeShim(join(folder("shims"), "pulumi-analyzer-policy-nodejs"), require.resolve("@pulumi/pulumi/cmd/run-policy-pack"));
  writeShim(join(folder("shims"), "pulumi-resource-pulumi-nodejs"), require.resolve("@pulumi/pulumi/cmd/dynamic-provider"));
  return [folder("shims")];
}

function writeShim(file: string, script: string): void {
  writeFileSync(file, `#!/bin/sh\nexec "${process.execPath}" "${script}" "$@"\n`);
  chmodSync(file, 0o755);
}
