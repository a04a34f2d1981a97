import type { PolicyResource, ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { UnknownValueError, unknownCheckingProxy } from "@pulumi/policy";
import { createPolicies, type PackOptions } from "../../policy-pack/policies/pack";
import type { Report } from "../../policy-pack/policies/session";
import { UNKNOWN } from "../../policy-pack/rules/reading/values";
import type { CaseResource } from "./cases/case";

/** How the protocol encodes an unknown string. */
export const UNKNOWN_STRING = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export interface Violation {
  policy: string;
  level: string | undefined;
  message: string;
  urn: string | undefined;
}

export interface RunResult {
  violations: Violation[];
  /** Names of policies that reported that they do not apply, once for each resource or stack. */
  notApplicable: string[];
  reports: Report[];
}

export interface RunOptions extends PackOptions {
  /** Configuration by policy name, as `getConfig` returns it. */
  config?: Record<string, Record<string, unknown>>;
  /** Passes props as the SDK's server does, behind its checking proxy. @default true */
  wrapped?: boolean;
  /** Policies to run; others are disabled. @default all */
  only?: (name: string) => boolean;
  /** Tags of the stack. @default none */
  stackTags?: Record<string, string>;
  /** Passes no properties to stack validation, as the engine does where a provider cannot be configured yet. @default false */
  emptyOutputs?: boolean;
}

class NotApplicable extends Error {}

/** Runs policies as the SDK's server does (its server.js): every resource through every policy, then the stack. */
export async function run(resources: readonly CaseResource[], options: RunOptions = {}): Promise<RunResult> {
  const result: RunResult = { violations: [], notApplicable: [], reports: [] };
  const policies = createPolicies({ secretMarks: true, ...options, onReport: (report) => result.reports.push(report) }).filter(
    ({ name, enforcementLevel }) => enforcementLevel !== "disabled" && (options.only?.(name) ?? true),
  );
  const registered = resources.map((resource) => registration(resource, options));
  for (const resource of registered) {
    for (const policy of policies) {
      if ("validateResource" in policy)
        await runResourcePolicy(policy, { ...resource, ...NO_CLASSES, ...shared(policy.name, options) }, result);
    }
  }
  const listed = link(registered, resources, options.emptyOutputs === true);
  for (const policy of policies) {
    if ("validateStack" in policy) await runStackPolicy(policy, { resources: listed, ...shared(policy.name, options) }, result);
  }
  return result;
}

export function urnOf({ urn, type, name = "it" }: CaseResource): string {
  return urn ?? `urn:pulumi:shop-prod::shop::${type}::${name}`;
}

function shared(policy: string, { config, stackTags = {} }: RunOptions) {
  return {
    stackTags: new Map(Object.entries(stackTags)),
    getConfig: <T extends object>(): T => (config?.[policy] ?? {}) as T,
    notApplicable: (reason?: string): never => {
      throw new NotApplicable(reason);
    },
  };
}

type Registered = Pick<PolicyResource, "type" | "name" | "urn" | "props" | "opts" | "provider">;

/** No policy of the pack uses SDK classes. */
const NO_CLASSES = { isType: () => false, asType: () => undefined };

function registration(resource: CaseResource, { wrapped = true }: RunOptions): Registered {
  const guarded = (inputs: Record<string, unknown>) => {
    const props = encoded(inputs) as Record<string, unknown>;
    return wrapped ? (unknownCheckingProxy(props) as Record<string, unknown>) : props;
  };
  const provider = { type: "pulumi:providers:kubernetes", name: "it", urn: "urn:pulumi:shop-prod::shop::pulumi:providers:kubernetes::it" };
  return {
    type: resource.type,
    name: resource.name ?? "it",
    urn: urnOf(resource),
    props: guarded(resource.props),
    ...(resource.provider && { provider: { ...provider, props: guarded(resource.provider) } }),
    opts: {
      protect: resource.opts?.protect ?? false,
      ignoreChanges: resource.opts?.ignoreChanges ?? [],
      aliases: [],
      customTimeouts: { createSeconds: 0, updateSeconds: 0, deleteSeconds: 0 },
      additionalSecretOutputs: [],
    },
  };
}

/** Cases contain an unknown leaf as the symbol that rules receive; the protocol encodes it as a marker string. */
function encoded(value: unknown): unknown {
  if (value === UNKNOWN) return UNKNOWN_STRING;
  if (Array.isArray(value)) return value.map(encoded);
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, encoded(inner)]));
}

function link(registered: readonly Registered[], resources: readonly CaseResource[], emptyOutputs: boolean): PolicyResource[] {
  const listed: PolicyResource[] = registered.map((resource) => ({
    ...resource,
    ...NO_CLASSES,
    props: emptyOutputs ? {} : resource.props,
    dependencies: [],
    propertyDependencies: {},
  }));
  resources.forEach(({ sources = {} }, index) => {
    const resource = listed[index];
    for (const [property, names] of Object.entries(sources)) {
      const found = names.map((name) => listed.find((one) => one.name === name)).filter((one) => one !== undefined);
      if (found.length !== names.length) throw new Error(`no case resource has one of the names ${names.join(", ")}`);
      if (resource === undefined) continue;
      resource.propertyDependencies[property] = found;
      resource.dependencies.push(...found);
    }
  });
  return listed;
}

type ResourceArgs = Parameters<Exclude<ResourceValidationPolicy["validateResource"], undefined | unknown[]>>[0];

async function runResourcePolicy(policy: ResourceValidationPolicy, args: ResourceArgs, result: RunResult) {
  const validations = policy.validateResource === undefined ? [] : [policy.validateResource].flat();
  for (const validate of validations) await runValidation(policy.name, result, () => validate(args, reporter(policy, result)));
}

async function runStackPolicy(
  policy: StackValidationPolicy,
  args: Parameters<StackValidationPolicy["validateStack"]>[0],
  result: RunResult,
) {
  await runValidation(policy.name, result, () => policy.validateStack(args, reporter(policy, result)));
}

function reporter({ name, description, enforcementLevel }: ResourceValidationPolicy, { violations }: RunResult) {
  return (message: string, urn?: string) => {
    violations.push({ policy: name, level: enforcementLevel, message: `${description}\n${message}`, urn });
  };
}

async function runValidation(policy: string, { notApplicable, violations }: RunResult, validate: () => unknown) {
  try {
    await validate();
  } catch (error) {
    if (error instanceof NotApplicable) notApplicable.push(policy);
    else if (error instanceof UnknownValueError) violations.push({ policy, level: "advisory", message: String(error), urn: undefined });
    else throw error;
  }
}
