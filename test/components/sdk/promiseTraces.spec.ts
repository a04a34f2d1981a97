import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { dropPromiseTraces } from "../../../components/sdk/promiseTraces";

const sdk = require("@pulumi/pulumi/runtime/debuggable") as {
  debugPromiseLeaks: boolean;
  debuggablePromise: (promise: Promise<unknown>, context: string) => Promise<unknown>;
};

interface Traced extends Promise<unknown> {
  readonly _debugStackTrace: unknown;
}

describe("traces of promises", () => {
  const { prepareStackTrace } = Error;
  const { debuggablePromise, debugPromiseLeaks } = sdk;
  let mapped = 0;
  beforeEach(() => {
    mapped = 0;
    // As ts-node does, which maps each frame back to TypeScript.
    Error.prepareStackTrace = (error, frames) => {
      mapped += frames.length;
      return `${error}\n${frames.map((frame) => `    at ${frame}`).join("\n")}`;
    };
  });
  afterEach(() => {
    Reflect.set(Error, "prepareStackTrace", prepareStackTrace);
    Object.assign(sdk, { debuggablePromise, debugPromiseLeaks });
  });

  const traceOf = (): unknown => {
    const promise = Promise.resolve();
    sdk.debuggablePromise(promise, "sample");
    return (promise as unknown as Traced)._debugStackTrace;
  };

  it("are recorded by the SDK", () => {
    assert.match(String(traceOf()), /debuggablePromise/);
  });

  it("are turned off, and the promise settles as before", async () => {
    dropPromiseTraces();
    assert.equal(String(traceOf()).trim(), "Error");
    assert.equal(mapped, 0);
    assert.equal(await sdk.debuggablePromise(Promise.resolve("value"), "sample"), "value");
    await assert.rejects(sdk.debuggablePromise(Promise.reject(new Error("refused")), "sample"), /refused/);
  });

  it("of errors are kept", () => {
    dropPromiseTraces();
    traceOf();
    function culprit(): Error {
      return new pulumi.RunError("sample");
    }
    assert.match(culprit().stack ?? "", /Error: sample[\s\S]*at culprit/);
  });

  it("are turned off once, however often the program is evaluated", () => {
    dropPromiseTraces();
    const once = sdk.debuggablePromise;
    dropPromiseTraces();
    assert.equal(sdk.debuggablePromise, once);
  });

  it("are recorded where PULUMI_DEBUG_PROMISE_LEAKS is set", () => {
    sdk.debugPromiseLeaks = true;
    dropPromiseTraces();
    assert.match(String(traceOf()), /debuggablePromise/);
  });
});
