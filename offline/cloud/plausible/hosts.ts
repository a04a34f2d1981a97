import { hex } from "../deterministic";
import type { Subject } from "./subject";

/** Public DNS suffixes by module of azure-native. Source: Azure's list of private DNS zones and the services' own pages. */
const AZURE: Readonly<Record<string, string>> = {
  apimanagement: "azure-api.net",
  app: "azurecontainerapps.io",
  appconfiguration: "azconfig.io",
  batch: "batch.azure.com",
  cache: "redis.cache.windows.net",
  cdn: "azureedge.net",
  cognitiveservices: "cognitiveservices.azure.com",
  containerinstance: "azurecontainer.io",
  containerregistry: "azurecr.io",
  containerservice: "azmk8s.io",
  databricks: "azuredatabricks.net",
  dbformysql: "mysql.database.azure.com",
  dbforpostgresql: "postgres.database.azure.com",
  devices: "azure-devices.net",
  documentdb: "documents.azure.com",
  eventgrid: "eventgrid.azure.net",
  eventhub: "servicebus.windows.net",
  keyvault: "vault.azure.net",
  kusto: "kusto.windows.net",
  machinelearningservices: "api.azureml.ms",
  network: "cloudapp.azure.com",
  notificationhubs: "servicebus.windows.net",
  redis: "redis.cache.windows.net",
  redisenterprise: "redisenterprise.cache.azure.net",
  relay: "servicebus.windows.net",
  search: "search.windows.net",
  servicebus: "servicebus.windows.net",
  signalrservice: "service.signalr.net",
  sql: "database.windows.net",
  storage: "core.windows.net",
  synapse: "azuresynapse.net",
  web: "azurewebsites.net",
  webpubsub: "webpubsub.azure.com",
};

/** Services whose host names contain the region. */
const REGIONAL: ReadonlySet<string> = new Set(["app", "batch", "containerinstance", "eventgrid", "kusto", "network", "redisenterprise"]);

/** Services of a storage account, each with a host of its own. */
const STORAGE_SERVICE = /^(blob|dfs|file|queue|table|web)$/;

/** A host name as the service gives it to the resource; in a domain reserved for examples where the service's own is not known. */
export function hostOf({ pkg, module, name, id, location }: Subject, property: string): string {
  const label = name.toLowerCase().replace(/[^a-z0-9.-]+/g, "-");
  if (pkg === "aws") return `${label}.${module}.${location}.amazonaws.com`;
  if (pkg !== "azure-native") return `${label}.${module}.${pkg}.example`;
  if (module === "storage" && STORAGE_SERVICE.test(property))
    return `${label}.${property === "web" ? "z6.web" : property}.core.windows.net`;
  const suffix = AZURE[module.replace(/\/v\d{8}\w*$/, "")];
  if (suffix === undefined) return `${label}.${module}.azure.example`;
  // Container Apps put the environment's generated name between the app and the region.
  const environment = module === "app" ? `.env-${hex(id, 8)}` : "";
  return `${label}${environment}${REGIONAL.has(module) ? `.${location}` : ""}.${suffix}`;
}
