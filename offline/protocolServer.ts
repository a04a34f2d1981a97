import type * as callback from "@pulumi/pulumi/proto/callback_pb";
import type * as resource from "@pulumi/pulumi/proto/resource_pb";
import { answer } from "./answer";
import { Callbacks } from "./callbacks/callbacks";
import type { Callback } from "./protocol";

/** Features the Node SDK may use. */
const FEATURES: ReadonlySet<string> = new Set([
  "secrets",
  "resourceReferences",
  "deletedWith",
  "replaceWith",
  "aliasSpecs",
  "parameterization",
  "transforms",
  "invokeTransforms",
  "resourceHooks",
  "errorHooks",
]);

/** gRPC's code for a method that a server does not implement; the SDK then calls `supportsFeature` for each feature. */
const UNIMPLEMENTED = 12;

/** The part of the resource monitor that is not about resources: features, packages, the program's callbacks. */
export abstract class ProtocolServer {
  readonly callbacks = new Callbacks();
  private packages = 0;

  registerStackTransform(request: callback.Callback, callback: Callback<object>): void {
    answer(callback, () => this.callbacks.registerStackTransform(request));
  }

  registerStackInvokeTransform(request: callback.Callback, callback: Callback<object>): void {
    answer(callback, () => this.callbacks.registerStackInvokeTransform(request));
  }

  registerResourceHook(request: resource.RegisterResourceHookRequest, callback: Callback<object>): void {
    answer(callback, () => this.callbacks.registerResourceHook(request));
  }

  /** Error hooks run when an operation fails, which a preview does not carry out. */
  registerErrorHook(_request: unknown, callback: Callback<object>): void {
    callback(null, {});
  }

  registerPackage(_request: unknown, callback: Callback<object>): void {
    const reference = `package-${this.packages++}`;
    callback(null, { getRef: () => reference });
  }

  supportsFeature(request: { getId(): string }, callback: Callback<object>): void {
    callback(null, { getHassupport: () => FEATURES.has(request.getId()) });
  }

  getDeploymentInfo(_request: unknown, callback: Callback<object>): void {
    callback(Object.assign(new Error("not implemented"), { code: UNIMPLEMENTED }));
  }

  signalAndWaitForShutdown(_request: unknown, callback: Callback<object>): void {
    callback(null, {});
  }
}
