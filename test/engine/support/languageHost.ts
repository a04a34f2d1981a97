import { spawn } from "node:child_process";
import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";
import * as language from "@pulumi/pulumi/proto/language_pb";
import * as plugin from "@pulumi/pulumi/proto/plugin_pb";
import { listen, type Served, unary } from "./grpcServer";

/** Exit code by which the SDK's runner says that the program's error is already printed (its cmd/run/index.js). */
const PRINTED_ALREADY = 32;

/**
 * Node's language host, for the engine to attach to where no ordinary installation brings one. It starts the SDK's own runner with
 * the options of Pulumi.yaml, as pulumi-language-nodejs does; everything from there on is what users run.
 */
export function serveLanguageHost(version: string): Promise<Served> {
  let engineAddress = "";
  return listen(LanguageRuntimeService as unknown as Readonly<Record<string, unknown>>, {
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
    run: unary((request: language.RunRequest) => run(request, engineAddress)),
  });
}

async function run(request: language.RunRequest, engineAddress: string): Promise<language.RunResponse> {
  const response = new language.RunResponse();
  const code = await exitCodeOf(request, engineAddress);
  if (code === PRINTED_ALREADY) response.setBail(true);
  else if (code !== 0) response.setError(`the program ended with exit code ${code}`);
  return response;
}

function exitCodeOf(request: language.RunRequest, engineAddress: string): Promise<number> {
  const { nodeargs = "", typescript = true, tsconfig } = request.getInfo()?.getOptions()?.toJavaScript() ?? {};
  const nodeArguments = String(nodeargs).split(" ").filter(Boolean);
  const runner = require.resolve("@pulumi/pulumi/cmd/run");
  const child = spawn(process.execPath, [...nodeArguments, runner, ...flags(request, engineAddress), request.getProgram()], {
    cwd: request.getPwd(),
    stdio: "inherit",
    env: {
      ...process.env,
      PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().toArray())),
      PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
      PULUMI_NODEJS_TYPESCRIPT: `${typescript}`,
      ...(tsconfig === undefined ? {} : { PULUMI_NODEJS_TSCONFIG_PATH: String(tsconfig) }),
    },
  });
  return new Promise((resolve) => child.once("close", (code) => resolve(code ?? 1)));
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
