import { UNKNOWN } from "../../../policy-pack/rules/reading/values";
import type { CaseResource, ControlCases } from "./case";

const VAULT_ID = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-shop/providers/Microsoft.KeyVault/vaults/kv-shop";
const ROLES = "/subscriptions/11111111-1111-1111-1111-111111111111/providers/Microsoft.Authorization/roleDefinitions";
const SECRETS_USER = `${ROLES}/4633458b-17de-408a-b874-0445c86b69e6`;
const VAULT_ADMINISTRATOR = `${ROLES}/00482a5a-887f-4fb3-b363-3b7fe8e74483`;
const READER = `${ROLES}/acdd72a7-3385-48ef-bd42-f606fba81ae7`;

function vault(properties: unknown): CaseResource {
  return { type: "azure-native:keyvault:Vault", name: "vault", props: { resourceGroupName: "rg-shop", vaultName: "kv-shop", properties } };
}

function accessPolicy(permissions: unknown): CaseResource {
  return {
    type: "azure-native:keyvault:AccessPolicy",
    name: "policy",
    props: { resourceGroupName: "rg-shop", vaultName: "kv-shop", policy: { objectId: "o", tenantId: "t", permissions } },
  };
}

function assignment(props: Record<string, unknown>): CaseResource {
  return { type: "azure-native:authorization:RoleAssignment", name: "grant", props: { scope: VAULT_ID, principalId: "p", ...props } };
}

function endpoint(connection: unknown, sources?: string[]): CaseResource {
  return {
    type: "azure-native:network:PrivateEndpoint",
    name: "endpoint",
    props: { resourceGroupName: "rg-shop", privateLinkServiceConnections: connection === UNKNOWN ? UNKNOWN : [connection] },
    ...(sources && { sources: { privateLinkServiceConnections: sources } }),
  };
}

function logs(props: Record<string, unknown>): CaseResource {
  return { type: "azure-native:insights:DiagnosticSetting", name: "logs", props: { resourceUri: VAULT_ID, workspaceId: "/w", ...props } };
}

const inDays = (days: number) => Math.floor(Date.now() / 1000) + days * 86_400;

const ROTATION = {
  attributes: { expiryTime: "P1Y" },
  lifetimeActions: [{ action: { type: "notify" } }, { action: { type: "Rotate" }, trigger: { timeBeforeExpiry: "P30D" } }],
};

function secret(properties: unknown): CaseResource {
  return {
    type: "azure-native:keyvault:Secret",
    name: "secret",
    props: { resourceGroupName: "rg-shop", vaultName: "kv-shop", secretName: "api", properties },
  };
}

function key(properties: Record<string, unknown>): CaseResource {
  return {
    type: "azure-native:keyvault:Key",
    name: "key",
    props: { resourceGroupName: "rg-shop", vaultName: "kv-shop", keyName: "etcd", properties },
  };
}

function kmsCluster(keyId: unknown, sources?: string[]): CaseResource {
  return {
    type: "azure-native:containerservice:ManagedCluster",
    name: "cluster",
    props: { resourceGroupName: "rg-shop", securityProfile: { azureKeyVaultKms: { enabled: true, keyId } } },
    ...(sources && { sources: { securityProfile: sources } }),
  };
}

function pod(env: Record<string, unknown>): CaseResource {
  const variables = Object.entries(env).map(([name, value]) => ({ name, value }));
  return { type: "kubernetes:core/v1:Pod", name: "pod", props: { spec: { containers: [{ name: "app", env: variables }] } } };
}

function providerClass(keyvaultName: unknown, provider = "azure"): CaseResource {
  return {
    type: "kubernetes:secrets-store.csi.x-k8s.io/v1:SecretProviderClass",
    name: "secrets",
    props: { spec: { provider, parameters: { keyvaultName } } },
  };
}

