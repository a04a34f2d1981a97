/** The only Front Door tier with managed WAF rules and Private Link origins. */
export const FRONT_DOOR_SKU = "Premium_AzureFrontDoor";
/** Managed WAF rule sets a policy must hold, each with the oldest version to accept (Front Door rule set support policy, February 2026). */
export const WAF_RULE_SETS: Readonly<Record<string, number>> = { Microsoft_DefaultRuleSet: 2.1, Microsoft_BotManagerRuleSet: 1.0 };
/** Service tag of the addresses from which Front Door calls origins. */
export const FRONT_DOOR_SERVICE_TAG = "AzureFrontDoor.Backend";
/** Log categories of a Front Door profile that show who asked for what, and what the WAF did about it. */
export const FRONT_DOOR_LOG_CATEGORIES = ["FrontDoorAccessLog", "FrontDoorWebApplicationFirewallLog"] as const;

/** Ports no network security group may open to the internet, by transport protocol: administration, databases, caches, the sidecar. */
export const GUARDED_PORTS: Readonly<Record<"tcp" | "udp", readonly number[]>> = {
  tcp: [22, 23, 135, 445, 1433, 2375, 2376, 2379, 3306, 3389, 5000, 5432, 5985, 5986, 6379, 6380, 6432, 9042, 9200, 10250, 11211, 27017],
  udp: [161, 389, 1434, 3389, 11211],
};

/** Platform subnets that Azure does not let carry a network security group. */
export const SUBNETS_WITHOUT_NSG = ["GatewaySubnet", "AzureFirewallSubnet", "AzureFirewallManagementSubnet", "RouteServerSubnet"] as const;
/** Services whose delegated subnets cannot, or with basic network features cannot, carry a network security group. */
export const DELEGATIONS_WITHOUT_NSG = [
  "Microsoft.NetApp/volumes",
  "Microsoft.HardwareSecurityModules/dedicatedHSMs",
  "Microsoft.BareMetal/AzureHostedService",
  "Microsoft.BareMetal/AzureVMware",
  "Microsoft.BareMetal/CrayServers",
] as const;

/** The audience that Entra's token exchange expects in the public cloud, and the only one managed identities take. */
export const TOKEN_EXCHANGE_AUDIENCE = "api://AzureADTokenExchange";
/** Audiences of Microsoft Entra's token exchange: worldwide, US Government, China. */
export const TOKEN_EXCHANGE_AUDIENCES = [
  TOKEN_EXCHANGE_AUDIENCE,
  "api://AzureADTokenExchangeUSGov",
  "api://AzureADTokenExchangeChina",
] as const;

/** Application permissions of Microsoft Graph that reach a whole tenant with the right to change it. */
export const TENANT_WIDE_PERMISSIONS: Readonly<Record<string, string>> = {
  "00000000-0000-0000-0000-000000000000": "all permissions",
  "9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8": "RoleManagement.ReadWrite.Directory",
  "06b708a9-e830-4db3-a914-8e69da51d44f": "AppRoleAssignment.ReadWrite.All",
  "1bfefb4e-e0b5-418b-a88f-73c46d2cc8e9": "Application.ReadWrite.All",
  "19dbc75e-c2e2-444c-a770-ec69d8559fc7": "Directory.ReadWrite.All",
  "62a82d76-70ea-41e2-9197-370581804d09": "Group.ReadWrite.All",
  "dbaae8cf-10b5-4b86-a4a1-f871c94c6695": "GroupMember.ReadWrite.All",
  "741f803b-c850-494e-b5df-cde7c675a1ca": "User.ReadWrite.All",
  "50483e42-d915-4231-9639-7fdb7fd190e5": "UserAuthenticationMethod.ReadWrite.All",
  "01c0a623-fc9b-48e9-b794-0756f8e8f067": "Policy.ReadWrite.ConditionalAccess",
  "292d869f-3427-49a8-9dab-8c70152b74e9": "Organization.ReadWrite.All",
  "e2a3a72e-5f79-4c64-b1b1-878b674786c9": "Mail.ReadWrite",
  "75359482-378d-4052-8f01-80520e7db3cd": "Files.ReadWrite.All",
  "a82116e5-55eb-4c41-a434-62fe8a61c773": "Sites.FullControl.All",
  "9492366f-7969-46a4-8d15-ed1a20078fff": "Sites.ReadWrite.All",
};

/** Repository of the Microsoft Entra auth sidecar; `identity/sidecar`, which older text names, never held it. */
export const SIDECAR_REPOSITORY = "mcr.microsoft.com/entra-sdk/auth-sidecar";
/** A name that drafts of the sidecar's documentation used and that no release ever had. */
export const SIDECAR_REFUSED_REPOSITORY = "mcr.microsoft.com/identity/sidecar";
/** Path of the sidecar in any registry that mirrors or caches Microsoft's. */
export const SIDECAR_PATH = "entra-sdk/auth-sidecar";
/** First version that refuses callers from outside the pod by itself and ignores a caller's BaseUrl. */
export const SIDECAR_MINIMUM_VERSION = "1.1.0";
/** Port the sidecar listens on by convention of its documentation. */
export const SIDECAR_PORT = 5000;
/** Port ASP.NET images listen on, on every interface, when nothing says otherwise. */
export const ASPNET_DEFAULT_PORT = 8080;

/** Namespaces AKS and Azure Policy fill themselves: their pods need the host and are not the programs' to harden. */
export const SYSTEM_NAMESPACES: readonly string[] = [
  "kube-system",
  "gatekeeper-system",
  "azure-arc",
  "calico-system",
  "tigera-operator",
  "aks-istio-system",
  "app-routing-system",
];

/** Namespaces in which ingress gateways of Istio run: AKS add-on, and upstream's two conventions. */
export const GATEWAY_NAMESPACES: readonly string[] = ["aks-istio-ingress", "aks-istio-system", "istio-ingress", "istio-system"];
/** Namespace that the AKS Istio add-on makes for its gateways: what programs add to it are Services and routes, no pods. */
export const AKS_GATEWAY_NAMESPACE = "aks-istio-ingress";

/** NetworkPolicy engines that AKS maintains; Azure's own (NPM) is on its way out. */
export const NETWORK_POLICY_ENGINES = ["cilium", "calico"] as const;
/** Control-plane logs that show who did what: one audit category, and the authenticator's. `audit` is Azure's group of both. */
export const AKS_AUDIT_LOGS: readonly (readonly string[])[] = [
  ["kube-audit-admin", "kube-audit", "audit"],
  ["guard", "audit"],
];
/** The vault's audit trail, by category or by Azure's group. */
export const VAULT_AUDIT_LOGS: readonly (readonly string[])[] = [["AuditEvent", "audit"]];
/** Days a deleted vault, secret or key can be brought back: Azure's maximum and default. */
export const VAULT_RETENTION_DAYS = 90;
/** The highest TLS floor of storage accounts: the SDK lists TLS1_3 as well, and says that it is not supported as a minimum. */
export const STORAGE_TLS_VERSION = "TLS1_2";
/** TLS floors of PostgreSQL, as the server writes them. */
export const POSTGRES_TLS_VERSIONS = ["TLSv1.2", "TLSv1.3"] as const;

/** Private endpoint sub-resources (Azure's group ids). */
export const ENDPOINT_GROUPS = { vault: "vault", registry: "registry", postgres: "postgresqlServer" } as const;
