import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { dropPromiseTraces } from "../../components/promiseTraces";

const { debuggablePromise } = require("@pulumi/pulumi/runtime/debuggable") as {
  readonly debuggablePromise: (promise: Promise<unknown>, context: string) => unknown;
};

interface Traced extends Promise<unknown> {
  readonly _debugStackTrace: unknown;
}

describe("traces of promises", () => {
  const before = Error.prepareStackTrace;
  let mapped = 0;
  beforeEach(() => {
    mapped = 0;
    // As ts-node does, which maps each frame back to TypeScript.
    Error.prepareStackTrace = (error, frames) => {
      mapped += 1;
      return `${error}\n${frames.map((frame) => `    at ${frame}`).join("\n")}`;
    };
    dropPromiseTraces();
  });
  afterEach(() => {
    Reflect.set(Error, "prepareStackTrace", before);
  });

  const traceOf = (): unknown => {
    const promise = Promise.resolve();
    debuggablePromise(promise, "sample");
    return (promise as unknown as Traced)._debugStackTrace;
  };

  it("are not made", () => {
    assert.deepEqual([traceOf(), mapped], ["", 0]);
  });

  it("of errors are", () => {
    function culprit(): Error {
      return new pulumi.RunError("sample");
    }
    assert.match(culprit().stack ?? "", /RunError: sample|Error: sample[\s\S]*at culprit/);
    assert.equal(mapped, 1);
  });

  it("are left out once, however often the program is evaluated", () => {
    const { prepareStackTrace } = Error;
    dropPromiseTraces();
    assert.equal(Error.prepareStackTrace, prepareStackTrace);
  });

  it("are made where somebody looks for leaks", () => {
    Reflect.set(Error, "prepareStackTrace", before);
    process.env.PULUMI_DEBUG_PROMISE_LEAKS = "true";
    try {
      dropPromiseTraces();
      assert.match(String(traceOf()), /debuggablePromise/);
    } finally {
      delete process.env.PULUMI_DEBUG_PROMISE_LEAKS;
    }
  });
});
