import { isTrue } from "../../policy-pack/sdk/unchanged";

import log = require("@pulumi/pulumi/log");

/** Environment variable that keeps the lines, for `pulumi preview --debug` and `pulumi up --debug`: `true` or `1`. */
export const KEEP_DEBUG_LINES = "HARDENED_AKS_SDK_DEBUG";

/**
 * Leaves out the debug lines of the SDK. It reports what the engine answers for each resource, with secrets in plain text, and the
 * engine keeps such lines in its event log (`--event-log`, `--json`, the Automation API), whether anybody asked for them or not. Each
 * is also a call of its own, after the one before: thousands for a stack of hundreds of resources.
 */
export function dropSdkDebugLines(): void {
  if (isTrue(process.env[KEEP_DEBUG_LINES])) return;
  log.debug = () => Promise.resolve();
}
