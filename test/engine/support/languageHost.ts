import { type ChildProcess, spawn } from "node:child_process";
import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";
import * as language from "@pulumi/pulumi/proto/language_pb";
import * as plugin from "@pulumi/pulumi/proto/plugin_pb";
import { type GrpcServer, listen, unary } from "./grpcServer";

export interface LanguageHost extends GrpcServer {
  /** Standard output and standard error of all programs so far. */
  readonly output: () => string;
}

/** Exit code with which the SDK's runner reports that it has already printed the program's error (its cmd/run/index.js). */
const ERROR_ALREADY_PRINTED = 32;

/**
 * Serves a Node.js language host that the engine attaches to if no installed one is found. It starts the SDK's own runner with the
 * options of Pulumi.yaml, as pulumi-language-nodejs does; everything after that is what users run.
 */
export async function serveLanguageHost(version: string, environment: Readonly<Record<string, string>>): Promise<LanguageHost> {
  let engineAddress = "";
  const output: string[] = [];
  const running = new Set<ChildProcess>();
  const server = await listen(LanguageRuntimeService as unknown as Readonly<Record<string, unknown>>, {
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
      const child = startProgram(request, engineAddress, environment);
      running.add(child);
      for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => output.push(String(chunk)));
      return waitForExit(child).finally(() => running.delete(child));
    }),
  });
  return {
    ...server,
    output: () => output.join(""),
    stop: () => {
      for (const child of running) child.kill("SIGKILL");
      server.stop();
    },
  };
}

async function waitForExit(child: ChildProcess): Promise<language.RunResponse> {
  const response = new language.RunResponse();
  const code = await new Promise<number>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (exitCode) => resolve(exitCode ?? 1));
  });
  if (code === ERROR_ALREADY_PRINTED) response.setBail(true);
  else if (code !== 0) response.setError(`the program exited with code ${code}`);
  return response;
}

function startProgram(request: language.RunRequest, engineAddress: string, environment: Readonly<Record<string, string>>): ChildProcess {
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
