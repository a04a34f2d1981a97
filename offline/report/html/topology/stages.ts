/** Places on the way of a request, from the internet to data; `support` is what several lanes share beside it. */
export type Stage = "entry" | "link" | "gateway" | "workload" | "data" | "support";

/** The stages of a lane in the order of a request, with their headings. */
export const LANE_STAGES = { link: "Private Link", gateway: "Ingress", workload: "Workloads", data: "Data" } as const;

export type LaneStage = keyof typeof LANE_STAGES;

/** Azure resources that are drawn, by type without package and API version: stage and title. */
export const AZURE: Readonly<Record<string, readonly [Stage, string]>> = {
  "cdn:Profile": ["entry", "Front Door"],
  "network:FrontDoor": ["entry", "Front Door (classic)"],
  "network:ApplicationGateway": ["entry", "Application Gateway"],
  "apimanagement:ApiManagementService": ["entry", "API Management"],
  "trafficmanager:Profile": ["entry", "Traffic Manager"],
  "network:PrivateLinkService": ["link", "Private Link Service"],
  "web:WebApp": ["workload", "App Service"],
  "app:ContainerApp": ["workload", "Container App"],
  "containerinstance:ContainerGroup": ["workload", "Container Instances"],
  "compute:VirtualMachine": ["workload", "Virtual machine"],
  "compute:VirtualMachineScaleSet": ["workload", "Scale set"],
  "keyvault:Vault": ["data", "Key Vault"],
  "storage:StorageAccount": ["data", "Storage account"],
  "dbforpostgresql:Server": ["data", "PostgreSQL"],
  "dbformysql:Server": ["data", "MySQL"],
  "sql:Server": ["data", "SQL Server"],
  "sql:ManagedInstance": ["data", "SQL Managed Instance"],
  "documentdb:DatabaseAccount": ["data", "Cosmos DB"],
  "cosmosdb:DatabaseAccount": ["data", "Cosmos DB"],
  "cache:Redis": ["data", "Redis"],
  "redis:Redis": ["data", "Redis"],
  "redisenterprise:RedisEnterprise": ["data", "Managed Redis"],
  "eventhub:Namespace": ["data", "Event Hubs"],
  "servicebus:Namespace": ["data", "Service Bus"],
  "search:Service": ["data", "AI Search"],
  "containerregistry:Registry": ["support", "Container registry"],
  "operationalinsights:Workspace": ["support", "Log Analytics"],
  "monitor:AzureMonitorWorkspace": ["support", "Azure Monitor workspace"],
};

/** Kinds of Kubernetes objects that run pods. */
export const WORKLOADS: ReadonlySet<string> = new Set(["Deployment", "StatefulSet", "DaemonSet", "CronJob", "Job", "Pod", "Rollout"]);

/** Objects through which requests enter a cluster, by type without package and API version. */
export const GATEWAYS: Readonly<Record<string, string>> = {
  "networking.istio.io:Gateway": "Istio gateway",
  "gateway.networking.k8s.io:Gateway": "Gateway",
  "networking.k8s.io:Ingress": "Ingress",
};
