import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { installed } from "./cli";
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

/** A cloud of its own, and everything the CLI has to be told to work in it. */
export interface Simulation {
  readonly cloud: SimulatedCloud;
  /** A folder of the simulation, made where it is not there yet. */
  readonly folder: (name: string) => string;
  readonly environment: Record<string, string>;
  /** A home of the CLI's own, for credentials and plugins. */
  readonly home: string;
  /** What programs have written to their own output and error streams, which the CLI does not see. */
  readonly programOutput: () => string;
  readonly stop: () => void;
}

/** @throws where a server cannot be started; what has been started by then is stopped. */
export async function simulation(): Promise<Simulation> {
  const home = mkdtempSync(join(tmpdir(), "hardened-aks-engine-"));
  const stops: (() => void)[] = [() => rmSync(home, { recursive: true, force: true })];
  const stop = () => {
    while (stops.length > 0) stops.pop()?.();
  };
  const folder = (name: string): string => {
    mkdirSync(join(home, name), { recursive: true });
    return join(home, name);
  };
  try {
    const arm = await serveArm();
    stops.push(arm.stop);
    const cloud = new SimulatedCloud(DEPLOYER, arm);
    const environment: Record<string, string> = { ...cliEnvironment(folder), ...armEnvironment(arm.url) };
    for (const pkg of PACKAGES) {
      const provider = await serveProvider({ ...pkg, cloud });
      stops.push(provider.stop);
      environment.PULUMI_DEBUG_PROVIDERS = [environment.PULUMI_DEBUG_PROVIDERS, `${pkg.name}:${provider.port}`].filter(Boolean).join(",");
    }
    const languageHost = installed(LANGUAGE_HOST) ? undefined : await serveLanguageHost(sdkVersion("@pulumi/pulumi"), environment);
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
    // The simulated providers stand in for the plugins that an ordinary installation would fetch now.
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    // Here the SDK keeps what it has compiled; the first run of a simulation is like a runner's first.
    TMPDIR: folder("tmp"),
    PATH: [...shims(folder), process.env.PATH ?? ""].join(delimiter),
  };
}

/**
 * A pipeline's credentials, as the approval of Front Door's connection reads them; the token service is simulated too. Whatever
 * credentials the machine has are blanked out: no test may sign in anywhere.
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

const PACKAGES = ["azure-native", "kubernetes", "random"].map((name) => ({ name, version: sdkVersion(`@pulumi/${name}`) }));

/** Without a language host the engine looks for the analyzer by name; where there is one, nothing may shadow it. */
function shims(folder: Simulation["folder"]): readonly string[] {
  if (installed(LANGUAGE_HOST)) return [];
  shim(join(folder("shims"), "pulumi-analyzer-policy-nodejs"), require.resolve("@pulumi/pulumi/cmd/run-policy-pack"));
  shim(join(folder("shims"), "pulumi-resource-pulumi-nodejs"), require.resolve("@pulumi/pulumi/cmd/dynamic-provider"));
  return [folder("shims")];
}

function shim(file: string, script: string): void {
  writeFileSync(file, `#!/bin/sh\nexec "${process.execPath}" "${script}" "$@"\n`);
  chmodSync(file, 0o755);
}
