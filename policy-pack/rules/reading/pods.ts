import { SYSTEM_NAMESPACES } from "../facts/namespaces";
import * as token from "../facts/tokens";
import {
  type CheckResults,
  NOT_APPLICABLE,
  type Option,
  type Outcome,
  type ResourceRule,
  type RuleContext,
  type RuleResource,
} from "../rule";
import { isListed, unlessListed } from "./listed";
import { get, isMissing, isRecord, isUnknown, type Located, locate, type Value } from "./values";

/** Where the kinds that run pods keep the pod: its metadata and spec stand under this path. */
const TEMPLATES: Readonly<Record<string, string>> = {
  [token.POD]: "",
  [token.DEPLOYMENT]: "spec.template.",
  [token.STATEFUL_SET]: "spec.template.",
  [token.DAEMON_SET]: "spec.template.",
  [token.REPLICA_SET]: "spec.template.",
  [token.REPLICATION_CONTROLLER]: "spec.template.",
  [token.JOB]: "spec.template.",
  [token.CRON_JOB]: "spec.jobTemplate.spec.template.",
};

/** Every kind that runs pods. */
export const POD_TYPES: readonly string[] = Object.keys(TEMPLATES);

/** The pods a resource runs. */
export interface Pod {
  readonly resource: RuleResource;
  /** Pod spec: at `spec` in a Pod, at `spec.template.spec` in a Deployment. */
  readonly spec: Located;
  readonly metadata: Located;
  /** Init, ordinary and ephemeral containers, in this order; an unknown list is one unknown place. */
  readonly containers: readonly Located[];
}

export function podOf(resource: RuleResource): Pod {
  const prefix = TEMPLATES[resource.type] ?? "";
  const place = (path: string): Located => ({ path, value: get(resource.props, path) });
  const spec = place(`${prefix}spec`);
  const containers = ["initContainers", "containers", "ephemeralContainers"].flatMap((list) => below(spec, `${list}[*]`));
  return { resource, spec, metadata: place(`${prefix}metadata`), containers };
}

/** Every value that a path names below a place; the place itself where it is unknown. */
export function below(place: Located, path: string): readonly Located[] {
  if (isUnknown(place.value)) return [place];
  return locate(place.value, path).map((found) => ({ path: join(place.path, found.path), value: found.value }));
}

/** The one value that a path without wildcard names below a place. */
export function at(place: Located, path: string): Located {
  return below(place, path)[0] ?? { path: join(place.path, path), value: undefined };
}

function join(path: string, step: string): string {
  return step.startsWith("[") ? path + step : `${path}.${step}`;
}

/** The same path below the pod's own spec and below every container: for settings that both may carry. */
export function everywhere(pod: Pod, path: string): readonly Located[] {
  return [...below(pod.spec, path), ...pod.containers.flatMap((container) => below(container, path))];
}

export type PodCheck = (pod: Pod, context: RuleContext) => CheckResults;

/** Where an object names its namespace. */
export const NAMESPACE_PATH = "metadata.namespace";

/** Namespaces whose pods a control does not judge. */
export const EXCLUDED_NAMESPACES = "excludedNamespaces";

/** Runs a check on the pods of a resource, unless they live in a namespace the policy's configuration leaves out. */
export function onPods(check: (pod: Pod, context: RuleContext) => Outcome): ResourceRule["check"] {
  return (resource, context) => {
    const pod = podOf(resource);
    if (isUnknown(pod.spec.value)) return [{ unknown: pod.spec.path }];
    if (!isRecord(pod.spec.value)) return NOT_APPLICABLE;
    const excluded = isListed(writtenNamespace(resource), strings(context, EXCLUDED_NAMESPACES), SYSTEM_NAMESPACES);
    return unlessListed(excluded, NAMESPACE_PATH, () => check(pod, context));
  };
}

/** A list option of the policy's configuration. */
export function strings(context: RuleContext, option: string): readonly string[] {
  const value = context.config[option];
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

/** Option that takes a list of names. */
export function namesOption(description: string, ...names: readonly string[]): Option {
  return { type: "array", items: { type: "string" }, description, default: names };
}

/**
 * The namespace that a resource states, or its provider's; the API server reads a missing or empty one as `default`.
 */
export function writtenNamespace({ props, providerNamespace }: RuleResource): Value {
  const namespace = get(props, NAMESPACE_PATH);
  return isMissing(namespace) || namespace === "" ? (providerNamespace ?? "default") : namespace;
}
