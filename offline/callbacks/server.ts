/**
 * The functions of the program that the engine calls back: transforms and resource hooks. The SDK serves them over gRPC, on a port of
 * this machine; here the monitor is in the same process and calls them.
 */
import * as resource from "@pulumi/pulumi/proto/resource_pb";
import { replace } from "../sdkPatches";

/** Functions of the program by the token with which the SDK registers them. */
export type Functions = ReadonlyMap<string, (request: object) => Promise<object>>;

/** What the SDK's callback server is connected to. */
export interface CallbackClient {
  connect(functions: Functions): void;
}

/** Requests that the SDK would decode from bytes. Former versions of the SDK do not have all of them. */
const REQUESTS: readonly (object | undefined)[] = [
  resource.TransformRequest,
  resource.TransformInvokeRequest,
  resource.ResourceHookRequest,
  resource.ErrorHookRequest,
];

/** Until the end of the run, replaces the SDK's callback server by one without a server (`runtime/callbacks.js`). */
export function callInProcess(client: CallbackClient): void {
  const callbacks = callbacksModule();
  if (callbacks === undefined) return;
  const original: object = callbacks.CallbackServer.prototype;
  replace(callbacks, "CallbackServer", function InProcessCallbackServer(monitor: object) {
    const functions: Functions = new Map();
    client.connect(functions);
    return Object.assign(Object.create(original), {
      _callbacks: functions,
      _monitor: monitor,
      _pendingRegistrations: 0,
      _awaitQueue: [],
      _target: Promise.resolve("in-process"),
      _server: { forceShutdown: () => undefined },
    });
  });
  for (const request of REQUESTS) if (request !== undefined) replace(request, "deserializeBinary", (message: object) => message);
}

/** Undefined for a version of the SDK without transforms. */
function callbacksModule(): typeof import("@pulumi/pulumi/runtime/callbacks") | undefined {
  try {
    return require("@pulumi/pulumi/runtime/callbacks");
  } catch {
    return undefined;
  }
}
