import { isTrue } from "../../policy-pack/sdk/unchanged";

import log = require("@pulumi/pulumi/log");

/** Environment variable that keeps the lines, for `pulumi preview --debug` and `pulumi up --debug`: `true` or `1`. */
export const KEEP_DEBUG_LINES = "HARDENED_AKS_SDK_DEBUG";

/**
 * Turns off the debug lines of the SDK. They contain the engine's response for each resource, with secrets in plain text, and the
 * engine writes them to its event log (`--event-log`, `--json`, the Automation API) whether or not `--debug` is set. Each line is
 * also a separate call, made after the previous one: thousands for a stack of hundreds of resources.
 */
export function dropSdkDebugLines(): void {
  if (isTrue(process.env[KEEP_DEBUG_LINES])) return;
  log.debug = () => Promise.resolve();
}
