/**
 * Minutes that Azure takes to create a resource: measured or documented values, otherwise an estimate. Types that take only seconds
 * are omitted and count as `OTHER_MINUTES`.
 */
const MINUTES: Readonly<Record<string, number>> = {
  "azure-native:network:VirtualNetwork": 1,
  "azure-native:network:NatGateway": 1,
  "azure-native:network:PrivateEndpoint": 1.5,
  "azure-native:network:PrivateDnsZoneGroup": 0.5,
  "azure-native:privatedns:PrivateZone": 0.5,
  "azure-native:privatedns:VirtualNetworkLink": 0.5,
  "azure-native:managedidentity:FederatedIdentityCredential": 0.5,
  "azure-native:authorization:RoleAssignment": 0.5,
  "azure-native:keyvault:Vault": 2.5,
  "azure-native:containerregistry:Registry": 0.5,
  "azure-native:containerregistry:Replication": 1.5,
  "azure-native:operationalinsights:Workspace": 0.7,
  "azure-native:monitor:AzureMonitorWorkspace": 1,
  "azure-native:containerservice:ManagedCluster": 10,
  "azure-native:containerservice:AgentPool": 3.5,
  "azure-native:dbforpostgresql:Server": 10,
  "azure-native:dbforpostgresql:Database": 0.25,
  "azure-native:dbforpostgresql:Configuration": 0.25,
  "azure-native:storage:StorageAccount": 0.75,
  "azure-native:eventhub:Namespace": 2,
  "azure-native:cdn:Profile": 1,
  "azure-native:cdn:AFDEndpoint": 1,
  "azure-native:cdn:AFDOriginGroup": 1,
  "azure-native:cdn:AFDOrigin": 2,
  "azure-native:cdn:Route": 2,
  "azure-native:cdn:RuleSet": 1,
  "azure-native:cdn:Rule": 1,
  "azure-native:cdn:AFDCustomDomain": 2,
  "azure-native:cdn:SecurityPolicy": 1,
  "azure-native:frontdoor:Policy": 1,
  "kubernetes:core/v1:Service": 0.2,
  "kubernetes:apps/v1:Deployment": 1,
  "kubernetes:batch/v1:Job": 1,
};

const OTHER_MINUTES = 2 / 60;

/** The cloud provider creates the Private Link Service together with the load balancer's Service. */
const LOAD_BALANCER_MINUTES = 4;

export function minutesOf({ type, name }: { readonly type: string; readonly name: string }): number {
  if (type === "kubernetes:core/v1:Service" && name.endsWith("-load-balancer")) return LOAD_BALANCER_MINUTES;
  return MINUTES[type] ?? OTHER_MINUTES;
}
