import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import { MockMonitor, type MockResourceArgs } from "@pulumi/pulumi/runtime/mocks";
import { physicalNameOf } from "./physicalNames";

type Properties = Readonly<Record<string, unknown>>;

/** A resource as the program registered it. */
export interface Recorded {
  readonly type: string;
  /** Logical name. */
  readonly name: string;
  /** Inputs with secrets unwrapped; see {@link secrets}. */
  readonly inputs: Properties;
  /** Paths of the inputs that were marked secret: `properties.value`. */
  readonly secrets: readonly string[];
  /** Logical name of the parent; empty for a root. */
  readonly parent: string;
  /** Logical names of the resources it depends on, through inputs and `dependsOn`. */
  readonly dependencies: readonly string[];
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  readonly ignoreChanges: readonly string[];
  /** Create timeout as set in the options: `60m`. */
  readonly createTimeout: string;
}

/** Outputs that the mocks add to a resource's inputs, by type token. */
export type MockOutputs = Readonly<Record<string, (inputs: Properties) => Properties>>;

export class Recorder {
  readonly resources: Recorded[] = [];

  of(type: string): readonly Recorded[] {
    return this.resources.filter((resource) => resource.type === type);
  }

  /** The only resource of the type. */
  one(type: string): Recorded {
    const found = this.of(type);
    const [first] = found;
    assert.ok(first !== undefined && found.length === 1, `expected one ${type}, found ${found.length} in ${this.summary()}`);
    return first;
  }

  named(name: string): Recorded {
    const found = this.resources.find((resource) => resource.name === name);
    assert.ok(found, `no resource ${name} in ${this.summary()}`);
    return found;
  }

  private summary(): string {
    return this.resources.map(({ type, name }) => `${type} ${name}`).join(", ");
  }
}

/** Replaces the engine. Call it before each test, so that resources of one test are not recorded in the next. */
export async function record(outputs: MockOutputs = {}): Promise<Recorder> {
  const recorder = new Recorder();
  const mocks: pulumi.runtime.Mocks = {
    newResource: (args) => ({
      id: idOf(args),
      state: { name: physicalNameOf(args.type, args.name, args.inputs), ...stateOf(args, outputs) },
    }),
    call: () => ({}),
  };
  await pulumi.runtime.setMocks(mocks, "hardened-aks", "test");
  recordRegistrations(pulumi.runtime.getMonitor(), recorder);
  return recorder;
}

/** Waits until the component has registered all its resources. */
export async function settle<T>(component: T): Promise<T> {
  await pulumi.runtime.disconnect();
  return component;
}

/** The value of an output. */
export function resolved<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => {
    output.apply(resolve);
  });
}

/** Records properties that mocks do not receive: parent, protection, dependencies, ignored changes. */
function recordRegistrations(monitor: unknown, recorder: Recorder): void {
  assert.ok(monitor instanceof MockMonitor);
  const register = monitor.registerResource.bind(monitor);
  monitor.registerResource = (request: RegisterResourceRequest, callback) => {
    recorder.resources.push(recorded(request));
    return register(request, callback);
  };
}

function recorded(request: RegisterResourceRequest): Recorded {
  const secrets: string[] = [];
  const inputs = unwrapSecrets(request.getObject()?.toJavaScript() ?? {}, "", secrets) as Properties;
  return {
    type: request.getType(),
    name: request.getName(),
    inputs,
    secrets,
    parent: nameOf(request.getParent()),
    dependencies: request.getDependenciesList().map(nameOf),
    protect: request.getProtect() ?? false,
    retainOnDelete: request.getRetainondelete() ?? false,
    ignoreChanges: request.getIgnorechangesList(),
    createTimeout: request.getCustomtimeouts()?.getCreate() ?? "",
  };
}

const nameOf = (urn: string) => urn.split("::").at(-1) ?? "";

/** Unwraps secrets and references of the wire format, and records the paths of the secrets. */
function unwrapSecrets(value: unknown, path: string, secrets: string[]): unknown {
  if (Array.isArray(value)) return value.map((item, index) => unwrapSecrets(item, `${path}[${index}]`, secrets));
  if (typeof value !== "object" || value === null) return value;
  if (pulumi.runtime.isRpcSecret(value)) {
    secrets.push(path);
    return unwrapSecrets(pulumi.runtime.unwrapRpcSecret(value), path, secrets);
  }
  const entries = Object.entries(value).map(([key, member]) => [key, unwrapSecrets(member, path === "" ? key : `${path}.${key}`, secrets)]);
  return Object.fromEntries(entries);
}

const RESOURCE_GROUP = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-test";

function idOf({ type, name }: MockResourceArgs): string {
  return `${RESOURCE_GROUP}/providers/${type.replaceAll(":", "/")}/${name}`;
}

function stateOf({ type, inputs }: MockResourceArgs, outputs: MockOutputs): Properties {
  return { ...inputs, ...outputs[type]?.(inputs) };
}
