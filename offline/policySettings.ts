import { readFileSync } from "node:fs";
import type { EnforcementLevel, Policies } from "@pulumi/policy";
import { InputFault } from "./fault";
import { isRecord } from "./wire";

type Config = Readonly<Record<string, unknown>>;

/** Settings of each policy in a policy configuration file. */
export interface PolicySettings {
  /** The policy's enforcement level; undefined if neither the file nor the policy sets one. */
  readonly levelOf: (policy: Policies[number]) => EnforcementLevel | undefined;
  /** The policy's configuration; undefined if the file has none for it. */
  readonly configOf: (policy: string) => Config | undefined;
}

export const NO_SETTINGS: PolicySettings = { levelOf: ({ enforcementLevel }) => enforcementLevel, configOf: () => undefined };

const LEVELS = ["advisory", "mandatory", "remediate", "disabled"];

/**
 * Reads a file in the format of `pulumi preview --policy-pack-config`: policies by name, each an enforcement level or an object with
 * `enforcementLevel` and the policy's options; `all` sets the level of the policies that are not listed.
 */
export function readPolicySettings(file: string, policies: Policies): PolicySettings {
  const settings = parse(file);
  const faults = faultsOf(settings, new Set(["all", ...policies.map(({ name }) => name)]));
  if (faults.length > 0) throw new InputFault(faults.map((fault) => `${file}: ${fault}`).join("\n"));
  const entry = (name: string) => (Object.hasOwn(settings, name) ? settings[name] : undefined);
  return {
    levelOf: ({ name, enforcementLevel }) => level(entry(name)) ?? level(entry("all")) ?? enforcementLevel,
    configOf: (policy) => {
      const value = entry(policy);
      return isRecord(value) ? value : undefined;
    },
  };
}

function faultsOf(settings: Config, known: ReadonlySet<string>): readonly string[] {
  return Object.entries(settings).flatMap(([name, value]) => {
    if (!known.has(name)) return [`${name}: expected the name of a policy of the pack, or all`];
    const level = isRecord(value) ? (value.enforcementLevel ?? "mandatory") : value;
    return LEVELS.includes(String(level)) ? [] : [`${name}: expected one of ${LEVELS.join(", ")}`];
  });
}

function level(value: unknown): EnforcementLevel | undefined {
  const found = isRecord(value) ? value.enforcementLevel : value;
  return found === undefined ? undefined : (found as EnforcementLevel);
}

function parse(file: string): Config {
  try {
    const value: unknown = JSON.parse(readFileSync(file, "utf8"));
    if (isRecord(value)) return value;
  } catch (error) {
    throw new InputFault(`${file}: ${error instanceof Error ? error.message : error}`);
  }
  throw new InputFault(`${file}: expected an object of policies by name`);
}
