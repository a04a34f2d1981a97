import type * as resource from "@pulumi/pulumi/proto/resource_pb";
import { answer } from "./answer";
import { lacksLocation } from "./cloud/azure/location";
import { withProvider } from "./cloud/azure/provider";
import { type CloudContext, create } from "./cloud/cloud";
import { completeOutputs } from "./cloud/completion";
import type { Declarations } from "./cloud/declarations/declarations";
import { checkedInputs } from "./cloud/kubernetes";
import { read } from "./cloud/read";
import { UNKNOWN } from "./cloud/unknown";
import type { MissingKey } from "./config/missing";
import { FunctionCalls } from "./functionCalls";
import { isKubernetesFunction } from "./kubernetes/functions";
import { Kubernetes } from "./kubernetes/kubernetes";
import { withMarkedSecrets } from "./kubernetes/markedSecrets";
import { addMissingFields, receivedRead, receivedRegistration } from "./olderSdk";
import { markSecrets, mergeOutputs } from "./outputs";
import { type Callback, type ReadResourceRequest, type RegisterResourceOutputsRequest, type Struct, toStruct } from "./protocol";
import { ProtocolServer } from "./protocolServer";
import type { Registration } from "./registration";
import { Renderings } from "./renderings";
import { type Registered, registered, returned } from "./responses";
import { skipEncoding } from "./sdkPatches";
import { containsUnknown, type Properties, plainProperties } from "./wire";

export interface MonitorOptions {
  /** Name of the Pulumi project. */
  readonly project: string;
  /** Name of the stack. */
  readonly stack: string;
  /** Subscription and principal of the simulated cloud. */
  readonly cloud: CloudContext;
  /** Types of the outputs and results that the installed SDKs declare. */
  readonly declarations: Declarations;
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

interface RecordedResource {
  readonly id: string;
  readonly registration: Registration;
  /** Outputs as the program receives them. */
  readonly outputs: Properties;
}

/**
 * Simulates the engine's resource monitor. The SDK's own mock monitor does not pass parents, dependencies, protection, timeouts and
 * provider references to the mocks; this one records all of them.
 */
export class Monitor extends ProtocolServer {
  readonly registrations: Registration[] = [];
  /** Outputs by URN: those of the simulated cloud, and for components those that they registered. */
  readonly outputs = new Map<string, Properties>();
  /** Which charts and components became resources. */
  readonly renderings = new Renderings();
  /** Functions that the program invoked. */
  readonly functions: FunctionCalls;
  private readonly resources = new Map<string, RecordedResource>();
  /** URNs by id in lower case, as Azure Resource Manager compares ids. */
  private readonly urns = new Map<string, string>();
  private readonly kubernetes = new Kubernetes(this);

  constructor(private readonly options: MonitorOptions) {
    super();
    this.functions = new FunctionCalls({ ...options, registered: (id) => this.outputsOf(id) });
  }

  find(urn: string): Registration | undefined {
    return this.resources.get(urn)?.registration;
  }

  registerResource(request: resource.RegisterResourceRequest, callback: Callback<object>): void {
    if (this.registrations.length === 0) skipEncoding(request.getObject());
    answer(callback, () => this.register(request));
  }

  private registerAs(urn: string, request: resource.RegisterResourceRequest): Registered | Promise<Registered> {
    if (this.resources.has(urn)) throw new Error(`Duplicate resource URN '${urn}'; try giving it a unique name`);
    const received = receivedRegistration(request, urn, this.registrations[0]);
    const registration = this.checked(withMarkedSecrets(received, this.find(received.parent)));
    if (lacksLocation(registration, this.contextOf(registration.provider)))
      this.options.onMissing?.({ key: "azure-native:location", type: "string", secret: false, example: "westeurope" });
    const { id, outputs } = registration.custom ? this.create(registration) : { id: "", outputs: {} };
    const complete = this.record(registration, id, outputs);
    if (!registration.remote) return registered(urn, id, complete);
    const constructed = this.kubernetes.construct(request, registration);
    if (constructed instanceof Promise) return constructed.then((result) => registered(urn, id, { ...complete, ...result }));
    return registered(urn, id, { ...complete, ...constructed });
  }

  /** Registers a resource of the program, or a child of a remote component. */
  register(request: resource.RegisterResourceRequest): Registered | Promise<Registered> {
    addMissingFields(request);
    const urn = this.urnOf(request.getParent(), request.getType(), request.getName());
    return this.callbacks.around(request, urn, () => this.registerAs(urn, request));
  }

