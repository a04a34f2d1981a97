import * as pulumi from "@pulumi/pulumi";
import { checkAcrossKeys } from "./checks";
import { redactFault } from "./confidential";
import { ConfigError, type Fault } from "./fault";
import { type ConfigKey, configKeys, type PlatformConfig } from "./schema";
import { isConfigSecret, readSecrets, SECRETS_KEY, type Secrets } from "./secrets";
import { checkShape } from "./shape";

const NAMESPACE = "hardened-aks";

export interface LoadedConfig {
  /** Validated configuration, with every default applied. */
  readonly config: PlatformConfig;
  /** Values of `hardened-aks:secrets`, marked as secret. */
  readonly secrets: Secrets;
}

/**
 * Reads the stack configuration.
 *
 * @param now time of the deployment, which dates of the configuration are compared with
 * @throws ConfigError with all faults, before any resource is registered.
 */
export function loadConfig(now: Date = new Date()): LoadedConfig {
  const source = new pulumi.Config(NAMESPACE);
  const raw = readRaw(source);
  const { secrets, base64urlNames, pem, faults: secretFaults } = readSecrets(source);
  const shape = checkShape(raw.values);
  const context = { secretNames: Object.keys(secrets), base64urlNames, pem, now };
  const all = [...raw.faults, ...shape.faults, ...secretFaults, ...checkAcrossKeys(shape, context)];
  if (all.length > 0) throw new ConfigError(all.map(redactFault).map((fault) => (isEncrypted(fault) ? withoutActual(fault) : fault)));
  return { config: shape.config as PlatformConfig, secrets };
}

interface RawConfig {
  /** Parsed values by key. */
  readonly values: Record<string, unknown>;
  /** Faults of values that are encrypted or not JSON. */
  readonly faults: Fault[];
}

/** Reads every key of the namespace that is set, and parses it unless its schema expects a string. */
function readRaw(source: pulumi.Config): RawConfig {
  const raw: RawConfig = { values: {}, faults: [] };
  for (const key of presentKeys()) {
    const text = source.get(key) ?? "";
    if (isConfigSecret(`${NAMESPACE}:${key}`)) raw.faults.push({ path: key, allowed: PLAIN_TEXT });
    const parsed = parse(key, text);
    if (parsed === undefined) raw.faults.push({ path: key, allowed: "JSON; set it with pulumi config set --path" });
    else raw.values[key] = parsed.value;
  }
  return raw;
}

/** Keys other than `secrets` end up in names, tags and objects that every reader of the resources sees, so they must not be secret. */
const PLAIN_TEXT = `plain text, but part of it is encrypted: secret values belong under ${NAMESPACE}:${SECRETS_KEY}`;

const isEncrypted = ({ path }: Fault): boolean => isConfigSecret(`${NAMESPACE}:${/^[^.[]*/.exec(path)?.[0]}`);

const withoutActual = ({ path, allowed }: Fault): Fault => ({ path, allowed });

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
