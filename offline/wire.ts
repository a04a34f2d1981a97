/**
 * Values in the wire format of the Pulumi protocol: JSON in which a reserved key marks secrets, resource references and assets, and a
 * reserved string is an unknown value. Source: `@pulumi/pulumi/runtime/rpc`.
 */
import { UNKNOWN } from "./cloud/unknown";

export const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const RESOURCE = "5cf8f73096256a8f31e491e813e4eb8e";
const ASSET = "c44067f5952c0a294b673a41bacd8c17";
const ARCHIVE = "0def7320c3a5731c473e5ecbe6d01bc7";

export type Properties = Readonly<Record<string, unknown>>;

export const SECRET_MARK = "[secret]";
export const UNKNOWN_MARK = "[unknown]";

export function isRecord(value: unknown): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isSecret(value: unknown): value is { readonly value: unknown } {
  return isRecord(value) && value[SIGNATURE] === SECRET;
}

export function isAsset(value: unknown): value is Properties {
  return isRecord(value) && value[SIGNATURE] === ASSET;
}

/** A reference to a resource, as an output. */
export function resourceReference(urn: string, id: string): Properties {
  return { [SIGNATURE]: RESOURCE, urn, id };
}

export function secret(value: unknown): Properties {
  return { [SIGNATURE]: SECRET, value };
}

/** The value with every secret unwrapped and every resource reference replaced by its id (a component's by its URN). */
export function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (!isRecord(value)) return value;
  if (isSecret(value)) return plain(value.value);
  if (value[SIGNATURE] === RESOURCE) return referenceOf(value);
  return mapValues(value, plain);
}

export function plainProperties(properties: Properties): Properties {
  return mapValues(properties, plain);
}

/** The same with the mark on secrets. */
export function markedProperties(properties: Properties): Properties {
  return mapValues(properties, marked);
}

function marked(value: unknown): unknown {
  if (isSecret(value)) return secret(plain(value.value));
  if (Array.isArray(value)) return value.map(marked);
  return isRecord(value) && value[SIGNATURE] === undefined ? mapValues(value, marked) : plain(value);
}

/** The value as it may be printed: placeholders for secrets, unknowns and assets. */
export function displayValue(value: unknown): unknown {
  if (value === UNKNOWN) return UNKNOWN_MARK;
  if (Array.isArray(value)) return value.map(displayValue);
  if (!isRecord(value)) return value;
  if (isSecret(value)) return SECRET_MARK;
  if (value[SIGNATURE] === RESOURCE) return displayValue(referenceOf(value));
  if (value[SIGNATURE] === ASSET || value[SIGNATURE] === ARCHIVE) return value[SIGNATURE] === ASSET ? "[asset]" : "[archive]";
  return mapValues(value, displayValue);
}

export function displayProperties(properties: Properties): Properties {
  return mapValues(properties, displayValue);
}

export function containsSecret(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(containsSecret);
  return isSecret(value) || (isRecord(value) && Object.values(value).some(containsSecret));
}

export function containsUnknown(value: unknown): boolean {
  if (value === UNKNOWN) return true;
  if (Array.isArray(value)) return value.some(containsUnknown);
  return isRecord(value) && Object.values(value).some(containsUnknown);
}

/** Merges computed values into registered ones, property by property; a secret remains secret. */
export function overlay(base: unknown, computed: unknown): unknown {
  if (isSecret(base)) return secret(overlay(base.value, computed));
  if (!isRecord(base) || !isRecord(computed)) return computed;
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(computed)) merged[key] = key in base ? overlay(base[key], value) : value;
  return merged;
}

export function mapValues(record: Properties, map: (value: unknown) => unknown): Properties {
  const mapped: Record<string, unknown> = {};
  for (const key of Object.keys(record)) {
    const value = record[key];
    if (value !== undefined) mapped[key] = map(value);
  }
  return mapped;
}

function referenceOf(reference: Properties): unknown {
  return typeof reference.id === "string" && reference.id !== "" ? reference.id : reference.urn;
}
