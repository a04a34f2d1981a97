import type { PolicyResource, PolicyResourceOptions, ResourceValidationArgs } from "@pulumi/policy";
import type { Monitor } from "./monitor";
import { unknownCheckingProxy } from "./policyProxy";
import type { Registration } from "./registration";
import { type Properties, plainProperties } from "./wire";

/** Thrown by `notApplicable`; no Error, because one is thrown for nearly every pair of policy and resource. */
export const NOT_APPLICABLE = Symbol("policy does not apply");

const STACK_TAGS: ReadonlyMap<string, string> = new Map();

/** One resource as `validateResource` sees it: inputs, secrets opened, unknown leaves throwing when read. */
export function resourceArgs(registration: Registration, monitor: Monitor): ResourceValidationArgs {
  const provider = monitor.find(registration.provider.slice(0, registration.provider.lastIndexOf("::")));
  return {
    ...described(registration, registration.inputs),
    stackTags: STACK_TAGS,
    ...(provider && { provider: { type: provider.type, urn: provider.urn, name: provider.name, props: checked(provider.inputs) } }),
    getConfig,
    notApplicable,
  };
}

/** The stack as `validateStack` sees it: outputs instead of inputs, and resources linked to each other. */
export function stackResources(monitor: Monitor): PolicyResource[] {
  const linked = new Map<string, PolicyResource>();
  for (const registration of monitor.registrations) {
    const outputs = monitor.outputs.get(registration.urn) ?? {};
    linked.set(registration.urn, { ...described(registration, outputs), dependencies: [], propertyDependencies: {} });
  }
  const find = (urns: readonly string[]) => urns.flatMap((urn) => linked.get(urn) ?? []);
  for (const registration of monitor.registrations) {
    const resource = linked.get(registration.urn);
    if (resource === undefined) continue;
    const parent = linked.get(registration.parent);
    if (parent !== undefined) resource.parent = parent;
    resource.dependencies = find(registration.dependencies);
    for (const [property, urns] of Object.entries(registration.propertyDependencies)) resource.propertyDependencies[property] = find(urns);
  }
  return Array.from(linked.values());
}

export function stackArgs(resources: PolicyResource[]) {
  return { resources, stackTags: STACK_TAGS, getConfig, notApplicable };
}

function described(registration: Registration, properties: Properties) {
  const { type, urn, name } = registration;
  const props = checked(properties);
  const isType = (resourceClass: object): boolean => type === typeOf(resourceClass);
  // The SDK's declaration promises the class's own type here; what it hands out is the same plain record.
  const asType = <T>(resourceClass: object): T | undefined => (isType(resourceClass) ? (props as T) : undefined);
  return { type, urn, name, props, opts: policyOptions(registration), isType, asType };
}

function checked(properties: Properties): Record<string, unknown> {
  return unknownCheckingProxy(plainProperties(properties));
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

/** A Go duration of hours, minutes and seconds. */
export function seconds(duration: string): number {
  const parts = Array.from(duration.matchAll(/(\d+(?:\.\d+)?)([hms])/g));
  return parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * (UNITS[unit ?? ""] ?? 0), 0);
}

/** The arguments with a policy's own configuration, where there is one. */
export function withConfig<Args extends { getConfig: typeof getConfig }>(args: Args, config: Properties | undefined): Args {
  return config === undefined ? args : { ...args, getConfig: <T extends object>() => config as T };
}

/** Without policy configuration the engine hands out none; policies apply their own defaults. */
function getConfig<T extends object>(): T {
  return {} as T;
}

function notApplicable(): never {
  throw NOT_APPLICABLE;
}
