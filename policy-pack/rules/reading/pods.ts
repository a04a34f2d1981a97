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
import { perInstance } from "./memoize";
import { get, isMissing, isRecord, isUnknown, type Located, locate, type Value } from "./values";

/** Path of the pod template in each kind that runs pods: the pod's metadata and spec are below it. */
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
  /** Init, ordinary and ephemeral containers, in this order; an unknown list is one unknown value. */
  readonly containers: readonly Located[];
}

/** Read once for each resource: a hundred rules evaluate the pods of each. */
export const podOf = perInstance((resource: RuleResource): Pod => {
  const prefix = TEMPLATES[resource.type] ?? "";
  const place = (path: string): Located => ({ path, value: get(resource.props, path) });
  const spec = place(`${prefix}spec`);
  const containers = ["initContainers", "containers", "ephemeralContainers"].flatMap((list) => below(spec, `${list}[*]`));
  return { resource, spec, metadata: place(`${prefix}metadata`), containers };
});

/** Every value at a path below another one; that value itself where it is unknown. */
export function below(place: Located, path: string): readonly Located[] {
  if (isUnknown(place.value)) return [place];
  return locate(place.value, path).map((found) => ({ path: join(place.path, found.path), value: found.value }));
}

/** The value at a path without wildcard below another value. */
export function at(place: Located, path: string): Located {
  return below(place, path)[0] ?? { path: join(place.path, path), value: undefined };
}

function join(path: string, step: string): string {
  return step.startsWith("[") ? path + step : `${path}.${step}`;
}

/** The values at a path below the pod's spec and below every container: for settings that both can have. */
export function everywhere(pod: Pod, path: string): readonly Located[] {
  return [...below(pod.spec, path), ...pod.containers.flatMap((container) => below(container, path))];
}

export type PodCheck = (pod: Pod, context: RuleContext) => CheckResults;

/** Path of an object's namespace. */
export const NAMESPACE_PATH = "metadata.namespace";

/** Option that lists the namespaces whose pods a control does not evaluate. */
export const EXCLUDED_NAMESPACES = "excludedNamespaces";

/** The check of a rule on the pods of a resource, unless policy configuration excludes their namespace. */
export function onPods(check: (pod: Pod, context: RuleContext) => Outcome): ResourceRule["check"] {
  return (resource, context) => {
    const pod = podOf(resource);
    if (isUnknown(pod.spec.value)) return [{ unknown: pod.spec.path }];
    if (!isRecord(pod.spec.value)) return NOT_APPLICABLE;
    const excluded = isListed(declaredNamespace(resource), strings(context, EXCLUDED_NAMESPACES), SYSTEM_NAMESPACES);
    return unlessListed(excluded, NAMESPACE_PATH, () => check(pod, context));
  };
}

/** A list option of the policy's configuration. */
export function strings(context: RuleContext, option: string): readonly string[] {
  const value = context.config[option];
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

/** An option whose value is a list of names. */
export function namesOption(description: string, ...names: readonly string[]): Option {
  return { type: "array", items: { type: "string" }, description, default: names };
}

/** The option of controls that do not evaluate the pods in Azure's own namespaces. */
export const excludedNamespacesOption: Readonly<Record<string, Option>> = {
  [EXCLUDED_NAMESPACES]: namesOption("Namespaces whose pods are not evaluated: those that Azure manages.", ...SYSTEM_NAMESPACES),
};

/** The namespace that a resource declares, or its provider's; to the API server, a missing or empty one is `default`. */
export function declaredNamespace({ props, providerNamespace }: RuleResource): Value {
  const namespace = get(props, NAMESPACE_PATH);
  return isMissing(namespace) || namespace === "" ? (providerNamespace ?? "default") : namespace;
}
