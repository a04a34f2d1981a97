import { pathOf, type Step } from "../rules/reading/paths";
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

type Properties = Readonly<Record<string, unknown>>;

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
  const reading = { props: record(withoutProxy(target), secrets), secretPaths: secrets.paths, secretTexts: secrets.texts };
  readings.set(target, reading);
  return reading;
}

/** The inputs behind the checking proxy: the SDK creates another proxy of the same inputs for each policy. */
export function targetOf(props: Readonly<Record<string, unknown>>): object {
  const target = Object.hasOwn(props, PROXY_TARGET) ? undefined : props[PROXY_TARGET];
  return typeof target === "object" && target !== null ? target : props;
}

/** The inputs without a proxy that removes the mark of secrets; below the first level none has a proxy. */
function withoutProxy(target: object): Properties {
  return definedEntries(Object.keys(target), (key) => Object.getOwnPropertyDescriptor(target, key)?.value);
}

class Secrets {
  readonly paths: string[] = [];
  readonly texts: string[] = [];
  /** Steps to the value that is being read. */
  readonly steps: Step[] = [];

  add(value: Value): void {
    this.addAt(pathOf(this.steps), value);
  }

  private addAt(path: string, value: Value): void {
    this.paths.push(path);
    if (typeof value === "string" && value.length >= SHORTEST_REDACTED_SECRET) this.texts.push(value);
    else if (typeof value === "object" && value !== null) for (const part of Object.values(value)) this.addAt(path, part);
  }
}

function walk(value: unknown, secrets: Secrets): Value {
  if (typeof value === "string") return UNKNOWN_LEAVES.has(value) ? UNKNOWN : value;
  if (typeof value !== "object" || value === null) return typeof value === "function" ? undefined : value;
  if (Array.isArray(value)) return Array.from(value, (item, index) => walkAt(index, item, secrets));
  if (!isSecret(value)) return record(value as Properties, secrets);
  const plain = walk(value.value, secrets);
  secrets.add(plain);
  return plain;
}

function walkAt(step: Step, value: unknown, secrets: Secrets): Value {
  secrets.steps.push(step);
  const plain = walk(value, secrets);
  secrets.steps.pop();
  return plain;
}

function record(value: Properties, secrets: Secrets): Properties {
  return definedEntries(Object.keys(value), (key) => walkAt(key, value[key], secrets));
}

/** A record of the keys whose value is defined. */
function definedEntries(keys: readonly string[], read: (key: string) => unknown): Properties {
  const entries: Record<string, unknown> = {};
  for (const key of keys) {
    const value = read(key);
    if (value === undefined) continue;
    // Not by assignment, which would set the prototype: such a key stays a plain key.
    if (key === "__proto__") Object.defineProperty(entries, key, { value, enumerable: true, configurable: true, writable: true });
    else entries[key] = value;
  }
  return entries;
}

/** Whether the protocol's encoding, or an instance of the SDK's class, represents a secret or an asset: not an object of the program's. */
export function isEncoded(value: object): boolean {
  return Object.hasOwn(value, SIGNATURE) || Object.getPrototypeOf(value) !== Object.prototype;
}

function isSecret(value: object): value is { readonly value: unknown } {
  return (value as Properties)[SIGNATURE] === SECRET_SIGNATURE || (value.constructor?.name === "Secret" && Object.hasOwn(value, "value"));
}
