import { isDeepStrictEqual } from "node:util";
import { type Properties, plainProperties } from "../../../offline/wire";
import { get } from "../../../policy-pack/rules/values";

/**
 * Properties that Azure cannot change in place (facts: provider documentation "forces replacement"; AKS, PostgreSQL and
 * Event Hubs limits). Types that are not named replace on a changed name, location or parent only.
 */
const FORCE_NEW: Readonly<Record<string, readonly string[]>> = {
  "azure-native:containerservice:ManagedCluster": [
    "dnsPrefix",
    "nodeResourceGroup",
    "apiServerAccessProfile.enablePrivateCluster",
    "networkProfile.networkPlugin",
    "networkProfile.podCidr",
    "networkProfile.serviceCidr",
    "networkProfile.dnsServiceIP",
  ],
  "azure-native:containerservice:AgentPool": ["vmSize", "osDiskType", "osDiskSizeGB", "maxPods", "enableEncryptionAtHost", "enableFIPS"],
  "azure-native:dbforpostgresql:Server": ["administratorLogin", "backup.geoRedundantBackup"],
  "azure-native:eventhub:EventHub": ["partitionCount"],
  "azure-native:storage:StorageAccount": ["encryption.requireInfrastructureEncryption", "isHnsEnabled"],
  "azure-native:authorization:RoleAssignment": ["roleAssignmentName", "principalId", "roleDefinitionId", "scope"],
  "azure-native:network:PrivateEndpoint": ["subnet.id", "customNetworkInterfaceName"],
  "random:index/randomPassword:RandomPassword": ["keepers", "length", "special", "overrideSpecial"],
  "random:index/randomId:RandomId": ["keepers", "byteLength"],
};

const ALWAYS: Readonly<Record<string, readonly string[]>> = {
  "azure-native": ["location", "resourceGroupName"],
  kubernetes: ["metadata.name", "metadata.namespace", "spec.selector.matchLabels"],
};

export function changedProperties(olds: Properties, news: Properties): readonly string[] {
  const [before, after] = [plainProperties(olds), plainProperties(news)];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((key) => !isDeepStrictEqual(before[key], after[key]));
}

export function replacedProperties(type: string, olds: Properties, news: Properties): readonly string[] {
  const [before, after] = [plainProperties(olds), plainProperties(news)];
  const paths = [...(FORCE_NEW[type] ?? []), ...(ALWAYS[type.split(":")[0] ?? ""] ?? [])];
  return paths.filter((path) => !isDeepStrictEqual(get(before, path), get(after, path))).map((path) => path.split(".")[0] ?? path);
}
