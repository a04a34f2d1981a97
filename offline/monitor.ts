import { lacksLocation } from "./cloud/azure/location";
import { withProvider } from "./cloud/azure/provider";
import { type CloudContext, create, invoke } from "./cloud/cloud";
import { read } from "./cloud/read";
import type { MissingKey } from "./config/missing";
import type {
  Callback,
  ReadResourceRequest,
  RegisterResourceOutputsRequest,
  RegisterResourceRequest,
  ResourceInvokeRequest,
  Struct,
} from "./protocol";
import { toStruct } from "./protocol";
import { type Registration, readRegistrationOf, registrationOf } from "./registration";
import { Renderings } from "./renderings";
import { skipEncoding } from "./sdkPatches";
import { containsUnknown, isSecret, overlay, type Properties, plainProperties, secret } from "./wire";

export interface MonitorOptions {
  /** Name of the Pulumi project. */
  readonly project: string;
  /** Name of the stack. */
  readonly stack: string;
  /** Subscription and principal of the simulated cloud. */
  readonly cloud: CloudContext;
  /** Leaves ids and computed outputs unknown, as in the engine's preview of a stack that does not exist yet. */
  readonly unknowns: boolean;
  /**
   * Called after every registration with the number of registrations.
   * @default none: progress is not reported
   */
  readonly onRegister?: (count: number) => void;
  /**
   * Receives warnings about what the preview cannot know.
   * @default none: warnings are dropped
   */
  readonly onWarning?: (warning: string) => void;
  /**
   * Receives the configuration that a provider requires and the stack does not have.
   * @default none: the resource is registered without it
   */
  readonly onMissing?: (missing: MissingKey) => void;
}

const STACK_TYPE = "pulumi:pulumi:Stack";
const STACK_REFERENCE = "pulumi:pulumi:StackReference";

/** Features the Node SDK may use. Hooks and transforms need an engine that calls back: the SDK throws if a program uses them. */
const FEATURES: ReadonlySet<string> = new Set([
  "secrets",
  "resourceReferences",
  "deletedWith",
  "replaceWith",
  "aliasSpecs",
  "parameterization",
]);

/** gRPC's code for a method that a server does not implement; the SDK then calls `supportsFeature` for each feature. */
const UNIMPLEMENTED = 12;

/**
 * Simulates the engine's resource monitor. The SDK's own mock monitor does not pass parents, dependencies, protection, timeouts and
 * provider references to the mocks; this one records all of them.
 */
export class Monitor {
  readonly registrations: Registration[] = [];
  /** Outputs by URN: those of the simulated cloud, and for components those that they registered. */
  readonly outputs = new Map<string, Properties>();
  /** Which charts and components became resources. */
  readonly renderings = new Renderings();
  private readonly resources = new Map<string, { readonly id: string; readonly registration: Registration }>();
  private packages = 0;

  constructor(private readonly options: MonitorOptions) {}

  find(urn: string): Registration | undefined {
    return this.resources.get(urn)?.registration;
  }

  registerResource(request: RegisterResourceRequest, callback: Callback<object>): void {
    const urn = this.urnOf(request.getParent(), request.getType(), request.getName());
    if (this.resources.has(urn)) {
      this.fail(`Duplicate resource URN '${urn}'; try giving it a unique name`, callback);
      return;
    }
    if (this.registrations.length === 0) skipEncoding(request.getObject());
    const registration = registrationOf(request, urn);
    if (lacksLocation(registration, this.contextOf(registration.provider)))
      this.options.onMissing?.({ key: "azure-native:location", type: "string", secret: false, example: "westeurope" });
    const { id, outputs } = registration.custom ? this.create(registration) : { id: "", outputs: {} };
    this.record(registration, id, outputs);
    callback(null, {
      getUrn: () => urn,
      getId: () => id,
      getObject: () => toStruct(outputs),
      getPropertydependenciesMap: () => undefined,
      getResult: () => 0,
      getUnknown: () => false,
    });
  }

  readResource(request: ReadResourceRequest, callback: Callback<object>): void {
    const urn = this.urnOf(request.getParent(), request.getType(), request.getName());
    const registration = readRegistrationOf(request, urn);
    const { type, name, inputs, provider } = registration;
    if (type === STACK_REFERENCE)
      this.options.onWarning?.(`stack reference ${request.getId()}: outputs of another stack are unknown offline`);
    const response = read({ type, name, inputs: plainProperties(inputs), id: request.getId() }, this.contextOf(provider));
    const outputs = markSecrets(mergeOutputs(inputs, response.outputs), [...request.getAdditionalsecretoutputsList(), ...response.secrets]);
    if (!this.resources.has(urn)) this.record(registration, request.getId(), outputs);
    callback(null, { getUrn: () => urn, getProperties: () => toStruct(outputs), getUnknown: () => false });
  }

