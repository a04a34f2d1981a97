import { normaliseType } from "../../../policy-pack/policies/tokens";

/**
 * Types whose deletion deletes data, keys or logs that no deployment creates again. A namespace and a cluster take their volumes with
 * them, a resource group everything in it.
 */
const DATA_HOLDING: ReadonlySet<string> = new Set([
  "azure-native:compute:Disk",
  "azure-native:compute:Snapshot",
  "azure-native:containerregistry:Registry",
  "azure-native:containerservice:ManagedCluster",
  "azure-native:cosmosdb:DatabaseAccount",
  "azure-native:dbformysql:Database",
  "azure-native:dbformysql:Server",
  "azure-native:dbforpostgresql:Database",
  "azure-native:dbforpostgresql:Server",
  "azure-native:dbforpostgresql:SingleServer",
  "azure-native:eventhub:EventHub",
  "azure-native:eventhub:Namespace",
  "azure-native:keyvault:Key",
  "azure-native:keyvault:Vault",
  "azure-native:netapp:Volume",
  "azure-native:operationalinsights:Workspace",
  "azure-native:recoveryservices:Vault",
  "azure-native:redis:Redis",
  "azure-native:redisenterprise:Database",
  "azure-native:redisenterprise:RedisEnterprise",
  "azure-native:resources:ResourceGroup",
  "azure-native:servicebus:Namespace",
  "azure-native:servicebus:Queue",
  "azure-native:servicebus:Topic",
  "azure-native:sql:Database",
  "azure-native:sql:Server",
  "azure-native:storage:BlobContainer",
  "azure-native:storage:FileShare",
  "azure-native:storage:Queue",
  "azure-native:storage:StorageAccount",
  "azure-native:storage:Table",
  "kubernetes:core/v1:Namespace",
  "kubernetes:core/v1:PersistentVolume",
  "kubernetes:core/v1:PersistentVolumeClaim",
]);

export function holdsData(type: string): boolean {
  return DATA_HOLDING.has(normaliseType(type));
}
