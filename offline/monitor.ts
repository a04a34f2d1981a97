import { type CloudContext, create, invoke } from "./cloud/cloud";
import type { Callback, InvokeRequest, OutputsRequest, ReadRequest, RegisterRequest, Struct } from "./protocol";
import { struct } from "./protocol";
import { type Registration, readRegistrationOf, registrationOf } from "./registration";
import { keepPlain } from "./shortcuts";
import { containsUnknown, isSecret, overlay, type Properties, plainProperties, secret } from "./wire";

export interface MonitorOptions {
  readonly project: string;
  readonly stack: string;
  readonly cloud: CloudContext;
  /** Leaves ids and computed outputs unknown, as the engine's preview of a stack that does not exist yet. */
  readonly unknowns: boolean;
  /** Told after every registration. */
  readonly onRegister?: (count: number) => void;
}

const STACK_TYPE = "pulumi:pulumi:Stack";

/** What the Node SDK may rely on; hooks and transforms need an engine that calls back, and say so when a program uses them. */
const FEATURES: ReadonlySet<string> = new Set([
  "secrets",
  "resourceReferences",
  "deletedWith",
  "replaceWith",
  "aliasSpecs",
  "parameterization",
]);

/** gRPC's code for a method that a server does not have; the SDK then asks feature by feature. */
const UNIMPLEMENTED = 12;

/**
 * Stands in for the engine's resource monitor. The SDK's own mock monitor hides parents, dependencies, protection, timeouts and
 * provider references from whoever writes the mocks; this one records all of it.
 */
export class Monitor {
  readonly registrations: Registration[] = [];
  /** Outputs by URN: what the cloud answered, and for components what they registered. */
  readonly outputs = new Map<string, Properties>();
  /** What the engine would have refused. */
  readonly faults: string[] = [];
  private readonly known = new Map<string, { readonly id: string; readonly registration: Registration }>();
  private packages = 0;

  constructor(private readonly options: MonitorOptions) {}

  find(urn: string): Registration | undefined {
    return this.known.get(urn)?.registration;
  }

  registerResource(request: RegisterRequest, callback: Callback<object>): void {
    const urn = this.urnOf(request.getParent(), request.getType(), request.getName());
    if (this.known.has(urn)) {
      this.refuse(`Duplicate resource URN '${urn}'; try giving it a unique name`, callback);
      return;
    }
    if (this.registrations.length === 0) keepPlain(request.getObject());
    const registration = registrationOf(request, urn);
    const { id, outputs } = registration.custom ? this.create(registration) : { id: "", outputs: {} };
    this.record(registration, id, outputs);
    callback(null, {
      getUrn: () => urn,
      getId: () => id,
      getObject: () => struct(outputs),
      getPropertydependenciesMap: () => undefined,
      getResult: () => 0,
      getUnknown: () => false,
    });
  }

  readResource(request: ReadRequest, callback: Callback<object>): void {
    const urn = this.urnOf(request.getParent(), request.getType(), request.getName());
    const registration = readRegistrationOf(request, urn);
    const answer = this.answer(registration);
    const outputs = secretive(join(registration.inputs, answer.computed), request.getAdditionalsecretoutputsList());
    if (!this.known.has(urn)) this.record(registration, request.getId(), outputs);
    callback(null, { getUrn: () => urn, getProperties: () => struct(outputs), getUnknown: () => false });
  }

  invoke(request: InvokeRequest, callback: Callback<object>): void {
    const args = request.getArgs()?.toJavaScript() ?? {};
    try {
      if (request.getTok() === "pulumi:pulumi:getResource") {
        callback(null, this.existing(`${args.urn}`));
        return;
      }
      const answer = invoke(request.getTok(), plainProperties(args), this.options.cloud);
      const result = answer.secret
        ? Object.fromEntries(Object.entries(answer.result).map(([key, value]) => [key, secret(value)]))
        : answer.result;
      callback(null, { getFailuresList: () => [], getReturn: () => struct(result), getUnknown: () => false });
    } catch (error) {
      this.refuse(error instanceof Error ? error.message : String(error), callback);
    }
  }

  registerResourceOutputs(request: OutputsRequest, callback: Callback<object>): void {
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
    if (this.options.unknowns) return { id: "", outputs: secretive(this.previewed(registration), secrets) };
    const { id, computed, secrets: ours = [] } = this.answer(registration);
    return { id, outputs: secretive(join(registration.inputs, computed), [...secrets, ...ours]) };
  }

  private answer({ type, name, inputs }: Registration) {
    return create({ type, name, inputs: plainProperties(inputs) }, this.options.cloud);
  }

  /**
   * Before a resource exists its inputs are all that is known of it. Of a Kubernetes object not even those, as long as the
   * provider's own configuration is unknown: the engine then answers with nothing at all (provider_plugin.go).
   */
  private previewed({ type, provider, inputs }: Registration): Properties {
    if (!type.startsWith("kubernetes:")) return inputs;
    const configuration = this.find(provider.slice(0, provider.lastIndexOf("::")))?.inputs;
    return containsUnknown(configuration) ? {} : inputs;
  }

  private record(registration: Registration, id: string, outputs: Properties): void {
    this.known.set(registration.urn, { id, registration });
    this.registrations.push(registration);
    this.outputs.set(registration.urn, outputs);
    this.options.onRegister?.(this.registrations.length);
  }

  private existing(urn: string): object {
    const id = this.known.get(urn)?.id;
    if (id === undefined) throw new Error(`unknown resource ${urn}`);
    const fields = new Map<string, { toJavaScript(): unknown; getStructValue(): Struct }>();
    for (const [key, value] of Object.entries({ urn, id, state: this.outputs.get(urn) ?? {} })) {
      fields.set(key, { toJavaScript: () => value, getStructValue: () => struct(typeof value === "string" ? {} : value) });
    }
    return { getFailuresList: () => [], getReturn: () => ({ getFieldsMap: () => fields }) };
  }

  private refuse(fault: string, callback: Callback<object>): void {
    this.faults.push(fault);
    callback(Object.assign(new Error(fault), { details: fault }));
  }

  private urnOf(parent: string, type: string, name: string): string {
    const parentType = parent.split("::")[2] ?? "";
    const qualified = parentType === "" || parentType === STACK_TYPE ? type : `${parentType}$${type}`;
    return `urn:pulumi:${this.options.stack}::${this.options.project}::${qualified}::${name}`;
  }
}

function join(inputs: Properties, computed: Properties): Properties {
  const joined = overlay(inputs, computed);
  return typeof joined === "object" && joined !== null ? { ...joined } : {};
}

function secretive(outputs: Properties, secrets: readonly string[]): Properties {
  const marked: Record<string, unknown> = { ...outputs };
  for (const key of secrets) if (marked[key] !== undefined && !isSecret(marked[key])) marked[key] = secret(marked[key]);
  return marked;
}
