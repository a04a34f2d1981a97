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
  readonly stop: () => void;
}

export async function simulation(): Promise<Simulation> {
  const home = mkdtempSync(join(tmpdir(), "hardened-aks-engine-"));
  const folder = (name: string): string => {
    mkdirSync(join(home, name), { recursive: true });
    return join(home, name);
  };
  const arm = await serveArm();
  const cloud = new SimulatedCloud(DEPLOYER, arm);
  const providers = await Promise.all(PACKAGES.map((pkg) => serveProvider({ ...pkg, cloud })));
  const language = installed(LANGUAGE_HOST) ? [] : [await serveLanguageHost(sdkVersion("@pulumi/pulumi"))];
  const pulumiHome = folder("home");
  return {
    cloud,
    folder,
    home: pulumiHome,
    environment: {
      PULUMI_HOME: pulumiHome,
      PULUMI_BACKEND_URL: `file://${folder("state")}`,
      PULUMI_CONFIG_PASSPHRASE: "engine tests",
      PULUMI_SKIP_UPDATE_CHECK: "1",
      // The simulated providers stand in for the plugins that an ordinary installation would fetch now.
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      PULUMI_DEBUG_PROVIDERS: PACKAGES.map((pkg, index) => `${pkg.name}:${providers[index]?.port}`).join(","),
      ...Object.fromEntries(language.map(({ port }) => ["PULUMI_DEBUG_LANGUAGES", `nodejs:${port}`])),
      // A pipeline's credentials, as the approval of Front Door's connection reads them; the token service is simulated too.
      ARM_USE_MSI: "true",
      ARM_MSI_ENDPOINT: `${arm.url}/token`,
      SIMULATED_ARM: arm.url,
      NODE_OPTIONS: `--require ${join(__dirname, "redirectArm.js")}`,
      PATH: [...shims(folder), process.env.PATH ?? ""].join(delimiter),
    },
    stop: () => {
      for (const { stop } of [...providers, ...language, arm]) stop();
      rmSync(home, { recursive: true, force: true });
    },
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
