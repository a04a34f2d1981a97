import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { dropSdkDebugLines, KEEP_DEBUG_LINES } from "../../../components/sdk/sdkDebugLines";

import log = require("@pulumi/pulumi/log");

const { withLocalStorage, getLocalStore } = require("@pulumi/pulumi/runtime/state") as {
  readonly withLocalStorage: (run: () => Promise<void>) => Promise<void>;
  readonly getLocalStore: () => { readonly settings: object };
};

/** What the engine hears of one line of each level. */
async function heard(): Promise<readonly string[]> {
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

  it("reach the engine as the SDK is", async () => {
    assert.deepEqual(await heard(), ["debug", "info", "warn"]);
  });

  it("are left out, and no others", async () => {
    dropSdkDebugLines();
    assert.deepEqual(await heard(), ["info", "warn"]);
  });

  it("are left out where somebody says no", async () => {
    process.env[KEEP_DEBUG_LINES] = "false";
    dropSdkDebugLines();
    assert.deepEqual(await heard(), ["info", "warn"]);
  });

  it("are kept where somebody asks for them", async () => {
    process.env[KEEP_DEBUG_LINES] = "true";
    dropSdkDebugLines();
    assert.deepEqual(await heard(), ["debug", "info", "warn"]);
  });
});
