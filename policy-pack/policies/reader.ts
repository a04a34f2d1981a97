import { UNKNOWN, type Value } from "../rules/reading/values";

/** One resource's inputs as plain data, and which of them are secret. */
export interface Reading {
  readonly props: Readonly<Record<string, Value>>;
  /** Paths of values that the program or the provider marked as secret. */
  readonly secretPaths: readonly string[];
  /** The secret strings, so that they are masked in messages even where a rule copied them. */
  readonly secretTexts: readonly string[];
}

/** How `@pulumi/policy` encodes an unknown leaf (its proxy.js): one string for each type. */
const UNKNOWN_LEAVES: ReadonlySet<unknown> = new Set([
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** Pulumi's encoding of a secret (`@pulumi/pulumi/runtime/rpc`). */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET_SIGNATURE = "1b47061264138c4ac30d75fd1eb44270";

/** Shorter strings (`on`, `1433`) would mask harmless words of a message. */
const SHORTEST_REDACTED_SECRET = 4;

/** The key at which that proxy returns what it was created for (its proxy.js). */
const PROXY_TARGET = "__getSpecialProxyTarget";

const readings = new WeakMap<object, Reading>();

/**
 * Reads inputs by property descriptors: the checking proxy of `@pulumi/policy` has no trap for those, so an unknown leaf is read
 * as its marker string instead of throwing an exception, and everything below the first level is read without a proxy.
 */
export function read(props: Readonly<Record<string, unknown>>): Reading {
  const target = targetOf(props);
  const known = readings.get(target);
  if (known !== undefined) return known;
  const secrets = new Secrets();
  const reading = { props: record(target, "", secrets), secretPaths: secrets.paths, secretTexts: secrets.texts };
  readings.set(target, reading);
  return reading;
}

/** The inputs behind the checking proxy: the SDK creates another proxy of the same inputs for each policy. */
export function targetOf(props: Readonly<Record<string, unknown>>): object {
  const target = Object.hasOwn(props, PROXY_TARGET) ? undefined : props[PROXY_TARGET];
  return typeof target === "object" && target !== null ? target : props;
}

class Secrets {
  readonly paths: string[] = [];
  readonly texts: string[] = [];

  add(path: string, value: Value): void {
    this.paths.push(path);
    if (typeof value === "string" && value.length >= SHORTEST_REDACTED_SECRET) this.texts.push(value);
    else if (typeof value === "object" && value !== null) for (const part of Object.values(value)) this.add(path, part);
  }
}

function walk(value: unknown, path: string, secrets: Secrets): Value {
  if (UNKNOWN_LEAVES.has(value) || value === UNKNOWN) return UNKNOWN;
  if (typeof value !== "object" || value === null) return typeof value === "function" ? undefined : value;
  if (Array.isArray(value)) return list(value, path, secrets);
  if (isSecret(value)) {
    const plain = walk(ownValue(value, "value"), path, secrets);
    secrets.add(path, plain);
    return plain;
  }
  return record(value, path, secrets);
}

function list(value: readonly unknown[], path: string, secrets: Secrets): readonly Value[] {
  return Array.from({ length: value.length }, (_, index) => walk(ownValue(value, `${index}`), `${path}[${index}]`, secrets));
}

function record(value: object, path: string, secrets: Secrets): Readonly<Record<string, Value>> {
  // fromEntries, not assignment: a key named __proto__ stays a plain key.
  return Object.fromEntries(
    Object.keys(value)
      .map((key) => [key, walk(ownValue(value, key), join(path, key), secrets)] as const)
      .filter(([, inner]) => inner !== undefined),
  );
}

/** Whether the protocol's encoding, or an instance of the SDK's class, represents a secret or an asset: not an object of the program's. */
export function isEncoded(value: object): boolean {
  return Object.hasOwn(value, SIGNATURE) || Object.getPrototypeOf(value) !== Object.prototype;
}

function isSecret(value: object): boolean {
  return ownValue(value, SIGNATURE) === SECRET_SIGNATURE || (value.constructor?.name === "Secret" && Object.hasOwn(value, "value"));
}

function ownValue(value: object, key: string): unknown {
  return Object.getOwnPropertyDescriptor(value, key)?.value;
}

/** The next step of a path as users write it; keys that hold separators are quoted. */
function join(path: string, key: string): string {
  if (/[.[\]]/.test(key)) return `${path}["${key}"]`;
  return path === "" ? key : `${path}.${key}`;
}
