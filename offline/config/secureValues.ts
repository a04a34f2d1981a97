import { secretPlaceholder } from "../../components/config/secretPlaceholder";
import { isRecord, type Properties } from "../wire";
import { type ConfigValues, fullKey } from "./overrides";

/** Replaces `secure:` values by placeholders: decryption requires the stack's key, which the offline preview does not have. */
export function replaceSecureValues(
  config: Properties,
  project: string,
): { readonly values: ConfigValues; readonly secretKeys: readonly string[] } {
  const values = new Map<string, unknown>();
  const secretKeys: string[] = [];
  for (const [name, value] of Object.entries(config)) {
    const key = fullKey(name, project);
    const replaced = replaceSecure(value, key);
    values.set(key, replaced.value);
    if (replaced.secret) secretKeys.push(key);
  }
  return { values, secretKeys };
}

function replaceSecure(value: unknown, path: string): { readonly value: unknown; readonly secret: boolean } {
  if (isRecord(value) && Object.keys(value).length === 1 && typeof value.secure === "string")
    return { value: secretPlaceholder(path), secret: true };
  const entries = Array.isArray(value)
    ? Array.from(value, (item, index) => [`${index}`, item] as const)
    : isRecord(value)
      ? Object.entries(value)
      : undefined;
  if (entries === undefined) return { value, secret: false };
  const replaced = entries.map(([key, inner]) => [key, replaceSecure(inner, `${path}.${key}`)] as const);
  const secret = replaced.some(([, inner]) => inner.secret);
  return {
    value: Array.isArray(value)
      ? replaced.map(([, inner]) => inner.value)
      : Object.fromEntries(replaced.map(([key, inner]) => [key, inner.value])),
    secret,
  };
}
