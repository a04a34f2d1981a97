import type { RuleResource } from "../rule";
import { at, type Pod } from "./pods";
import { get, isUnknown, type Located, toText, UNKNOWN, type Value } from "./values";

const INJECT = "sidecar.istio.io/inject";
const REVISION = "istio.io/rev";
const NAMESPACE_INJECTION = "istio-injection";

/** The label or annotation of a pod that makes Istio inject its proxy; an unknown value where it may. */
export function injectionOf(pod: Pod): Located | undefined {
  const places = switches(pod);
  if (isOptedOut(pod)) return undefined;
  const unknown = places.find(({ value }) => isUnknown(value));
  const revision = at(pod.metadata, `labels["${REVISION}"]`);
  const isTagged = isUnknown(revision.value) || isName(revision.value);
  return unknown ?? places.find(({ value }) => value === "true" || value === true) ?? (isTagged ? revision : undefined);
}

/** Whether the pod excludes itself from injection, which a label of the namespace does not override. */
export function isOptedOut(pod: Pod): boolean {
  return switches(pod).some(({ value }) => value === "false" || value === false);
}

/**
 * The label of a namespace that makes Istio inject its proxy into every pod in it, as `label=value`. `istio-injection` takes
 * precedence over `istio.io/rev` (istio.io, "Installing the Sidecar", controlling the injection policy).
 */
export function namespaceInjection(namespace: RuleResource | undefined): string | undefined | typeof UNKNOWN {
  const labelOf = (name: string) => get(namespace?.props, `metadata.labels["${name}"]`);
  const injection = labelOf(NAMESPACE_INJECTION);
  if (isUnknown(injection)) return UNKNOWN;
  if (isName(injection)) return injection === "enabled" ? `${NAMESPACE_INJECTION}=enabled` : undefined;
  const revision = labelOf(REVISION);
  if (isUnknown(revision)) return UNKNOWN;
  return isName(revision) ? `${REVISION}=${toText(revision)}` : undefined;
}

function switches(pod: Pod): readonly Located[] {
  return [`labels["${INJECT}"]`, `annotations["${INJECT}"]`].map((path) => at(pod.metadata, path));
}

function isName(value: Value): boolean {
  return typeof value === "string" && value !== "";
}
