import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { failureOutput } from "./checkout";
import { runCli } from "./cli";
import type { Simulation } from "./simulation";
import { PACK } from "./stack";
import { typeOf } from "./urn";

/** What a preview of the real engine found. */
export interface EnginePreview {
  /** Whether the command ended without an error and without a mandatory violation. */
  readonly succeeded: boolean;
  /** URNs of all resources but the providers that the engine creates itself. */
  readonly urns: readonly string[];
  readonly violations: readonly Violation[];
  /** What the CLI and the program have printed, for the message of a failing test. */
  readonly output: string;
}

export interface Violation {
  readonly policy: string;
  readonly level: string;
  readonly urn: string;
  readonly message: string;
}

/**
 * Previews the project in a folder with the CLI and the policy pack.
 * @param options further options of `pulumi preview`
 */
export async function previewOnEngine(simulation: Simulation, folder: string, options: readonly string[]): Promise<EnginePreview> {
  const log = join(folder, "..", "events.json");
  const backend = join(folder, "..", "state");
  mkdirSync(backend);
  // The CLI offers --event-log among its commands for debugging only.
  const env = { ...simulation.environment, PULUMI_DEBUG_COMMANDS: "true", PULUMI_BACKEND_URL: `file://${backend}` };
  const cli = { cwd: folder, env };
  await runCli(["stack", "init", "dev"], cli);
  const run = runCli(["preview", "--stack", "dev", "--policy-pack", PACK, "--event-log", log, "--color", "never", ...options], cli);
  const failure = await failureOutput(run);
  const events = existsSync(log) ? eventsIn(log) : [];
  return {
    succeeded: failure === undefined,
    urns: events.flatMap(({ resourcePreEvent }) => resourcePreEvent?.metadata.urn ?? []).filter((urn) => !isDefaultProvider(urn)),
    violations: events.flatMap(({ policyEvent }) => (policyEvent === undefined ? [] : [violationOf(policyEvent)])),
    output: `${failure ?? ""}\n${simulation.programOutput().slice(-2000)}`,
  };
}

/** The events of a log, one JSON document a line. */
function eventsIn(log: string): readonly EngineEvent[] {
  const lines = readFileSync(log, "utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as EngineEvent);
}

/** The SDK's analyzer puts the policy's description before the message that the policy reports (@pulumi/policy, server.js). */
function violationOf({ policyName, enforcementLevel, resourceUrn = "", message }: NonNullable<EngineEvent["policyEvent"]>): Violation {
  const own = message.slice(message.indexOf("\n") + 1).trimEnd();
  return { policy: policyName, level: enforcementLevel, urn: resourceUrn, message: own };
}

function isDefaultProvider(urn: string): boolean {
  return typeOf(urn).startsWith("pulumi:providers:") && /::default(_[\w-]+)?$/.test(urn);
}
