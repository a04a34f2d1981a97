import type { ReportedResource } from "../../model";
import { count } from "../markup";
import { at, azureName, listAt, namespaceOf, numberAt, objectName, plainType, textAt } from "./read";

/** What an entry point consists of, at most two kinds in a line, and the mode of its firewall. */
export function entryNotes(entry: ReportedResource, all: readonly ReportedResource[]): readonly string[] {
  const own = all.filter(({ inputs, dependencies }) => inputs.profileName === azureName(entry) && dependencies.includes(entry.urn));
  const parts = [
    ["AFDEndpoint", "endpoint"],
    ["AFDCustomDomain", "domain"],
    ["Route", "route"],
  ].flatMap(([kind, noun = ""]) => {
    const number = own.filter(({ type }) => type.endsWith(`:${kind}`)).length;
    return number === 0 ? [] : [count(number, noun)];
  });
  const needed = new Set([entry, ...own].flatMap(({ dependencies }) => dependencies));
  const firewalls = all.filter((one) => needed.has(one.urn) && isFirewall(one));
  const modes = new Set(firewalls.flatMap(({ inputs }) => textAt(inputs, "policySettings", "mode") ?? []));
  return [
    ...[parts.slice(0, 2), parts.slice(2)].flatMap((some) => (some.length === 0 ? [] : [some.join(", ")])),
    ...Array.from(modes, (mode) => `Firewall: ${mode}`),
  ];
}

function isFirewall({ type }: ReportedResource): boolean {
  return /^(frontdoor:Policy|network:WebApplicationFirewallPolicy|cdn:Policy)$/.test(plainType(type));
}

/** Whether a private endpoint leads to the resource. */
export function privateEndpointNotes({ urn }: ReportedResource, endpoints: readonly ReportedResource[]): readonly string[] {
  const own = endpoints.filter(({ dependencies }) => dependencies.includes(urn));
  return own.length === 0 ? [] : [own.length === 1 ? "Private endpoint" : `${own.length} private endpoints`];
}

/** Names of the containers of a workload. */
export function containerNotes({ inputs }: ReportedResource): readonly string[] {
  const spec = at(inputs, "spec");
  const pod = at(spec, "jobTemplate", "spec", "template", "spec") ?? at(spec, "template", "spec") ?? spec;
  const containers = listAt(pod, "containers").flatMap((container) => textAt(container, "name") ?? []);
  return containers.length === 0 ? [] : [containers.join(", ")];
}

/** `3 replicas`, `3–12 replicas`, `at least 3 replicas`; undefined where the program does not say, or the preview does not know. */
export function replicasOf(workload: ReportedResource, scalers: readonly ReportedResource[]): string | undefined {
  const scaler = scalers.find((one) => scales(one, workload));
  if (scaler !== undefined) return limitsOf(scaler);
  const replicas = numberAt(workload.inputs, "spec", "replicas");
  return replicas === undefined ? undefined : count(replicas, "replica");
}

function scales(scaler: ReportedResource, workload: ReportedResource): boolean {
  return (
    scaler.provider === workload.provider &&
    namespaceOf(scaler) === namespaceOf(workload) &&
    at(scaler.inputs, "spec", "scaleTargetRef", "name") === objectName(workload)
  );
}

function limitsOf({ inputs }: ReportedResource): string | undefined {
  const least = at(inputs, "spec", "minReplicas") === undefined ? 1 : numberAt(inputs, "spec", "minReplicas");
  const most = numberAt(inputs, "spec", "maxReplicas");
  if (least !== undefined && most !== undefined) return `${least}–${most} replicas`;
  if (least !== undefined) return `at least ${count(least, "replica")}`;
  return most === undefined ? undefined : `at most ${count(most, "replica")}`;
}
