import * as pulumi from "@pulumi/pulumi";
import { checkTogether } from "./checks";
import { withoutSecret } from "./confidential";
import { ConfigError, type Fault } from "./fault";
import { type ConfigKey, configKeys, type PlatformConfig } from "./schema";
import { checkShape } from "./shape";

const NAMESPACE = "hardened-aks";
const SECRETS = "secrets";

/** Values for Key Vault by name, secret from here to their sink. */
export type Secrets = Readonly<Record<string, pulumi.Output<string>>>;

export interface LoadedConfig {
  readonly config: PlatformConfig;
  readonly secrets: Secrets;
}

/**
 * Reads the stack configuration.
 *
 * @throws ConfigError with every fault at once, before any resource is registered.
 */
export function loadConfig(): LoadedConfig {
  const source = new pulumi.Config(NAMESPACE);
  const raw = readRaw(source);
  const { secrets, faults: secretFaults } = readSecrets(source);
  const { config, faults } = checkShape(raw.values);
  const all = [...raw.faults, ...faults, ...secretFaults, ...checkTogether(config, { secretNames: Object.keys(secrets) })];
  if (all.length > 0) throw new ConfigError(all.map(withoutSecret));
  return { config: config as PlatformConfig, secrets };
}

interface Raw {
  readonly values: Record<string, unknown>;
  readonly faults: Fault[];
}

/** Every key of the namespace that is set, parsed where its schema wants more than a string. */
function readRaw(source: pulumi.Config): Raw {
  const raw: Raw = { values: {}, faults: [] };
  for (const key of presentKeys()) {
    const text = source.get(key) ?? "";
    const parsed = parse(key, text);
    if (parsed === undefined) raw.faults.push({ path: key, allowed: "JSON; set it with pulumi config set --path" });
    else raw.values[key] = parsed.value;
  }
  return raw;
}

function presentKeys(): readonly string[] {
  return Object.keys(pulumi.runtime.allConfig())
    .filter((key) => key.startsWith(`${NAMESPACE}:`))
    .map((key) => key.slice(NAMESPACE.length + 1))
    .filter((key) => key !== SECRETS);
}

const TEXT_KEYS: ReadonlySet<string> = new Set<ConfigKey>(["scope", "tier", "platform", "nameSalt"]);

function parse(key: string, text: string): { readonly value: unknown } | undefined {
  if (TEXT_KEYS.has(key) || !(key in configKeys)) return { value: text };
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** Names stay plain, since they decide which resources exist; values are secret at once, whether or not they were encrypted. */
function readSecrets(source: pulumi.Config): { secrets: Secrets; faults: readonly Fault[] } {
  const text = source.get(SECRETS);
  if (text === undefined) return { secrets: {}, faults: [] };
  const values = parseSecrets(text);
  if (values === undefined) return { secrets: {}, faults: [{ path: SECRETS, allowed: "an object of strings by name" }] };
  const bad = Object.keys(values).filter((name) => !/^[0-9A-Za-z-]{1,127}$/.test(name) || typeof values[name] !== "string");
  const secrets = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, pulumi.secret(String(value))]));
  return {
    secrets,
    faults: bad.map((name) => ({ path: `${SECRETS}.${name}`, allowed: "a string under a name of 1 to 127 letters, digits and hyphens" })),
  };
}

function parseSecrets(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