  readResource(request: ReadResourceRequest, callback: Callback<object>): void {
    const urn = this.urnOf(request.getParent(), request.getType(), request.getName());
    const registration = receivedRead(request, urn, this.registrations[0]);
    const { type, name, inputs, provider } = registration;
    if (type === STACK_REFERENCE)
      this.options.onWarning?.(`stack reference ${request.getId()}: outputs of another stack are unknown offline`);
    const response = read({ type, name, inputs: plainProperties(inputs), id: request.getId() }, this.contextOf(provider));
    const outputs = markSecrets(mergeOutputs(inputs, response.outputs), [...request.getAdditionalsecretoutputsList(), ...response.secrets]);
    const complete = this.resources.get(urn)?.outputs ?? this.record(registration, request.getId(), outputs);
    callback(null, { getUrn: () => urn, getProperties: () => toStruct(complete), getUnknown: () => false });
  }

  invoke(request: resource.ResourceInvokeRequest, callback: Callback<object>): void {
    answer(callback, () => {
      if (request.getTok() === "pulumi:pulumi:getResource") return this.getResource(`${request.getArgs()?.toJavaScript().urn}`);
      const transformed = this.callbacks.transformInvoke(request);
      return transformed === undefined ? this.callFunction(request) : transformed.then(() => this.callFunction(request));
    });
  }

  private callFunction(request: resource.ResourceInvokeRequest) {
    const args = request.getArgs()?.toJavaScript() ?? {};
    if (isKubernetesFunction(request.getTok())) return returned(this.kubernetes.call(request));
    const result = this.functions.invoke(request.getTok(), args, this.contextOf(request.getProvider()));
    return { ...returned(result ?? {}), getUnknown: () => result === undefined };
  }

  /** Methods of remote components: an unknown property makes the result as a whole unknown. */
  call(request: resource.ResourceInvokeRequest, callback: Callback<object>): void {
    this.functions.call(request.getTok());
    const result = toStruct({ result: UNKNOWN });
    callback(null, { getFailuresList: () => [], getReturn: () => result, getReturndependenciesMap: () => undefined });
  }

  registerResourceOutputs(request: RegisterResourceOutputsRequest, callback: Callback<object>): void {
    const outputs = request.getOutputs()?.toJavaScript() ?? {};
    this.outputs.set(request.getUrn(), outputs);
    answer(callback, () => this.callbacks.afterRegisteredOutputs(request.getUrn(), outputs) ?? {});
  }

  /** The engine does not call the provider's `Check` while its configuration is unknown (provider_plugin.go). */
  private checked(registration: Registration): Registration {
    const { type, custom, provider } = registration;
    if (!custom || !type.startsWith("kubernetes:") || this.isUnconfigured(provider)) return registration;
    return { ...registration, inputs: checkedInputs(registration) };
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
    return type.startsWith("kubernetes:") && this.isUnconfigured(provider) ? {} : inputs;
  }

  private isUnconfigured(provider: string): boolean {
    return this.options.unknowns && containsUnknown(this.providerInputs(provider));
  }

  /** @returns the outputs as the program receives them, with those that the simulated cloud does not know */
  private record(registration: Registration, id: string, outputs: Properties): Properties {
    const { urn, type, name, custom, external } = registration;
    const { declarations } = this.options;
    const isUnknown = this.options.unknowns && !external;
    const resource = { type, name, id, outputs };
    const complete = custom ? completeOutputs(resource, declarations, isUnknown, this.contextOf(registration.provider)) : outputs;
    this.resources.set(urn, { id, registration, outputs: complete });
    const futureId = isUnknown && type.startsWith("azure-native") ? this.simulateCreate(registration).id : id;
    if (futureId !== "") this.urns.set(futureId.toLowerCase(), urn);
    this.registrations.push(registration);
    this.outputs.set(urn, outputs);
    this.options.onRegister?.(this.registrations.length);
    return complete;
  }

  private outputsOf(id: string): Properties | undefined {
    return this.resources.get(this.urns.get(id.toLowerCase()) ?? "")?.outputs;
  }

  /** Response of `pulumi:pulumi:getResource`, with which the SDK resolves a resource reference. */
  private getResource(urn: string): object {
    const { id, outputs } = this.resources.get(urn) ?? {};
    if (id === undefined) throw new Error(`unknown resource ${urn}`);
    const state = this.find(urn)?.custom === true ? outputs : this.outputs.get(urn);
    const fields = new Map<string, { toJavaScript(): unknown; getStructValue(): Struct }>();
    for (const [key, value] of Object.entries({ urn, id, state: state ?? {} })) {
      fields.set(key, { toJavaScript: () => value, getStructValue: () => toStruct(typeof value === "string" ? {} : value) });
    }
    return { getFailuresList: () => [], getReturn: () => ({ getFieldsMap: () => fields }) };
  }

  private urnOf(parent: string, type: string, name: string): string {
    const parentType = parent.split("::")[2] ?? "";
    const qualified = parentType === "" || parentType === STACK_TYPE ? type : `${parentType}$${type}`;
    return `urn:pulumi:${this.options.stack}::${this.options.project}::${qualified}::${name}`;
  }
}
