import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { parse } from "yaml";
import { ConfigError } from "../../../components/config/fault";
import { loadConfig } from "../../../components/config/load";

type Json = Record<string, unknown>;

const ROOT = join(__dirname, "../../..");

/** Returns the keys of a stack file without their namespace, as plain data. */
export function stackFile(stack: string): Json {
  const { config } = parse(readFileSync(join(ROOT, `Pulumi.${stack}.yaml`), "utf8")) as { config: Json };
  return Object.fromEntries(
    Object.entries(config).flatMap(([key, value]) => (key.startsWith("hardened-aks:") ? [[key.slice("hardened-aks:".length), value]] : [])),
  );
}

/** Passes the keys to Pulumi as the engine does, with objects as JSON and secrets marked as encrypted, and loads them. */
export function load(keys: Json, encrypted: readonly string[] = ["secrets"], now?: Date) {
  const all = Object.entries(keys).map(([key, value]) => [
    `hardened-aks:${key}`,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  pulumi.runtime.setAllConfig(
    Object.fromEntries(all),
    encrypted.map((key) => `hardened-aks:${key}`),
  );
  return loadConfig(now);
}

/** Returns the error of a faulty configuration, and fails the test if there is none. */
export function faultsOf(keys: Json, encrypted?: readonly string[], now?: Date): ConfigError {
  try {
    load(keys, encrypted, now);
  } catch (error) {
    assert.ok(error instanceof ConfigError, `expected a configuration error, got ${error}`);
    return error;
  }
  assert.fail("the configuration was accepted");
}

/** Returns a stack with values by path. */
export function stackWith(set: Json, stack = "prod"): Json {
  return Object.entries(set).reduce((keys, [path, value]) => withValue(keys, path, value), stackFile(stack));
}

/** Returns a deep copy with one value set, or removed if it is undefined, at a path such as `stamps[0].region`. */
export function withValue(keys: Json, path: string, value: unknown): Json {
  const copy = structuredClone(keys);
  const steps = Array.from(path.matchAll(/\["([^"]+)"\]|\[(\d+)\]|([^.[\]]+)/g), ([, quoted, index, key]) => quoted ?? index ?? key ?? "");
  const last = steps.pop() ?? "";
  let parent: Json = copy;
  for (const step of steps) {
    parent[step] ??= {};
    parent = parent[step] as Json;
  }
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return copy;
}
