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
};
