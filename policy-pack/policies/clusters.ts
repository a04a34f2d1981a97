import type { PolicyProviderResource } from "@pulumi/policy";
import { get, isMissing, isUnknown, type Value } from "../rules/reading/values";
import type { OtherCloud } from "../rules/rule";
import { read } from "./reader";

/**
 * Which cluster a Kubernetes object is created in, identified by the settings of its provider. Two providers with the same
 * identifier, or the same kubeconfig and context, are one cluster. Providers whose settings are unknown at preview count as one
 * cluster: telling them apart could report violations that do not exist, and the update evaluates them again with known values.
 */
export function clusterOf(provider: Pick<PolicyProviderResource, "props"> | undefined): string {
  const props = provider === undefined ? {} : read(provider.props).props;
  const settings = ["clusterIdentifier", "kubeconfig", "context", "cluster"].map((name) => get(props, name));
  const [identifier] = settings;
  if (typeof identifier === "string") return `identifier ${identifier}`;
  return settings.some(isUnknown) ? "not known yet" : `kubeconfig ${JSON.stringify(settings.map(asText))}`;
}

/** The provider's default namespace. The provider sets it on objects that declare none, but not before its cluster exists. */
export function namespaceOfProvider(provider: Pick<PolicyProviderResource, "props"> | undefined): Value {
  const namespace = provider === undefined ? undefined : get(read(provider.props).props, "namespace");
  return namespace === "" || isMissing(namespace) ? undefined : namespace;
}

/** Resource types of managed clusters, as the providers name them in the Pulumi Registry. */
const AZURE_CLUSTER = /^azure(?:-native)?:(?:containerservice|redhatopenshift)[/:]|^azure:(?:containerservice|redhatopenshift)\//;
const OTHER_CLUSTERS: readonly (readonly [RegExp, OtherCloud])[] = [
  [/^(?:aws:eks\/|aws-native:eks:|eks:index:)Cluster|^aws:eks\/cluster:/i, "Amazon"],
  [/^(?:gcp:container\/|google-native:container\/)/, "Google"],
  [
    /^(?:digitalocean:index\/kubernetesCluster|linode:index\/lkeCluster|oci:ContainerEngine\/cluster|civo:index\/kubernetesCluster):/,
    "other",
  ],
  [
    /^(?:ovh:CloudProject\/kube|scaleway:(?:index\/kubernetesCluster|kubernetes\/cluster)|vultr:index\/kubernetes|exoscale:index\/sksCluster):/,
    "other",
  ],
];

/** The cloud of the cluster that a resource of this type is: `Azure`, another one, or none where it is no cluster. */
export function cloudOfCluster(type: string): OtherCloud | "Azure" | undefined {
  return AZURE_CLUSTER.test(type) ? "Azure" : OTHER_CLUSTERS.find(([pattern]) => pattern.test(type))?.[1];
}

const asText = (value: Value): string => (isMissing(value) ? "" : String(value));

export const isKubernetes = (type: string): boolean => type.startsWith("kubernetes:");
