import assert from "node:assert/strict";
import { join } from "node:path";
import type { PolicyResource, ResourceValidationArgs } from "@pulumi/policy";
import { loadStack } from "../../../offline/config/stack";
import type { Monitor } from "../../../offline/monitor";
import { resourceArgs, stackResources } from "../../../offline/policyArgs";
import type { Registration } from "../../../offline/registration";
import { run } from "../../../offline/run";
import { environmentsOf } from "../../../policy-pack/policies/profiles";

const repositoryRoot = join(__dirname, "..", "..", "..");

/** What one stack registers, and the arguments that a policy pack receives for it. */
export interface Recording {
  readonly stack: string;
  readonly monitor: Monitor;
  /** Registrations that a pack evaluates, components included. */
  readonly registrations: readonly Registration[];
  readonly argsByUrn: ReadonlyMap<string, ResourceValidationArgs>;
  readonly resources: readonly PolicyResource[];
  /** Environments that the stack declares, for the pack's options. */
  readonly environments: readonly string[];
}

/** Runs the program once for a committed stack, with known values. */
export async function record(stack: "dev" | "prod"): Promise<Recording> {
  const config = loadStack({ directory: repositoryRoot, stack, overrides: [], path: false });
  const { monitor, errors } = await run({ config, unknowns: false, program });
  assert.deepEqual(errors.map(String), []);
  const registrations = monitor.registrations.filter(({ external }) => !external);
  return {
    stack,
    monitor,
    registrations,
    argsByUrn: new Map(registrations.map((registration) => [registration.urn, resourceArgs(registration, monitor)])),
    resources: stackResources(monitor),
    environments: environmentsOf({ PULUMI_NODEJS_STACK: stack, PULUMI_CONFIG: JSON.stringify(config.values) }),
  };
}

/** Evaluates the entry module again for each stack. */
function program(): unknown {
  const entry = require.resolve("../../../index");
  delete require.cache[entry];
  return require(entry);
}
