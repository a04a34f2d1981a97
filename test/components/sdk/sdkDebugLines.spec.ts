import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { dropSdkDebugLines, KEEP_DEBUG_LINES } from "../../../components/sdk/sdkDebugLines";

import log = require("@pulumi/pulumi/log");

const { withLocalStorage, getLocalStore } = require("@pulumi/pulumi/runtime/state") as {
  readonly withLocalStorage: (run: () => Promise<void>) => Promise<void>;
  readonly getLocalStore: () => { readonly settings: object };
};

/** Lines that the engine receives when the program logs one of each level. */
async function receivedLines(): Promise<readonly string[]> {
  const lines: string[] = [];
  const engine = {
    log(request: { getMessage: () => string }, done: () => void) {
      lines.push(request.getMessage());
      done();
    },
  };
  await withLocalStorage(async () => {
    Object.assign(getLocalStore().settings, { engine });
    await pulumi.log.debug("debug");
    await pulumi.log.info("info");
    await pulumi.log.warn("warn");
  });
  return lines;
}

describe("debug lines of the SDK", () => {
  const { debug } = log;
  afterEach(() => {
    Object.assign(log, { debug });
    delete process.env[KEEP_DEBUG_LINES];
  });

  it("are sent to the engine by the unchanged SDK", async () => {
    assert.deepEqual(await receivedLines(), ["debug", "info", "warn"]);
  });

  it("are not sent, all others are", async () => {
    dropSdkDebugLines();
    assert.deepEqual(await receivedLines(), ["info", "warn"]);
  });

  it("are not sent where the variable is false", async () => {
    process.env[KEEP_DEBUG_LINES] = "false";
    dropSdkDebugLines();
    assert.deepEqual(await receivedLines(), ["info", "warn"]);
  });

  it("are sent where the variable is true", async () => {
    process.env[KEEP_DEBUG_LINES] = "true";
    dropSdkDebugLines();
    assert.deepEqual(await receivedLines(), ["debug", "info", "warn"]);
  });
});
