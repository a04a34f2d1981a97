import type { PolicyResource, PolicyResourceOptions, ResourceValidationArgs } from "@pulumi/policy";
import type { Monitor } from "./monitor";
import { unknownCheckingProxy, withSecretsUnwrapped } from "./policyProxy";
import type { Registration } from "./registration";
import { markedProperties, type Properties } from "./wire";

/** Thrown by `notApplicable`; not an Error, because it is thrown for nearly every pair of policy and resource. */
export const NOT_APPLICABLE = Symbol("policy does not apply");

const STACK_TAGS: ReadonlyMap<string, string> = new Map();

/** Arguments of `validateResource`: inputs with secrets unwrapped; reading an unknown value throws. */
export function resourceArgs(registration: Registration, monitor: Monitor): ResourceValidationArgs {
  const provider = monitor.find(registration.provider.slice(0, registration.provider.lastIndexOf("::")));
  return {
    ...resourceBase(registration, registration.inputs),
    stackTags: STACK_TAGS,
    ...(provider && {
      provider: { type: provider.type, urn: provider.urn, name: provider.name, props: withUnknownChecks(provider.inputs) },
    }),
    getConfig,
    notApplicable,
  };
}

/**
 * Resources as `validateStack` receives them: outputs instead of inputs, and resources linked to each other. Those that the program only
 * reads are not among them: the engine keeps them apart (pkg/resource/deploy/step_executor.go) and lists what the stack manages
 * (`AnalyzeResources` in pkg/resource/deploy/step_generator.go).
 */
export function stackResources(monitor: Monitor): PolicyResource[] {
  const linked = new Map<string, PolicyResource>();
  const find = (urns: readonly string[]) => urns.flatMap((urn) => linked.get(urn) ?? []);
  for (const registration of monitor.registrations) {
    if (registration.external) continue;
    const outputs = monitor.outputs.get(registration.urn) ?? {};
    linked.set(registration.urn, stackResource(registration, outputs, find));
  }
  for (const { urn, parent } of monitor.registrations) {
    const [resource, parentResource] = [linked.get(urn), linked.get(parent)];
    if (resource !== undefined && parentResource !== undefined) resource.parent = parentResource;
  }
  return Array.from(linked.values());
}

/** Policies read the links and outputs of few resources of a stack, so these are created when they are first read. */
function stackResource(
  registration: Registration,
  outputs: Properties,
  find: (urns: readonly string[]) => PolicyResource[],
): PolicyResource {
  const { type, urn, name } = registration;
  const props = once(() => withUnknownChecks(outputs));
  const opts = once(() => policyOptions(registration));
  const dependencies = once(() => find(registration.dependencies));
  const propertyDependencies = once(() => mapEntries(registration.propertyDependencies, find));
  return {
    type,
    urn,
    name,
    ...typeChecks(type, props),
    get props() {
      return props();
    },
    get opts() {
      return opts();
    },
    get dependencies() {
      return dependencies();
    },
    get propertyDependencies() {
      return propertyDependencies();
    },
  };
}

function once<T>(compute: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => {
    known ??= { value: compute() };
    return known.value;
  };
}

function mapEntries<T, U>(record: Readonly<Record<string, T>>, map: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}

export function stackArgs(resources: PolicyResource[]) {
  return { resources, stackTags: STACK_TAGS, getConfig, notApplicable };
}

function resourceBase(registration: Registration, properties: Properties) {
  const { type, urn, name } = registration;
  const props = withUnknownChecks(properties);
  return { type, urn, name, props, opts: policyOptions(registration), ...typeChecks(type, () => props) };
}

function typeChecks(type: string, props: () => Record<string, unknown>) {
  const isType = (resourceClass: object): boolean => type === typeOf(resourceClass);
  // The SDK declares the class's own type here; at run time it also returns the plain record.
  const asType = <T>(resourceClass: object): T | undefined => (isType(resourceClass) ? (props() as T) : undefined);
  return { isType, asType };
}

function withUnknownChecks(properties: Properties): Record<string, unknown> {
  return unknownCheckingProxy(withSecretsUnwrapped(markedProperties(properties)));
}

function typeOf(resourceClass: object): unknown {
  return Reflect.get(resourceClass, "__pulumiType");
}

function policyOptions({ options, parent }: Registration): PolicyResourceOptions {
  return {
    protect: options.protect,
    ignoreChanges: [...options.ignoreChanges],
    aliases: [...options.aliases],
    additionalSecretOutputs: [...options.additionalSecretOutputs],
    customTimeouts: {
      createSeconds: seconds(options.timeouts.create),
      updateSeconds: seconds(options.timeouts.update),
      deleteSeconds: seconds(options.timeouts.delete),
    },
    ...(options.deleteBeforeReplace !== undefined && { deleteBeforeReplace: options.deleteBeforeReplace }),
    ...(parent !== "" && { parent }),
  };
}

const UNITS: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1 };

/** Seconds of a Go duration of hours, minutes and seconds. */
export function seconds(duration: string): number {
  const parts = Array.from(duration.matchAll(/(\d+(?:\.\d+)?)([hms])/g));
  return parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * (UNITS[unit ?? ""] ?? 0), 0);
}

/** The arguments with the policy's configuration, if it has one. */
export function withConfig<Args extends { getConfig: typeof getConfig }>(args: Args, config: Properties | undefined): Args {
  return config === undefined ? args : { ...args, getConfig: <T extends object>() => config as T };
}

/** Without policy configuration the engine passes an empty object; policies apply their own defaults. */
function getConfig<T extends object>(): T {
  return {} as T;
}

function notApplicable(): never {
  throw NOT_APPLICABLE;
}
