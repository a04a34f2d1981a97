import type { ReportedResource } from "../../model";
import { count } from "../markup";
import { at, azureName, listAt, namespaceOf, objectName, plainType, textAt } from "./read";

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
  const firewalls = [entry, ...own].flatMap(({ dependencies }) => all.filter((one) => isFirewall(one) && dependencies.includes(one.urn)));
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
export function privateEndpointNotes({ urn }: ReportedResource, all: readonly ReportedResource[]): readonly string[] {
  const endpoints = all.filter(({ type, dependencies }) => plainType(type) === "network:PrivateEndpoint" && dependencies.includes(urn));
  return endpoints.length === 0 ? [] : [endpoints.length === 1 ? "Private endpoint" : `${endpoints.length} private endpoints`];
}

/** Names of the containers of a workload. */
export function containerNotes({ inputs }: ReportedResource): readonly string[] {
  const spec = at(inputs, "spec");
  const pod = at(spec, "jobTemplate", "spec", "template", "spec") ?? at(spec, "template", "spec") ?? spec;
  const containers = listAt(pod, "containers").flatMap((container) => textAt(container, "name") ?? []);
  return containers.length === 0 ? [] : [containers.join(", ")];
}

/** `3 replicas`, `3–12 replicas`; undefined where the program does not say. */
export function replicasOf(workload: ReportedResource, inSameLane: readonly ReportedResource[]): string | undefined {
  const replicas = scaling(workload, inSameLane) ?? at(workload.inputs, "spec", "replicas");
  return replicas === undefined ? undefined : `${replicas} ${replicas === 1 ? "replica" : "replicas"}`;
}

function scaling(workload: ReportedResource, inSameLane: readonly ReportedResource[]): string | undefined {
  const scaler = inSameLane.find(
    ({ type, inputs, ...rest }) =>
      plainType(type) === "autoscaling:HorizontalPodAutoscaler" &&
      namespaceOf({ type, inputs, ...rest }) === namespaceOf(workload) &&
      at(inputs, "spec", "scaleTargetRef", "name") === objectName(workload),
  );
  if (scaler === undefined) return undefined;
  return `${at(scaler.inputs, "spec", "minReplicas") ?? 1}–${at(scaler.inputs, "spec", "maxReplicas")}`;
}
