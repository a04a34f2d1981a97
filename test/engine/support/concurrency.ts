/**
 * Which resources an operation changes, and which operations Azure rejects while another one changes the same resource. The provider
 * retries none of these errors, because they are the final status of a long-running operation or have another code than
 * `AnotherOperationInProgress` (azure-native, provider/pkg/azure/client_azcore.go).
 */
export interface Claim {
  /** ARM id of the resource that the operation changes, in lower case. */
  readonly scope: string;
  /** Whether operations on the same scope that also share it may run at the same time. */
  readonly shared: boolean;
  /** Error code of the service for a second operation. */
  readonly code: string;
}

interface Rule {
  /** Matches the id of a resource; the first capture group is the scope that its operations change. */
  readonly pattern: RegExp;
  readonly code: string;
  readonly shared?: boolean;
}

/**
 * Sources: AKS on concurrent operations; managed identities on federated credentials; PostgreSQL on `ServerIsBusy`; for vaults
 * pulumi-azure-native#1013 and terraform-provider-azurerm#32261; for storage accounts bicep-registry-modules#6001; for registries
 * bicep-registry-modules#4040 and terraform-provider-azurerm#10880; for networks terraform-provider-azurerm#2605 and azuresandbox#267 (peering).
 */
const OWN: readonly Rule[] = [
  { pattern: /^(.*\/managedclusters\/[^/]+)(?:\/agentpools\/[^/]+)?$/, code: "OperationNotAllowed" },
  {
    pattern: /^(.*\/userassignedidentities\/[^/]+)\/federatedidentitycredentials\/[^/]+$/,
    code: "ConcurrentFederatedIdentityCredentialsWrites",
  },
  {
    pattern: /^(.*\/flexibleservers\/[^/]+)(?:\/(?:administrators|configurations|databases|firewallrules)\/[^/]+)?$/,
    code: "ServerIsBusy",
  },
  { pattern: /^(.*\/microsoft\.keyvault\/vaults\/[^/]+)(?:\/(?:secrets|keys)\/[^/]+)?$/, code: "ConflictError" },
  { pattern: /^(.*\/storageaccounts\/[^/]+)$/, code: "StorageAccountOperationInProgress" },
  // Services and containers of one account may be written at the same time, but not beside the account or its private endpoints.
  {
    pattern: /^(.*\/storageaccounts\/[^/]+)\/blobservices\/[^/]+(?:\/containers\/[^/]+)?$/,
    code: "StorageAccountOperationInProgress",
    shared: true,
  },
  { pattern: /^(.*\/registries\/[^/]+)(?:\/replications\/[^/]+)?$/, code: "ConflictError" },
  { pattern: /^(.*\/virtualnetworks\/[^/]+)(?:\/(?:subnets|virtualnetworkpeerings)\/[^/]+)?$/, code: "ReferencedResourceNotProvisioned" },
];

/** Targets that a private endpoint changes, because it adds a private endpoint connection to them. */
const TARGETS: readonly Rule[] = [
  { pattern: /^(.*\/microsoft\.keyvault\/vaults\/[^/]+)$/, code: "ConflictError" },
  { pattern: /^(.*\/storageaccounts\/[^/]+)$/, code: "StorageAccountOperationInProgress" },
  { pattern: /^(.*\/flexibleservers\/[^/]+)$/, code: "ServerIsBusy" },
  { pattern: /^(.*\/registries\/[^/]+)$/, code: "ConflictError" },
];

/**
 * Everything that an operation on a resource changes. A private endpoint also changes its subnet (terraform-provider-azurerm#21293,
 * pulumi-azure-native#4509), and a cluster whose key is in a private vault adds a private endpoint connection to the vault. A cluster
 * does not claim its subnets: Azure accepts endpoints beside the creation of a cluster in the same network.
 */
export function claimsOf(id: string, properties: unknown): readonly Claim[] {
  const own = id.toLowerCase();
  return [
    ...claims(OWN, own),
    ...(/\/privateendpoints\/[^/]+$/.test(own) ? endpointClaims(properties) : []),
    ...(/\/managedclusters\/[^/]+$/.test(own) ? claims(TARGETS, kmsVault(properties)) : []),
  ];
}

/** Whether two operations may not run at the same time. A claim on a resource is also one on its children. */
export function conflicts(one: Claim, other: Claim): boolean {
  return !(one.shared && other.shared) && (isWithin(one.scope, other.scope) || isWithin(other.scope, one.scope));
}

function claims(rules: readonly Rule[], id: string): readonly Claim[] {
  return rules.flatMap(({ pattern, code, shared = false }) => toClaims(pattern.exec(id)?.[1], code, shared));
}

function toClaims(scope: string | undefined, code: string, shared: boolean): readonly Claim[] {
  return scope === undefined ? [] : [{ scope, code, shared }];
}

function endpointClaims(properties: unknown): readonly Claim[] {
  const { subnet, privateLinkServiceConnections = [] } = properties as EndpointProperties;
  const targets = privateLinkServiceConnections.map(({ privateLinkServiceId = "" }) => privateLinkServiceId.toLowerCase());
  return [...toClaims(subnet?.id?.toLowerCase(), "RetryableError", false), ...targets.flatMap((target) => claims(TARGETS, target))];
}

function kmsVault(properties: unknown): string {
  const { azureKeyVaultKms } = (properties as ClusterProperties).securityProfile ?? {};
  return azureKeyVaultKms?.enabled === true ? (azureKeyVaultKms.keyVaultResourceId ?? "").toLowerCase() : "";
}

interface EndpointProperties {
  readonly subnet?: { readonly id?: string };
  readonly privateLinkServiceConnections?: readonly { readonly privateLinkServiceId?: string }[];
}

interface ClusterProperties {
  readonly securityProfile?: { readonly azureKeyVaultKms?: { readonly enabled?: boolean; readonly keyVaultResourceId?: string } };
}

export function isWithin(id: string, other: string): boolean {
  return id === other || id.startsWith(`${other}/`);
}
