import * as pulumi from "@pulumi/pulumi";
import { type Fault, formatPath } from "./fault";
import { findPem, NO_PEM, type PemNames } from "./pem";
import { isSecretPlaceholder } from "./secretPlaceholder";

/** Values for Key Vault by secret name, marked as secret. */
export type Secrets = Readonly<Record<string, pulumi.Output<string>>>;

export const SECRETS_KEY = "secrets";

/** Returns whether the value of a key, or any part of it, is encrypted. The runtime exports it without declaring it. */
export const { isConfigSecret } = pulumi.runtime as typeof pulumi.runtime & { readonly isConfigSecret: (key: string) => boolean };

export interface ReadSecrets {
  /** Values by name, marked as secret. */
  readonly secrets: Secrets;
  /** Names of the values that are base64url without padding, as cert-manager expects of a key. */
  readonly base64urlNames: readonly string[];
  /** Names of the values that are certificates or private keys. */
  readonly pem: PemNames;
  /** Faults of names and values. */
  readonly faults: readonly Fault[];
}

/** At least 16 characters: as many as 12 bytes have. */
const BASE64URL = /^[\w-]{16,}$/;

/** Reads the secrets. Names remain plain data, because they determine which resources exist; values are marked as secret. */
export function readSecrets(source: pulumi.Config): ReadSecrets {
  const text = source.get(SECRETS_KEY);
  if (text === undefined) return { secrets: {}, base64urlNames: [], pem: NO_PEM, faults: [] };
  const values = parseSecrets(text);
  if (values === undefined)
    return { secrets: {}, base64urlNames: [], pem: NO_PEM, faults: [{ path: SECRETS_KEY, allowed: "an object of strings by name" }] };
  const encrypted = isConfigSecret(`${source.name}:${SECRETS_KEY}`);
  const faults = Object.entries(values).flatMap(([name, value]) => {
    const allowed = expected(name, value, encrypted, source.name);
    return allowed === undefined ? [] : [{ path: formatPath([SECRETS_KEY, name]), allowed }];
  });
  const secrets = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, pulumi.secret(String(value))]));
  const base64urlNames = Object.keys(values).filter((name) => isBase64url(values[name]));
  return { secrets, base64urlNames, pem: findPem(values), faults };
}

function isBase64url(value: unknown): boolean {
  return isSecretPlaceholder(value) || (BASE64URL.test(String(value)) && String(value).length % 4 !== 1);
}

/** Returns what is expected of an invalid secret, or undefined for a valid one. */
function expected(name: string, value: unknown, encrypted: boolean, namespace: string): string | undefined {
  if (!/^[0-9A-Za-z-]{1,127}$/.test(name) || typeof value !== "string")
    return "a string under a name of 1 to 127 letters, digits and hyphens";
  if (value.trim() === "") return "a value that is not empty";
  if (encrypted) return undefined;
  return `an encrypted value, not plain text: run pulumi config set --secret --path '${namespace}:${SECRETS_KEY}.${name}'`;
}

function parseSecrets(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
