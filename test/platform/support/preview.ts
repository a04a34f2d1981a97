import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ResourceTransformation } from "@pulumi/pulumi";
import * as pulumi from "@pulumi/pulumi";
import { loadStack, type StackConfig } from "../../../offline/config/stack";
import { evaluatePack, type Finding } from "../../../offline/pack";
import { readPolicySettings } from "../../../offline/policySettings";
import { publishedPack } from "../../../offline/publishedPack";
import type { Registration } from "../../../offline/registration";
import { run } from "../../../offline/run";

export const repositoryRoot = join(__dirname, "..", "..", "..");

export type Stack = "dev" | "prod";
export type Settings = Readonly<Record<string, unknown>>;

export interface Scenario {
  readonly stack: Stack;
  /** Merged into the stack's configuration, key by key; lists and plain values are replaced. */
  readonly settings?: Settings;
  /** Stack transformation that weakens resources, as a faulty edit of a component would. */
  readonly weaken?: ResourceTransformation;
  /** Makes computed outputs unknown, as in a first preview. */
  readonly unknowns?: boolean;
}

export interface Preview {
  readonly registrations: readonly Registration[];
  readonly findings: readonly Finding[];
  /** Evaluates the pack with a policy configuration. */
  readonly evaluateWith: (policies: Settings) => Promise<readonly Finding[]>;
}

/** Runs the program and the published pack on a committed stack, in this process. */
export function preview(scenario: Scenario): Promise<Preview> {
  return previewOf(configuration(scenario), scenario);
}

/** Runs the program and the published pack on any configuration. */
export async function previewOf(config: StackConfig, { unknowns, weaken }: Omit<Scenario, "stack" | "settings"> = {}): Promise<Preview> {
  const { monitor, errors } = await run({ config, unknowns: unknowns === true, program: () => program(weaken) });
  assert.deepEqual(errors.map(String), []);
  const evaluateWith = (policies: Settings) => {
    const pack = publishedPack(config);
    return evaluatePack(pack, monitor, policySettings(policies, pack));
  };
  return { registrations: monitor.registrations, findings: await evaluatePack(publishedPack(config), monitor), evaluateWith };
}

/** Reads the settings from a file, as the command line does. */
function policySettings(policies: Settings, { policies: known }: ReturnType<typeof publishedPack>) {
  const folder = mkdtempSync(join(tmpdir(), "policies-"));
  const file = join(folder, "policies.json");
  writeFileSync(file, JSON.stringify(policies));
  try {
    return readPolicySettings(file, known);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Names of the mandatory policies with violations. */
export function blockingPolicies(findings: readonly Finding[]): readonly string[] {
  return [...new Set(findings.filter(({ level }) => level === "mandatory").map(({ policy }) => policy))].sort();
}

/** `<control> <resource>` of each finding, without duplicates, for comparisons. */
export function summarize(findings: readonly Finding[]): readonly string[] {
  return [...new Set(findings.map(({ control, urn }) => `${control} ${nameOf(urn)}`))].sort();
}

export function nameOf(urn: string): string {
  return urn.split("::").at(-1) ?? "";
}

/** Evaluates the entry module again for each run. */
function program(weaken: ResourceTransformation | undefined): unknown {
  if (weaken !== undefined) pulumi.runtime.registerStackTransformation(weaken);
  const entry = require.resolve("../../../index");
  delete require.cache[entry];
  return require(entry);
}

function configuration({ stack, settings = {} }: Scenario): StackConfig {
  const config = loadStack({ directory: repositoryRoot, stack, overrides: [], path: false });
  const values: Record<string, string> = { ...config.values };
  for (const [name, value] of Object.entries(settings)) {
    const key = `hardened-aks:${name}`;
    const result = isSettings(value) ? merged(parsed(values[key]), value) : value;
    values[key] = typeof result === "string" ? result : JSON.stringify(result);
  }
  return { ...config, values, secretKeys: [...config.secretKeys, "hardened-aks:secrets"] };
}

function parsed(text: string | undefined): unknown {
  return text === undefined ? {} : JSON.parse(text);
}

/** Merges settings into others. */
export function merged(base: unknown, over: Settings): Settings {
  const result: Record<string, unknown> = isSettings(base) ? { ...base } : {};
  for (const [key, value] of Object.entries(over)) {
    result[key] = isSettings(value) && !isUnion(value) ? merged(result[key], value) : value;
  }
  return result;
}

function isSettings(value: unknown): value is Settings {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** `{ type: … }`, a discriminated union: another type has other members, so the value is replaced. */
function isUnion(value: Settings): boolean {
  return typeof value.type === "string";
}
