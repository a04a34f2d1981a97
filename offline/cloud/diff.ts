import { isDeepStrictEqual } from "node:util";
import { get } from "../../policy-pack/rules/reading/values";
import { create } from "./cloud";
import type { CloudContext, CreateRequest, DiffResponse } from "./types";

/**
 * Properties whose change forces a replacement, in addition to those in the id and to the location. Source: azure-native's table of
 * forced replacements (provider/pkg/gen/replacement.go, with the network profile split up by pulumi-azure-native#4771) and the
 * properties that Azure's API specifications allow at creation only; for Kubernetes the provider's own table
 * (provider/pkg/provider/diff.go).
 */
const FORCE_NEW: Readonly<Record<string, readonly string[]>> = {
  "azure-native:authorization:RoleAssignment": ["principalId", "scope"],
  "azure-native:containerservice:AgentPool": ["vmSize", "gpuInstanceProfile", "networkProfile.nodePublicIPTags"],
  "azure-native:containerservice:ManagedCluster": [
    "diskEncryptionSetID",
    "dnsPrefix",
    "fqdnSubdomain",
    "linuxProfile",
    "nodeResourceGroup",
    "windowsProfile",
    ...["serviceCidr", "serviceCidrs", "dnsServiceIP", "networkMode", "networkPlugin", "networkPluginMode"].map(inNetworkProfile),
    ...["podCidr", "networkDataplane", "networkPolicy", "outboundType"].map(inNetworkProfile),
  ],
  "azure-native:dbforpostgresql:Server": ["administratorLogin", "backup.geoRedundantBackup"],
  "azure-native:network:PrivateEndpoint": ["subnet"],
  "azure-native:network:PublicIPAddress": ["publicIPAddressVersion", "publicIPPrefix", "sku"],
  "azure-native:storage:StorageAccount": ["isHnsEnabled"],
  "kubernetes:apps/v1:Deployment": ["spec.selector"],
  "kubernetes:batch/v1:Job": ["spec.completions", "spec.parallelism", "spec.selector", "spec.template"],
  "kubernetes:core/v1:ConfigMap": ["data", "binaryData"],
  "kubernetes:core/v1:ResourceQuota": ["spec.scopes"],
  "kubernetes:core/v1:Secret": ["type", "data", "stringData"],
  "kubernetes:core/v1:Service": ["spec.clusterIP"],
  "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding": ["roleRef"],
  "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding": ["roleRef"],
};

/**
 * Properties that the provider updates in place and Azure does not allow to change: `PropertyChangeNotAllowed` and similar errors.
 * Source: the services' pages on node pools (disk, pods per node, host encryption), private clusters, infrastructure encryption,
 * partitions, role assignments.
 */
const CHANGE_NOT_ALLOWED: Readonly<Record<string, readonly string[]>> = {
  "azure-native:authorization:RoleAssignment": ["roleDefinitionId"],
  "azure-native:containerservice:AgentPool": ["osDiskType", "osDiskSizeGB", "maxPods", "enableEncryptionAtHost", "vnetSubnetID"],
  "azure-native:containerservice:ManagedCluster": ["apiServerAccessProfile.enablePrivateCluster"],
  "azure-native:eventhub:EventHub": ["partitionCount"],
  "azure-native:keyvault:Vault": ["properties.tenantId"],
  "azure-native:network:PrivateEndpoint": ["customNetworkInterfaceName"],
  "azure-native:storage:StorageAccount": ["encryption.requireInfrastructureEncryption"],
};

/** Compares a resource's old and new inputs as a provider's `Diff` does. Both are without secret marks. */
export function diff(request: CreateRequest, olds: CreateRequest["inputs"], context: CloudContext): DiffResponse {
  const { type, inputs } = request;
  const diffs = [...new Set([...Object.keys(olds), ...Object.keys(inputs)])].filter((key) => !isDeepStrictEqual(olds[key], inputs[key]));
  const isChanged = (path: string): boolean => !isDeepStrictEqual(get(olds, path), get(inputs, path));
  const replaces = diffs.filter((key) => {
    if (type.startsWith("random:") || isLocation(type, key)) return true;
    return (FORCE_NEW[type] ?? []).some((path) => topLevel(path) === key && isChanged(path)) || isInId(key, request, olds, context);
  });
  return { diffs, replaces, rejected: (CHANGE_NOT_ALLOWED[type] ?? []).filter(isChanged) };
}

/** Paths of the changed properties that force a replacement, where {@link diff} names the top-level property that contains them. */
export function replacingPaths(request: CreateRequest, olds: CreateRequest["inputs"], context: CloudContext): readonly string[] {
  const isChanged = (path: string): boolean => !isDeepStrictEqual(get(olds, path), get(request.inputs, path));
  return diff(request, olds, context).replaces.flatMap((key) => {
    const inTable = (FORCE_NEW[request.type] ?? []).filter((path) => topLevel(path) === key && isChanged(path));
    const inId = request.type.startsWith("kubernetes:") && key === "metadata" ? IDENTIFYING_METADATA.filter(isChanged) : [];
    const known = [...inTable, ...inId];
    return known.length > 0 ? known : [key];
  });
}

/** Fields of an object's metadata that its id consists of. */
const IDENTIFYING_METADATA = ["metadata.name", "metadata.namespace"];

/** Whether the property is part of the resource's id: its own name, or the name of a parent resource. */
function isInId(key: string, { type, name, inputs }: CreateRequest, olds: CreateRequest["inputs"], context: CloudContext): boolean {
  const before = create({ type, name, inputs: olds }, context).id;
  return create({ type, name, inputs: { ...olds, [key]: inputs[key] } }, context).id !== before;
}

function isLocation(type: string, key: string): boolean {
  return key === "location" && type.startsWith("azure-native:");
}

function inNetworkProfile(property: string): string {
  return `networkProfile.${property}`;
}

function topLevel(path: string): string {
  return path.split(".", 1)[0] ?? path;
}
