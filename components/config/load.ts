import * as pulumi from "@pulumi/pulumi";
import { checkTogether } from "./checks";
import { withoutSecret } from "./confidential";
import { ConfigError, type Fault } from "./fault";
import { type ConfigKey, configKeys, type PlatformConfig } from "./schema";
import { isConfigSecret, readSecrets, SECRETS_KEY, type Secrets } from "./secrets";
import { checkShape } from "./shape";

const NAMESPACE = "hardened-aks";

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
  const shape = checkShape(raw.values);
  const all = [...raw.faults, ...shape.faults, ...secretFaults, ...checkTogether(shape, { secretNames: Object.keys(secrets) })];
  if (all.length > 0) throw new ConfigError(all.map(withoutSecret).map((fault) => (isEncrypted(fault) ? withoutGiven(fault) : fault)));
  return { config: shape.config as PlatformConfig, secrets };
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
    if (isConfigSecret(`${NAMESPACE}:${key}`)) raw.faults.push({ path: key, allowed: PLAIN });
    const parsed = parse(key, text);
    if (parsed === undefined) raw.faults.push({ path: key, allowed: "JSON; set it with pulumi config set --path" });
    else raw.values[key] = parsed.value;
  }
  return raw;
}

/** Everything outside `secrets` ends in names, tags and objects that anybody may read: there it would be a secret no more. */
const PLAIN = `plain text, and part of it is encrypted: secret values belong under ${NAMESPACE}:${SECRETS_KEY}`;

const isEncrypted = ({ path }: Fault): boolean => isConfigSecret(`${NAMESPACE}:${/^[^.[]*/.exec(path)?.[0]}`);

const withoutGiven = ({ path, allowed }: Fault): Fault => ({ path, allowed });

function presentKeys(): readonly string[] {
  return Object.keys(pulumi.runtime.allConfig())
    .filter((key) => key.startsWith(`${NAMESPACE}:`))
    .map((key) => key.slice(NAMESPACE.length + 1))
    .filter((key) => key !== SECRETS_KEY);
}

const TEXT_KEYS: ReadonlySet<string> = new Set<ConfigKey>(["scope", "tier", "platform", "nameSalt"]);

function parse(key: string, text: string): { readonly value: unknown } | undefined {
  if (TEXT_KEYS.has(key) || !Object.hasOwn(configKeys, key)) return { value: text };
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
