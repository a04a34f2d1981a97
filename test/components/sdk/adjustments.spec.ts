import assert from "node:assert/strict";
import { PrivateEndpoint } from "@pulumi/azure-native/network";
import * as pulumi from "@pulumi/pulumi";
import { adjustSdk } from "../../../components/sdk/adjustments";
import { isVersionAlias } from "../../../components/sdk/versionAliases";
import { SDK_UNCHANGED } from "../../../policy-pack/sdk/unchanged";
import { record } from "../../support/mocks";

import log = require("@pulumi/pulumi/log");

const sdk = require("@pulumi/pulumi/runtime/debuggable") as { debuggablePromise: unknown };

describe("adjustments of the SDK", () => {
  const { debug } = log;
  const { debuggablePromise } = sdk;
  afterEach(() => {
    delete process.env[SDK_UNCHANGED];
    Object.assign(log, { debug });
    Object.assign(sdk, { debuggablePromise });
  });

  /** Parts of the SDK that a call changes. */
  const changed = async (call: () => void): Promise<readonly string[]> => {
    await record();
    let aliases: readonly unknown[] = [];
    await pulumi.runtime.runInPulumiStack(async () => {
      call();
      // Runs after the transformation that the call may have registered.
      pulumi.runtime.registerStackTransformation(({ name, opts }) => {
        if (name === "endpoint") aliases = opts.aliases ?? [];
        return undefined;
      });
      new PrivateEndpoint("endpoint", { resourceGroupName: "rg" });
    });
    return [
      ...(log.debug === debug ? [] : ["debug lines"]),
      ...(sdk.debuggablePromise === debuggablePromise ? [] : ["promise traces"]),
      ...(aliases.some(isVersionAlias) ? [] : ["version aliases"]),
    ];
  };

  it("are all applied by one call", async () => {
    assert.deepEqual(await changed(() => adjustSdk({})), ["debug lines", "promise traces", "version aliases"]);
  });

  it("keep version aliases where configured", async () => {
    assert.deepEqual(await changed(() => adjustSdk({ versionAliases: true })), ["debug lines", "promise traces"]);
  });

  for (const value of ["true", "1"]) {
    it(`are all turned off by ${SDK_UNCHANGED}=${value}`, async () => {
      process.env[SDK_UNCHANGED] = value;
      assert.deepEqual(await changed(() => adjustSdk({})), []);
    });
  }
});
