import { type ChildProcess, spawn } from "node:child_process";
import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";
import * as language from "@pulumi/pulumi/proto/language_pb";
import * as plugin from "@pulumi/pulumi/proto/plugin_pb";
import { listen, type Served, unary } from "./grpcServer";

export interface LanguageHost extends Served {
  /** What the programs have written so far. */
  readonly output: () => string;
}

/** Exit code by which the SDK's runner says that the program's error is already printed (its cmd/run/index.js). */
const PRINTED_ALREADY = 32;

/**
 * Node's language host, for the engine to attach to where no ordinary installation brings one. It starts the SDK's own runner with
 * the options of Pulumi.yaml, as pulumi-language-nodejs does; everything from there on is what users run.
 */
export async function serveLanguageHost(version: string, environment: Readonly<Record<string, string>>): Promise<LanguageHost> {
  let engineAddress = "";
  const output: string[] = [];
  const running = new Set<ChildProcess>();
  const served = await listen(LanguageRuntimeService as unknown as Readonly<Record<string, unknown>>, {
    handshake: unary((request: language.LanguageHandshakeRequest) => {
      engineAddress = request.getEngineAddress();
      return new language.LanguageHandshakeResponse();
    }),
    getPluginInfo: unary(() => {
      const info = new plugin.PluginInfo();
      info.setVersion(version);
      return info;
    }),
    getRequiredPackages: unary(() => new language.GetRequiredPackagesResponse()),
    run: unary(async (request: language.RunRequest) => {
      const child = start(request, engineAddress, environment);
      running.add(child);
      for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => output.push(String(chunk)));
      return ended(child).finally(() => running.delete(child));
    }),
  });
  return {
    ...served,
    output: () => output.join(""),
    stop: () => {
      for (const child of running) child.kill("SIGKILL");
      served.stop();
    },
  };
}

async function ended(child: ChildProcess): Promise<language.RunResponse> {
  const response = new language.RunResponse();
  const code = await new Promise<number>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (exitCode) => resolve(exitCode ?? 1));
  });
  if (code === PRINTED_ALREADY) response.setBail(true);
  else if (code !== 0) response.setError(`the program ended with exit code ${code}`);
  return response;
}

function start(request: language.RunRequest, engineAddress: string, environment: Readonly<Record<string, string>>): ChildProcess {
  const { nodeargs = "", typescript = true, tsconfig } = request.getInfo()?.getOptions()?.toJavaScript() ?? {};
  const nodeArguments = String(nodeargs).split(" ").filter(Boolean);
  const runner = require.resolve("@pulumi/pulumi/cmd/run");
  return spawn(process.execPath, [...nodeArguments, runner, ...flags(request, engineAddress), request.getProgram()], {
    cwd: request.getPwd(),
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      ...environment,
      PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().toArray())),
      PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
      PULUMI_NODEJS_TYPESCRIPT: `${typescript}`,
      ...(tsconfig === undefined ? {} : { PULUMI_NODEJS_TSCONFIG_PATH: String(tsconfig) }),
    },
  });
}

function flags(request: language.RunRequest, engineAddress: string): readonly string[] {
  const root = request.getInfo()?.getRootDirectory() ?? request.getPwd();
  return [
    `--monitor=${request.getMonitorAddress()}`,
    `--engine=${engineAddress}`,
    `--organization=${request.getOrganization()}`,
    `--project=${request.getProject()}`,
    `--stack=${request.getStack()}`,
    `--root-directory=${root}`,
    `--pwd=${request.getPwd()}`,
    `--parallel=${request.getParallel()}`,
    ...(request.getDryrun() ? ["--dry-run"] : []),
  ];
}
