import * as pulumi from "@pulumi/pulumi";
import { type Fault, formatPath } from "./fault";

/** Values for Key Vault by name, secret from here to their sink. */
export type Secrets = Readonly<Record<string, pulumi.Output<string>>>;

export const SECRETS_KEY = "secrets";

/** Exported by the runtime, left out of its declarations: whether the value of a key, or any part of it, is encrypted. */
export const { isConfigSecret } = pulumi.runtime as typeof pulumi.runtime & { readonly isConfigSecret: (key: string) => boolean };

/** Names stay plain, since they decide which resources exist; values are secret at once. */
export function readSecrets(source: pulumi.Config): { secrets: Secrets; faults: readonly Fault[] } {
  const text = source.get(SECRETS_KEY);
  if (text === undefined) return { secrets: {}, faults: [] };
  const values = parseSecrets(text);
  if (values === undefined) return { secrets: {}, faults: [{ path: SECRETS_KEY, allowed: "an object of strings by name" }] };
  const encrypted = isConfigSecret(`${source.name}:${SECRETS_KEY}`);
  const faults = Object.entries(values).flatMap(([name, value]) => {
    const allowed = expected(name, value, encrypted, source.name);
    return allowed === undefined ? [] : [{ path: formatPath([SECRETS_KEY, name]), allowed }];
  });
  return { secrets: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, pulumi.secret(String(value))])), faults };
}

/** What a secret should be, where it is not. */
function expected(name: string, value: unknown, encrypted: boolean, namespace: string): string | undefined {
  if (!/^[0-9A-Za-z-]{1,127}$/.test(name) || typeof value !== "string")
    return "a string under a name of 1 to 127 letters, digits and hyphens";
  if (value.trim() === "") return "a value that is not empty";
  if (encrypted) return undefined;
  return `an encrypted value, and this one stands in plain text: pulumi config set --secret --path '${namespace}:${SECRETS_KEY}.${name}'`;
}

function parseSecrets(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
