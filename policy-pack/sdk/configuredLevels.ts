import { createRequire } from "node:module";
import { isSdkUnchanged } from "./unchanged";

type Level = "advisory" | "mandatory" | "remediate" | "disabled";

interface PolicyConfig {
  readonly getEnforcementlevel: () => number;
}

interface PolicyConfigs {
  readonly entries: () => Iterable<readonly [string, PolicyConfig]>;
}

/** `@pulumi/pulumi/proto/analyzer_pb`: the messages that the engine sends to a policy pack (analyzer.proto). */
export interface AnalyzerProtocol {
  readonly EnforcementLevel: Readonly<Record<string, number>>;
  readonly ConfigureAnalyzerRequest: {
    readonly prototype: { getPolicyconfigMap: (noLazyCreate?: boolean) => PolicyConfigs | undefined };
  };
}

const LEVELS: readonly Level[] = ["advisory", "mandatory", "remediate", "disabled"];

/**
 * Reads the level of each policy from the configuration that the engine sends. The policy SDK applies these levels and tells a policy
 * nothing about its own (server.js: `makeGetConfigFun` removes it).
 *
 * @returns levels by policy name, filled when the engine configures the pack; undefined where the SDK is to stay unchanged.
 */
export function readConfiguredLevels(
  env: NodeJS.ProcessEnv = process.env,
  protocol: AnalyzerProtocol = protocolOfPolicySdk(),
): ReadonlyMap<string, Level> | undefined {
  if (isSdkUnchanged(env)) return undefined;
  const levels = new Map<string, Level>();
  const names = new Map(LEVELS.map((level) => [protocol.EnforcementLevel[level.toUpperCase()], level]));
  const { prototype } = protocol.ConfigureAnalyzerRequest;
  const read = prototype.getPolicyconfigMap;
  prototype.getPolicyconfigMap = function (noLazyCreate) {
    const configs = read.call(this, noLazyCreate);
    levels.clear();
    for (const [policy, config] of configs?.entries() ?? []) {
      const level = names.get(config.getEnforcementlevel());
      if (level !== undefined) levels.set(policy, level);
    }
    return configs;
  };
  return levels;
}

/** The policy SDK's own copy of the protocol. */
function protocolOfPolicySdk(): AnalyzerProtocol {
  return createRequire(require.resolve("@pulumi/policy"))("@pulumi/pulumi/proto/analyzer_pb") as AnalyzerProtocol;
}
