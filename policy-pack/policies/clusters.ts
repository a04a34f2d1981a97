import type { PolicyProviderResource } from "@pulumi/policy";
import { get, isMissing, isUnknown, type Value } from "../rules/reading/values";
import { read } from "./reader";

/**
 * Which cluster a Kubernetes object goes to, as far as its provider tells. Two providers with the same identifier, or the same
 * kubeconfig and context, are one cluster. Providers whose settings are not known yet count as one together: taking them apart
 * could make a finding out of ignorance, and the update, which knows them, judges again.
 */
export function clusterOf(provider: Pick<PolicyProviderResource, "props"> | undefined): string {
  const props = provider === undefined ? {} : read(provider.props).props;
  const settings = ["clusterIdentifier", "kubeconfig", "context", "cluster"].map((name) => get(props, name));
  const [identifier] = settings;
  if (typeof identifier === "string") return `identifier ${identifier}`;
  return settings.some(isUnknown) ? "not known yet" : `kubeconfig ${JSON.stringify(settings.map(asText))}`;
}

/**
 * The namespace a provider gives to objects that name none. It fills it in itself, but not while its cluster does not exist yet.
 */
export function namespaceOfProvider(provider: Pick<PolicyProviderResource, "props"> | undefined): Value {
  const namespace = provider === undefined ? undefined : get(read(provider.props).props, "namespace");
  return namespace === "" || isMissing(namespace) ? undefined : namespace;
}

const asText = (value: Value): string => (isMissing(value) ? "" : String(value));

export const isKubernetes = (type: string): boolean => type.startsWith("kubernetes:");
