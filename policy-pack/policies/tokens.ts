/** Normalises the type tokens that a policy pack receives to the one form that rules use. */

const AZURE_LOCAL_PACKAGE = /^azure-native_[a-z0-9]+_v\d{8}[a-z]*:/i;
const AZURE_VERSION = /^(azure-native:[A-Za-z0-9]+)\/v\d{8}[A-Za-z0-9]*:/;
const AZURE_TOKEN = /^azure-native:([A-Za-z0-9]+):(.+)$/;
const KUBERNETES_TOKEN = /^kubernetes:(.+)\/v\d+(?:(?:alpha|beta)\d+)?:(.+)$/;

/** Single Server and Flexible Server shared the kind `Server`; only the API version distinguished them. */
const POSTGRES_SINGLE_SERVER_API = /^azure-native:dbforpostgresql\/v2017\d{4}[A-Za-z0-9]*:Server$/;
const POSTGRES_SINGLE_SERVER_PACKAGE = /^azure-native_dbforpostgresql_v2017\d{4}[a-z0-9]*:.*:Server$/i;

/** Kinds that changed module between azure-native 2 and 3, or had another module in older versions; source: the classes' alias lists. */
const MOVED: Readonly<Record<string, string>> = {
  "insights:DiagnosticSetting": "monitor:DiagnosticSetting",
  "insights:ActionGroup": "monitor:ActionGroup",
  "insights:MetricAlert": "monitor:MetricAlert",
  "insights:ActivityLogAlert": "monitor:ActivityLogAlert",
  "insights:ScheduledQueryRule": "monitor:ScheduledQueryRule",
  "alertsmanagement:ActionRuleByName": "alertsmanagement:AlertProcessingRuleByName",
  "insights:Component": "applicationinsights:Component",
  "insights:WebTest": "applicationinsights:WebTest",
  "network:Policy": "frontdoor:Policy",
  "network:FrontDoor": "frontdoor:FrontDoor",
  "network:InterfaceEndpoint": "network:PrivateEndpoint",
  "network:PrivateZone": "privatedns:PrivateZone",
  "network:VirtualNetworkLink": "privatedns:VirtualNetworkLink",
  "network:PrivateRecordSet": "privatedns:PrivateRecordSet",
  "documentdb:DatabaseAccount": "cosmosdb:DatabaseAccount",
  "documentdb:MongoCluster": "mongocluster:MongoCluster",
  "cache:Redis": "redis:Redis",
  // One ARM resource, two classes: the second is the one with the current API version.
  "dbforpostgresql:AdministratorsMicrosoftEntra": "dbforpostgresql:Administrator",
  "cache:RedisEnterprise": "redisenterprise:RedisEnterprise",
  "cache:Database": "redisenterprise:Database",
};

/** API groups whose kinds moved to other groups before Kubernetes 1.22. */
const MOVED_GROUPS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  extensions: { Ingress: "networking.k8s.io", NetworkPolicy: "networking.k8s.io", PodSecurityPolicy: "policy" },
};

const seen = new Map<string, string>();

/** The token without API version, module renames undone; for Kubernetes always `v1` and never a `Patch` kind. */
export function normaliseType(type: string): string {
  const known = seen.get(type);
  if (known !== undefined) return known;
  const normal = type.startsWith("kubernetes:") ? kubernetes(type) : azure(type);
  seen.set(type, normal);
  return normal;
}

/** Date of the Azure API version in a token (`20260201`); `undefined` where the SDK's default version is used. */
export function azureApiVersionDate(type: string): number | undefined {
  const [, date] = /^azure-native(?::[A-Za-z0-9]+\/|_[a-z0-9]+_)v(\d{8})/i.exec(type) ?? [];
  return date === undefined ? undefined : Number(date);
}

/** Whether the token names a preview version of the Azure API. */
export function isPreviewApi(type: string): boolean {
  return /^azure-native(?::[A-Za-z0-9]+\/|_[a-z0-9]+_)v\d{8}[a-z]*preview/i.test(type);
}

/** Whether the resource sets single fields of an existing object, so that a field it omits is not absent from the object. */
export function isPatch(type: string): boolean {
  return /^kubernetes:.+\/.+:.+Patch$/.test(type);
}

function azure(type: string): string {
  if (POSTGRES_SINGLE_SERVER_API.test(type) || POSTGRES_SINGLE_SERVER_PACKAGE.test(type))
    return "azure-native:dbforpostgresql:SingleServer";
  const bare = type.replace(AZURE_LOCAL_PACKAGE, "azure-native:").replace(AZURE_VERSION, "$1:");
  const [, module, kind] = AZURE_TOKEN.exec(bare) ?? [];
  if (module === undefined || kind === undefined) return type;
  return `azure-native:${MOVED[`${module}:${kind}`] ?? `${module}:${kind}`}`;
}

function kubernetes(type: string): string {
  const [, group, kind] = KUBERNETES_TOKEN.exec(type) ?? [];
  // helm.sh/v3 and /v4 are different resources, not versions of one.
  if (group === undefined || kind === undefined || group === "helm.sh") return type;
  const plain = kind.length > "Patch".length ? kind.replace(/Patch$/, "") : kind;
  const currentGroup = group === "extensions" ? (MOVED_GROUPS[group]?.[plain] ?? "apps") : group;
  return `kubernetes:${currentGroup}/${currentGroup === "autoscaling" ? "v2" : "v1"}:${plain}`;
}