export const cases: Record<string, ControlCases> = {
  "KV-01": {
    passes: [
      [vault({ enableRbacAuthorization: true })],
      // RBAC is the default in this API version.
      [{ ...vault({}), type: "azure-native:keyvault/v20260201:Vault" }],
      [{ ...vault({}), type: "azure-native_keyvault_v20260301preview:keyvault:Vault" }],
    ],
    fails: [
      { resources: [{ ...vault({}), type: "azure-native:keyvault/v20250501:Vault" }], at: ["properties.enableRbacAuthorization"] },
      {
        resources: [{ ...vault({ enableRbacAuthorization: false }), type: "azure-native:keyvault/v20260201:Vault" }],
        at: ["properties.enableRbacAuthorization"],
      },
      { resources: [vault({})], at: ["properties.enableRbacAuthorization"] },
      { resources: [vault({ enableRbacAuthorization: false })], at: ["properties.enableRbacAuthorization"] },
    ],
    undecided: [{ resources: [vault(UNKNOWN)], at: ["properties.enableRbacAuthorization"] }],
  },
  "KV-02": {
    passes: [
      [
        vault({
          accessPolicies: [{ objectId: "o", tenantId: "t", permissions: { secrets: ["Get", "list"], keys: ["wrapKey", "unwrapKey"] } }],
        }),
      ],
      [accessPolicy({ secrets: ["get"] })],
      [accessPolicy({})],
    ],
    fails: [
      {
        resources: [
          vault({
            accessPolicies: [
              { objectId: "o", tenantId: "t", permissions: { secrets: ["get"] } },
              { objectId: "p", tenantId: "t", permissions: { secrets: ["get", "set"], keys: ["all"] } },
            ],
          }),
        ],
        at: ["properties.accessPolicies[1].permissions.secrets", "properties.accessPolicies[1].permissions.keys"],
      },
      { resources: [accessPolicy({ certificates: ["Purge"] })], at: ["policy.permissions.certificates"] },
      { resources: [accessPolicy({ secrets: [UNKNOWN, "delete"] })], at: ["policy.permissions.secrets"] },
      {
        resources: [vault({ enableRbacAuthorization: false, accessPolicies: [{ permissions: { storage: ["all"] } }] })],
        at: ["properties.accessPolicies[0].permissions.storage"],
      },
    ],
    notApplicable: [
      [vault({})],
      [vault({ enableRbacAuthorization: true, accessPolicies: [{ objectId: "o", tenantId: "t", permissions: { secrets: ["all"] } }] })],
    ],
    undecided: [
      { resources: [accessPolicy({ secrets: ["get", UNKNOWN] })], at: ["policy.permissions.secrets"] },
      { resources: [vault({ accessPolicies: UNKNOWN })], at: ["properties.accessPolicies"] },
    ],
  },
  "KV-03": {
    passes: [
      [assignment({ principalType: "ServicePrincipal", roleDefinitionId: SECRETS_USER })],
      [assignment({ principalType: "Group", roleDefinitionId: VAULT_ADMINISTRATOR })],
      [assignment({ roleDefinitionId: SECRETS_USER, principalId: UNKNOWN })],
      [assignment({ principalType: "ServicePrincipal", roleDefinitionId: UNKNOWN })],
    ],
    fails: [
      { resources: [assignment({ principalType: "User", roleDefinitionId: SECRETS_USER })], at: ["principalType"] },
      {
        resources: [
          assignment({
            principalType: "user",
            roleDefinitionId: VAULT_ADMINISTRATOR.toUpperCase(),
            scope: "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-shop",
          }),
        ],
        at: ["principalType"],
      },
      { resources: [assignment({ principalType: "User", roleDefinitionId: SECRETS_USER, principalId: UNKNOWN })], at: ["principalType"] },
      {
        resources: [assignment({ principalType: "User", roleDefinitionId: `${ROLES}/8B54135C-b56d-4d72-a534-26097cfdc8d8` })],
        at: ["principalType"],
      },
    ],
    notApplicable: [[assignment({ principalType: "User", roleDefinitionId: READER })]],
    undecided: [{ resources: [assignment({ principalType: "User", roleDefinitionId: UNKNOWN })], at: ["roleDefinitionId"] }],
  },
  "KV-04": {
    passes: [
      [vault({})],
      [vault({ enableSoftDelete: true, softDeleteRetentionInDays: 90 })],
      { resources: [vault({ softDeleteRetentionInDays: 7 })], config: { minimumRetentionDays: 7 } },
    ],
    fails: [
      { resources: [vault({ enableSoftDelete: false })], at: ["properties.enableSoftDelete"] },
      { resources: [vault({ softDeleteRetentionInDays: 30 })], at: ["properties.softDeleteRetentionInDays"] },
    ],
  },
  "KV-05": {
    passes: [[vault({ enablePurgeProtection: true })]],
    fails: [
      { resources: [vault({})], at: ["properties.enablePurgeProtection"] },
      { resources: [vault({ enablePurgeProtection: false })], at: ["properties.enablePurgeProtection"] },
    ],
  },
  "KV-06": {
    passes: [
      [vault({ publicNetworkAccess: "Disabled" })],
      [vault({ publicNetworkAccess: "disabled" })],
      [vault({ publicNetworkAccess: "SecuredByPerimeter" })],
    ],
    fails: [
      { resources: [vault({})], at: ["properties.publicNetworkAccess"] },
      { resources: [vault({ publicNetworkAccess: "Enabled" })], at: ["properties.publicNetworkAccess"] },
    ],
  },
  "KV-07": {
    passes: [
      [vault({ networkAcls: { defaultAction: "Deny", bypass: "None" } })],
      [vault({ publicNetworkAccess: "Disabled" })],
      [vault({ publicNetworkAccess: "SecuredByPerimeter" })],
      [vault({ publicNetworkAccess: "Disabled", networkAcls: { bypass: "AzureServices" } })],
    ],
    fails: [
      { resources: [vault({})], at: ["properties.networkAcls.defaultAction"] },
      { resources: [vault({ networkAcls: { defaultAction: "Allow" } })], at: ["properties.networkAcls.defaultAction"] },
      {
        resources: [vault({ publicNetworkAccess: "Disabled", networkAcls: { defaultAction: "Allow" } })],
        at: ["properties.networkAcls.defaultAction"],
      },
      {
        resources: [vault({ networkAcls: { defaultAction: "Deny" } })],
        config: { allowedBypass: ["None"] },
        at: ["properties.networkAcls.bypass"],
      },
    ],
    undecided: [{ resources: [vault({ publicNetworkAccess: UNKNOWN })], at: ["properties.publicNetworkAccess"] }],
  },
  "KV-08": {
    passes: [
      [vault({}), endpoint({ groupIds: ["vault"], privateLinkServiceId: VAULT_ID.toUpperCase() })],
      [vault({}), endpoint({ groupIds: ["Vault"], privateLinkServiceId: UNKNOWN }, ["vault"])],
      [
        vault({}),
        {
          ...endpoint(undefined),
          props: { manualPrivateLinkServiceConnections: [{ groupIds: ["vault"], privateLinkServiceId: VAULT_ID }] },
        },
      ],
    ],
    fails: [
      { resources: [vault({})], at: ["privateEndpointConnections"] },
      { resources: [vault({}), endpoint({ groupIds: ["blob"], privateLinkServiceId: VAULT_ID })], at: ["privateEndpointConnections"] },
      {
        resources: [vault({}), endpoint({ groupIds: ["vault"], privateLinkServiceId: VAULT_ID.replace("kv-shop", "kv-other") })],
        at: ["privateEndpointConnections"],
      },
    ],
    undecided: [
      { resources: [vault({}), endpoint({ groupIds: ["vault"], privateLinkServiceId: UNKNOWN })], at: ["privateEndpointConnections"] },
      { resources: [vault({}), endpoint({ groupIds: UNKNOWN, privateLinkServiceId: VAULT_ID })], at: ["privateEndpointConnections"] },
      { resources: [vault({}), endpoint(UNKNOWN)], at: ["privateEndpointConnections"] },
      { resources: [vault({ publicNetworkAccess: UNKNOWN })], at: ["properties.publicNetworkAccess"] },
    ],
    notApplicable: [
      [endpoint({ groupIds: ["vault"], privateLinkServiceId: VAULT_ID })],
      [vault({ publicNetworkAccess: "SecuredByPerimeter" })],
    ],
  },
  "KV-09": {
    passes: [
      [vault({}), logs({ logs: [{ category: "AuditEvent", enabled: true }] })],
      [vault({}), logs({ logs: [{ categoryGroup: "audit", enabled: true }] })],
      [vault({}), logs({ workspaceId: UNKNOWN, logs: [{ categoryGroup: "allLogs", enabled: true }] })],
    ],
    fails: [
      { resources: [vault({})], at: ["diagnosticSettings"] },
      { resources: [vault({}), logs({ logs: [{ category: "AzurePolicyEvaluationDetails", enabled: true }] })], at: ["diagnosticSettings"] },
      { resources: [vault({}), logs({ logs: [{ category: "AuditEvent", enabled: false }] })], at: ["diagnosticSettings"] },
    ],
    undecided: [
      { resources: [vault({}), logs({ logs: UNKNOWN })], at: ["diagnosticSettings"] },
      { resources: [vault({}), logs({ logs: [{ category: UNKNOWN, enabled: true }] })], at: ["diagnosticSettings"] },
      // An id concatenated from the group's id and the vault's name.
      {
        resources: [
          vault({}),
          { type: "azure-native:resources:ResourceGroup", name: "group", props: {} },
          {
            ...logs({ resourceUri: UNKNOWN, logs: [{ categoryGroup: "audit", enabled: true }] }),
            sources: { resourceUri: ["group"] },
          },
        ],
        at: ["diagnosticSettings"],
      },
    ],
  },
  "KV-10": {
    passes: [
      [secret({ attributes: { expires: inDays(30) } })],
      [secret({ attributes: { expires: inDays(90) } })],
      [secret({ attributes: { expires: String(inDays(30)) } })],
      [secret({ attributes: { notBefore: inDays(60), expires: inDays(140) } })],
      { resources: [secret({ attributes: { expires: inDays(300) } })], config: { maxDays: 365 } },
    ],
    fails: [
      { resources: [secret({})], at: ["properties.attributes.expires"] },
      { resources: [secret({ attributes: { enabled: true } })], at: ["properties.attributes.expires"] },
      { resources: [secret({ attributes: { expires: inDays(365) } })], at: ["properties.attributes.expires"] },
      // Milliseconds instead of seconds.
      { resources: [secret({ attributes: { expires: inDays(30) * 1000 } })], at: ["properties.attributes.expires"] },
      { resources: [secret({ attributes: { notBefore: inDays(-60), expires: inDays(140) } })], at: ["properties.attributes.expires"] },
      { resources: [secret({ attributes: { notBefore: UNKNOWN } })], at: ["properties.attributes.expires"] },
    ],
    notApplicable: [[secret({ attributes: { enabled: false } })]],
    undecided: [
      { resources: [secret(UNKNOWN)], at: ["properties.attributes.expires"] },
      { resources: [secret({ attributes: { notBefore: UNKNOWN, expires: inDays(30) } })], at: ["properties.attributes.notBefore"] },
    ],
  },
  "KV-11": {
    passes: [
      [key({ rotationPolicy: ROTATION })],
      [key({ rotationPolicy: { lifetimeActions: ROTATION.lifetimeActions }, attributes: { expires: 1796256000 } })],
      // AKS uses the version that it is given.
      [key({}), kmsCluster(UNKNOWN, ["key"])],
      [key({}), kmsCluster("https://kv-shop.vault.azure.net/keys/ETCD/0123")],
    ],
    fails: [
      { resources: [key({})], at: ["properties.rotationPolicy.lifetimeActions"] },
      {
        resources: [key({ rotationPolicy: { lifetimeActions: [{ action: { type: "notify" } }] }, attributes: { expires: 1796256000 } })],
        at: ["properties.rotationPolicy.lifetimeActions"],
      },
      {
        resources: [key({ rotationPolicy: { lifetimeActions: ROTATION.lifetimeActions } })],
        at: ["properties.rotationPolicy.attributes.expiryTime"],
      },
      {
        resources: [key({}), kmsCluster("https://kv-shop.vault.azure.net/keys/other/0123")],
        at: ["properties.rotationPolicy.lifetimeActions"],
      },
    ],
    undecided: [
      { resources: [key({ rotationPolicy: UNKNOWN })], at: ["properties.rotationPolicy.lifetimeActions"] },
      { resources: [key({}), kmsCluster(UNKNOWN)], at: ["properties.rotationPolicy"] },
    ],
    notApplicable: [[kmsCluster(UNKNOWN)], [key({ attributes: { enabled: false } })]],
  },
  "KV-12": {
    passes: [[secret({ contentType: "text/plain" })], [secret({ contentType: UNKNOWN })]],
    fails: [
      { resources: [secret({})], at: ["properties.contentType"] },
      { resources: [secret({ contentType: "" })], at: ["properties.contentType"] },
    ],
  },
  "KV-13": {
    passes: [
      [vault({})],
      [vault({ enabledForDeployment: false, enabledForTemplateDeployment: null })],
      { resources: [vault({ enabledForDiskEncryption: true })], config: { allowedAccess: ["enabledForDiskEncryption"] } },
    ],
    fails: [
      { resources: [vault({ enabledForTemplateDeployment: true })], at: ["properties.enabledForTemplateDeployment"] },
      {
        resources: [vault({ enabledForDeployment: "true", enabledForDiskEncryption: true })],
        at: ["properties.enabledForDeployment", "properties.enabledForDiskEncryption"],
      },
    ],
    undecided: [{ resources: [vault({ enabledForDeployment: UNKNOWN })], at: ["properties.enabledForDeployment"] }],
  },
  "KV-14": {
    passes: [
      [vault({}), pod({ VAULT: "https://kv-shop.vault.azure.net/" })],
      [vault({}), pod({ VAULT: "https://KV-shop.vault.azure.net/secrets/a", DOCS: "https://learn.microsoft.com/azure/key-vault" })],
      { resources: [vault({}), pod({ VAULT: "https://kv-shared.vault.azure.net" })], config: { allowedVaults: ["kv-shared"] } },
      [vault({}), pod({ VAULT: UNKNOWN })],
      [vault({}), providerClass("kv-shop")],
      [vault({}), { ...providerClass(UNKNOWN), sources: { spec: ["vault"] } }],
      [vault({}), providerClass("kv-other", "vault")],
    ],
    fails: [
      { resources: [vault({}), pod({ VAULT: "https://kv-prod.vault.azure.net/" })], at: ["spec.containers[0].env[0].value"] },
      // Two variables with one vault are one finding.
      {
        resources: [vault({}), pod({ VAULT: "https://kv-prod.vault.azure.net/", SECRET: "https://kv-prod.vault.azure.net/secrets/a" })],
        at: ["spec.containers[0].env[0].value"],
      },
      { resources: [vault({}), providerClass("kv-prod")], at: ["spec.parameters.keyvaultName"] },
      {
        resources: [pod({ VAULT: "https://kv-prod.vault.azure.net/" })],
        config: { allowedVaults: ["kv-shared"] },
        at: ["spec.containers[0].env[0].value"],
      },
    ],
    undecided: [
      {
        resources: [{ ...vault({}), props: { properties: {} } }, pod({ VAULT: "https://kv-prod.vault.azure.net/" })],
        at: ["spec.containers[0].env[0].value"],
      },
      { resources: [vault({}), providerClass(UNKNOWN)], at: ["spec.parameters.keyvaultName"] },
    ],
    notApplicable: [[vault({})], [pod({ VAULT: "https://kv-shared.vault.azure.net/" })]],
  },
  "KV-15": {
    passes: [[key({ kty: "RSA-HSM" })], [key({ kty: "ec-hsm" })]],
    fails: [
      { resources: [key({ kty: "RSA" })], at: ["properties.kty"] },
      { resources: [key({})], at: ["properties.kty"] },
    ],
  },
  "KV-16": {
    passes: [
      [key({ kty: "RSA", keySize: 3072 })],
      [key({ kty: "RSA" })],
      [key({ kty: "EC", curveName: "P-256" })],
      [key({ kty: "EC" })],
      { resources: [key({ kty: "EC", curveName: "P-256K" })], config: { allowedCurves: ["P-256K"] } },
    ],
    fails: [
      { resources: [key({ kty: "RSA", keySize: 1024 })], at: ["properties.keySize"] },
      { resources: [key({ kty: "RSA" })], config: { minimumRsaBits: 3072 }, at: ["properties.keySize"] },
      { resources: [key({ kty: "EC-HSM", curveName: "P-256K" })], at: ["properties.curveName"] },
      { resources: [key({ kty: "oct" })], at: ["properties.kty"] },
    ],
    undecided: [
      { resources: [key({ kty: "RSA", keySize: UNKNOWN })], at: ["properties.keySize"] },
      { resources: [key({ kty: UNKNOWN, keySize: 4096 })], at: ["properties.kty"] },
    ],
  },
};
