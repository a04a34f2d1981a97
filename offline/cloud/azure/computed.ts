import { guid, hex } from "../deterministic";
import { clusterOutputs } from "./cluster";
import type { CreatedResource } from "./createdResource";

type Outputs = Readonly<Record<string, unknown>>;

/** Outputs that a service computes, for every type whose computed outputs a program reads. */
export const COMPUTED: Readonly<Record<string, (resource: CreatedResource) => Outputs>> = {
  "cdn:AFDCustomDomain": ({ id }) => ({
    domainValidationState: "Pending",
    validationProperties: { validationToken: `_${hex(`validation\0${id}`, 31)}`, expirationDate: "2026-01-08T00:00:00Z" },
  }),
  // Azure appends a hash to the endpoint's name and a region letter to the zone.
  "cdn:AFDEndpoint": ({ id, name }) => ({ hostName: `${name}-${hex(id, 16)}.z01.azurefd.net`, deploymentStatus: "NotStarted" }),
  "cdn:Profile": ({ id }) => ({ frontDoorId: guid(`frontDoorId\0${id}`), resourceState: "Active" }),
  "containerregistry:Registry": ({ name }) => ({ loginServer: `${name}.azurecr.io`.toLowerCase() }),
  "containerservice:ManagedCluster": clusterOutputs,
  "dbforpostgresql:Server": ({ name }) => ({ fullyQualifiedDomainName: `${name}.postgres.database.azure.com`, state: "Ready" }),
  "dns:Zone": ({ id }) => ({ nameServers: nameServers(Number.parseInt(hex(id, 2), 16) % 10), maxNumberOfRecordSets: 10000 }),
  "dns:RecordSet": ({ name, inputs }) => ({ fqdn: `${name === "@" ? "" : `${name}.`}${inputs.zoneName}.` }),
  "eventhub:Namespace": ({ name }) => ({ serviceBusEndpoint: `https://${name}.servicebus.windows.net:443/`, status: "Active" }),
  "keyvault:Key": ({ name, inputs, id }) => ({
    keyUri: `https://${inputs.vaultName}.vault.azure.net/keys/${name}`,
    keyUriWithVersion: `https://${inputs.vaultName}.vault.azure.net/keys/${name}/${hex(id, 32)}`,
  }),
  "keyvault:Secret": ({ name, inputs, id }) => ({
    properties: {
      secretUri: `https://${inputs.vaultName}.vault.azure.net/secrets/${name}`,
      secretUriWithVersion: `https://${inputs.vaultName}.vault.azure.net/secrets/${name}/${hex(id, 32)}`,
    },
  }),
  "keyvault:Vault": ({ name }) => ({ properties: { vaultUri: `https://${name}.vault.azure.net/` } }),
  "managedidentity:UserAssignedIdentity": ({ id, context }) => ({
    principalId: guid(`principal\0${id}`),
    clientId: guid(`client\0${id}`),
    tenantId: context.tenantId,
  }),
  "monitor:AzureMonitorWorkspace": monitorWorkspace,
  "monitor:DataCollectionEndpoint": ({ id, name, inputs }) => ({
    immutableId: `dce-${hex(id, 32)}`,
    logsIngestion: { endpoint: `https://${name}-${hex(id, 4)}.${inputs.location}-1.ingest.monitor.azure.com` },
    metricsIngestion: { endpoint: `https://${name}-${hex(id, 4)}.${inputs.location}-1.metrics.ingest.monitor.azure.com` },
  }),
  "monitor:DataCollectionRule": ({ id }) => ({ immutableId: `dcr-${hex(id, 32)}` }),
  "network:PrivateEndpoint": ({ id, name }) => ({
    networkInterfaces: [{ id: id.replace(/\/privateEndpoints\/.*/, `/networkInterfaces/${name}.nic.${guid(id)}`) }],
    customDnsConfigs: [],
  }),
  "network:PrivateLinkService": ({ id }) => ({ alias: `pls.${guid(id)}.azure.privatelinkservice` }),
  "network:PublicIPAddress": ({ id, inputs }) => ({ ipAddress: documentationAddress(id), dnsSettings: inputs.dnsSettings ?? {} }),
  "network:PublicIPPrefix": ({ id, inputs }) => ({ ipPrefix: `${documentationAddress(id)}/${inputs.prefixLength ?? 28}` }),
  "network:VirtualNetwork": ({ id, inputs }) => ({ resourceGuid: guid(id), subnets: subnets(id, inputs.subnets) }),
  "operationalinsights:Workspace": ({ id }) => ({ customerId: guid(`workspace\0${id}`) }),
  "resources:ResourceGroup": () => ({ properties: { provisioningState: "Succeeded" } }),
  "storage:StorageAccount": ({ name }) => ({ primaryEndpoints: storageEndpoints(name), statusOfPrimary: "available" }),
};

/** Azure creates a data collection rule and endpoint for a workspace, in a managed resource group. */
function monitorWorkspace({ id, name, inputs }: CreatedResource): Outputs {
  const subscription = id.split("/resourceGroups/")[0];
  const managed = `${subscription}/resourceGroups/MA_${name}_${inputs.location}_managed/providers/Microsoft.Insights`;
  return {
    accountId: guid(id),
    defaultIngestionSettings: {
      dataCollectionRuleResourceId: `${managed}/dataCollectionRules/${name}`,
      dataCollectionEndpointResourceId: `${managed}/dataCollectionEndpoints/${name}`,
    },
    metrics: {
      internalId: `mac_${guid(id)}`,
      prometheusQueryEndpoint: `https://${name}-${hex(id, 4)}.${inputs.location}.prometheus.monitor.azure.com`,
    },
  };
}

function storageEndpoints(account: string): Outputs {
  const services = ["blob", "dfs", "file", "queue", "table", "web"];
  return Object.fromEntries(
    services.map((service) => [service, `https://${account}.${service === "web" ? "z6.web" : service}.core.windows.net/`]),
  );
}

/** Inline subnets are returned with the ids that private endpoints and node pools refer to. */
function subnets(network: string, inputs: unknown): readonly unknown[] {
  const list: readonly unknown[] = Array.isArray(inputs) ? inputs : [];
  return list.map((subnet) =>
    typeof subnet === "object" && subnet !== null && "name" in subnet ? { ...subnet, id: `${network}/subnets/${subnet.name}` } : subnet,
  );
}

function nameServers(set: number): readonly string[] {
  return ["com", "net", "org", "info"].map((domain, index) => `ns${index + 1}-0${set}.azure-dns.${domain}.`);
}

/** From the range that RFC 5737 reserves for documentation, so that it is never the address of a real host. */
function documentationAddress(id: string): string {
  return `203.0.113.${(Number.parseInt(hex(id, 2), 16) % 254) + 1}`;
}
