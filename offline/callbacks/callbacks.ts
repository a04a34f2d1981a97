import type { Callback } from "@pulumi/pulumi/proto/callback_pb";
import * as resource from "@pulumi/pulumi/proto/resource_pb";
import { structLike } from "../protocol";
import type { Registered } from "../responses";
import type { Properties } from "../wire";
import { type HookArgs, Hooks } from "./hooks";
import { downgradeOutputValues, upgradeOutputValues } from "./outputValues";
import type { CallbackClient, Functions } from "./server";
import { type RegisterRequest, type Transform, Transforms, transform } from "./transforms";

type InvokeTransform = (request: object) => Promise<resource.TransformInvokeResponse>;

/** Transforms and resource hooks of a program, and when they run. */
export class Callbacks implements CallbackClient {
  private functions: Functions = new Map();
  private readonly transforms = new Transforms();
  private readonly invokeTransforms: InvokeTransform[] = [];
  private readonly hooks = new Hooks();
  /** Hooks that run when a component has registered its outputs. */
  private readonly afterOutputs = new Map<string, { readonly names: readonly string[]; readonly args: HookArgs }>();

  connect(functions: Functions): void {
    this.functions = functions;
  }

  registerStackTransform(callback: Callback): void {
    this.transforms.stack.push(this.transformOf(callback));
  }

  registerStackInvokeTransform(callback: Callback): void {
    this.invokeTransforms.push((request) => this.call<resource.TransformInvokeResponse>(callback.getToken(), request));
  }

  registerResourceHook(request: resource.RegisterResourceHookRequest): void {
    const token = request.getCallback()?.getToken() ?? "";
    this.hooks.register(request.getName(), {
      call: (hookRequest) => this.call<resource.ResourceHookResponse>(token, hookRequest),
      onDryRun: request.getOnDryRun(),
      ignoreErrors: request.getIgnoreErrors(),
    });
  }

  /** Registers a resource between its transforms and hooks; at once if it has none, so that the order of registrations stays. */
  around(request: RegisterRequest, urn: string, register: () => Registered | Promise<Registered>): Registered | Promise<Registered> {
    const own = request.getTransformsList().map((callback) => this.transformOf(callback));
    const transforms = this.transforms.for(request.getParent(), own);
    this.transforms.record(urn, request.getParent(), own);
    if (transforms.length === 0 && request.getHooks() === undefined) return register();
    return this.aroundAsync(request, urn, register, () => transform(request, transforms, own.length > 0));
  }

  private async aroundAsync(
    request: RegisterRequest,
    urn: string,
    register: () => Registered | Promise<Registered>,
    runTransforms: () => Promise<void>,
  ): Promise<Registered> {
    await runTransforms();
    const hooks = request.getHooks();
    if (hooks === undefined) return await register();
    const inputs = request.getObject()?.toJavaScript() ?? {};
    const args = { urn, id: "", name: request.getName(), type: request.getType(), inputs };
    await this.hooks.run("before", hooks.getBeforeCreateList(), args);
    const registered = await register();
    const after = { ...args, id: registered.getId(), outputs: registered.getObject().toJavaScript() };
    // The engine runs them for a component when it registers its outputs (step_executor.go).
    if (request.getCustom()) await this.hooks.run("after", hooks.getAfterCreateList(), after);
    else this.afterOutputs.set(urn, { names: hooks.getAfterCreateList(), args: after });
    return registered;
  }

  /** Runs a component's hooks after it has registered its outputs; undefined if it has none. */
  afterRegisteredOutputs(urn: string, outputs: Properties): Promise<void> | undefined {
    const hooks = this.afterOutputs.get(urn);
    return hooks && this.hooks.run("after", hooks.names, { ...hooks.args, outputs });
  }

  /** Runs the transforms of function calls and sets in the request what they return; undefined if there are none. */
  transformInvoke(request: resource.ResourceInvokeRequest): Promise<void> | undefined {
    return this.invokeTransforms.length === 0 ? undefined : this.transformInvokeAsync(request);
  }

  private async transformInvokeAsync(request: resource.ResourceInvokeRequest): Promise<void> {
    const sample = request.getArgs();
    let args = upgradeOutputValues(sample?.toJavaScript() ?? {}, {});
    let options = new resource.TransformInvokeOptions();
    options.setProvider(request.getProvider());
    options.setVersion(request.getVersion());
    options.setPluginDownloadUrl(request.getPlugindownloadurl());
    for (const call of this.invokeTransforms) {
      const struct = structLike(sample, args);
      const current = options;
      const response = await call({ getToken: () => request.getTok(), getArgs: () => struct, getOptions: () => current });
      args = response.getArgs()?.toJavaScript() ?? args;
      options = response.getOptions() ?? options;
    }
    request.setArgs(structLike(sample, downgradeOutputValues(args)));
    request.setProvider(options.getProvider());
    request.setVersion(options.getVersion());
  }

  private transformOf(callback: Callback): Transform {
    return (request) => this.call<resource.TransformResponse>(callback.getToken(), request);
  }

  private call<Response extends object>(token: string, request: object): Promise<Response> {
    const registered = this.functions.get(token);
    if (registered === undefined) throw new Error(`callback not found: ${token}`);
    return registered(request) as Promise<Response>;
  }
}