  invoke(request: ResourceInvokeRequest, callback: Callback<object>): void {
    const args = request.getArgs()?.toJavaScript() ?? {};
    try {
      if (request.getTok() === "pulumi:pulumi:getResource") {
        callback(null, this.getResource(`${args.urn}`));
        return;
      }
      const response = invoke(request.getTok(), plainProperties(args), this.contextOf(request.getProvider()));
      const result = response.secret
        ? Object.fromEntries(Object.entries(response.result).map(([key, value]) => [key, secret(value)]))
        : response.result;
      callback(null, { getFailuresList: () => [], getReturn: () => toStruct(result), getUnknown: () => false });
    } catch (error) {
      this.fail(error instanceof Error ? error.message : String(error), callback);
    }
  }

  registerResourceOutputs(request: RegisterResourceOutputsRequest, callback: Callback<object>): void {
    this.outputs.set(request.getUrn(), request.getOutputs()?.toJavaScript() ?? {});
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

  private create(registration: Registration): { readonly id: string; readonly outputs: Properties } {
    const secrets = registration.options.additionalSecretOutputs;
    if (this.options.unknowns) return { id: "", outputs: markSecrets(this.previewOutputs(registration), secrets) };
    const { id, computed, secrets: providerSecrets = [] } = this.simulateCreate(registration);
    return { id, outputs: markSecrets(mergeOutputs(registration.inputs, computed), [...secrets, ...providerSecrets]) };
  }

  private simulateCreate({ type, name, inputs, provider }: Registration) {
    return create({ type, name, inputs: plainProperties(inputs) }, this.contextOf(provider));
  }

  /** Subscription and principal of a provider of azure-native, by its reference `urn::id`; else those of the stack's configuration. */
  private contextOf(provider: string): CloudContext {
    if (!provider.includes("pulumi:providers:azure-native")) return this.options.cloud;
    return withProvider(this.options.cloud, plainProperties(this.providerInputs(provider) ?? {}));
  }

  private providerInputs(provider: string): Properties | undefined {
    return this.find(provider.slice(0, provider.lastIndexOf("::")))?.inputs;
  }

  /**
   * Before a resource exists only its inputs are known. A Kubernetes object has no known outputs while its provider's configuration
   * is unknown: the engine then returns none (provider_plugin.go).
   */
  private previewOutputs({ type, provider, inputs }: Registration): Properties {
    if (!type.startsWith("kubernetes:")) return inputs;
    return containsUnknown(this.providerInputs(provider)) ? {} : inputs;
  }

  private record(registration: Registration, id: string, outputs: Properties): void {
    this.resources.set(registration.urn, { id, registration });
    this.registrations.push(registration);
    this.outputs.set(registration.urn, outputs);
    this.options.onRegister?.(this.registrations.length);
  }

  /** Response of `pulumi:pulumi:getResource`, with which the SDK resolves a resource reference. */
  private getResource(urn: string): object {
    const id = this.resources.get(urn)?.id;
    if (id === undefined) throw new Error(`unknown resource ${urn}`);
    const fields = new Map<string, { toJavaScript(): unknown; getStructValue(): Struct }>();
    for (const [key, value] of Object.entries({ urn, id, state: this.outputs.get(urn) ?? {} })) {
      fields.set(key, { toJavaScript: () => value, getStructValue: () => toStruct(typeof value === "string" ? {} : value) });
    }
    return { getFailuresList: () => [], getReturn: () => ({ getFieldsMap: () => fields }) };
  }

  private fail(message: string, callback: Callback<object>): void {
    callback(Object.assign(new Error(message), { details: message }));
  }

  private urnOf(parent: string, type: string, name: string): string {
    const parentType = parent.split("::")[2] ?? "";
    const qualified = parentType === "" || parentType === STACK_TYPE ? type : `${parentType}$${type}`;
    return `urn:pulumi:${this.options.stack}::${this.options.project}::${qualified}::${name}`;
  }
}

function mergeOutputs(inputs: Properties, computed: Properties): Properties {
  const merged = overlay(inputs, computed);
  return typeof merged === "object" && merged !== null ? { ...merged } : {};
}

function markSecrets(outputs: Properties, secrets: readonly string[]): Properties {
  const marked: Record<string, unknown> = { ...outputs };
  for (const key of secrets) if (marked[key] !== undefined && !isSecret(marked[key])) marked[key] = secret(marked[key]);
  return marked;
}
