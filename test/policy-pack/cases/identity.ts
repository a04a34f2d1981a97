import { UNKNOWN } from "../../../policy-pack/rules/reading/values";
import type { CaseResource, ControlCases } from "./case";

const SUBSCRIPTION = "/subscriptions/0b1f6471-1bf0-4dda-aec3-cb9272f09590";
const roleId = (guid: string) => `${SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/${guid}`;
const OWNER = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";
const CONTRIBUTOR = "b24988ac-6180-42a0-ab88-20f7382dd24c";
const USER_ACCESS_ADMINISTRATOR = "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9";
const RBAC_ADMINISTRATOR = "f58310d9-a9f6-439a-9e8d-f62e7b41a168";
const ACR_PULL = "7f951dda-4ed3-4680-a7ca-43fe172d538d";
const NETWORK_CONTRIBUTOR = "4d97b98b-1d4f-4787-a291-c67834d212e7";
const SECRETS_USER = "4633458b-17de-408a-b874-0445c86b69e6";
const SECRETS_OFFICER = "b86a8fe4-44ce-4948-aee5-eccb2c155cd7";
const CRYPTO_SERVICE_ENCRYPTION_USER = "e147488a-f6f5-4113-8e2d-b22465e65bf6";
const READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
const OBJECT_ID = "3d3d3a08-3f0c-4e8f-9f37-5fbb9d1f0a55";

const assignment = (role: unknown, props: Record<string, unknown> = {}, sources: Record<string, string[]> = {}): CaseResource => ({
  type: "azure-native:authorization:RoleAssignment",
  name: "assignment",
  props: {
    principalId: OBJECT_ID,
    principalType: "ServicePrincipal",
    roleDefinitionId: role,
    scope: `${SUBSCRIPTION}/resourceGroups/rg`,
    ...props,
  },
  sources,
});
const RBAC_CONDITION =
  "((!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})) OR (@Request[...] ForAnyOfAnyValues:GuidEquals {7f951dda}))";

const identity = (name: string): CaseResource => ({
  type: "azure-native:managedidentity:UserAssignedIdentity",
  name,
  props: { resourceGroupName: "rg", resourceName: `id-${name}` },
});
const ownKubelet: CaseResource = {
  type: "azure-native:containerservice:ManagedCluster",
  name: "cluster",
  props: { resourceGroupName: "rg", identityProfile: { kubeletidentity: { resourceId: UNKNOWN, clientId: UNKNOWN, objectId: UNKNOWN } } },
  sources: { identityProfile: ["kubelet"] },
};
const plainCluster: CaseResource = {
  type: "azure-native:containerservice:ManagedCluster",
  name: "cluster",
  props: { resourceGroupName: "rg", identity: { type: "SystemAssigned" } },
};
const unknownPrincipal = { principalId: UNKNOWN };

const vault: CaseResource = { type: "azure-native:keyvault:Vault", name: "vault", props: { resourceGroupName: "rg", vaultName: "kv" } };
const VAULT_SCOPE = `${SUBSCRIPTION}/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv`;
const trust: CaseResource = {
  type: "azure-native:managedidentity:FederatedIdentityCredential",
  name: "trust",
  props: { resourceGroupName: "rg", resourceName: "id-catalog", subject: "system:serviceaccount:shop:catalog", issuer: UNKNOWN },
};
const workload = [identity("catalog"), trust];
const byCatalog = { principalId: ["catalog"] };

const definition = (props: Record<string, unknown>): CaseResource => ({
  type: "azure-native:authorization:RoleDefinition",
  name: "role",
  props: { roleName: "Shop operator", scope: SUBSCRIPTION, ...props },
});

const applicationCredential = (props: Record<string, unknown>): CaseResource => ({
  ...credential({}),
  type: "azuread:index/applicationFederatedIdentityCredential:ApplicationFederatedIdentityCredential",
  props: { ...credential({}).props, applicationId: "/applications/1", displayName: "catalog", ...props },
});
const credential = (props: Record<string, unknown>): CaseResource => ({
  type: "azure-native:managedidentity:FederatedIdentityCredential",
  name: "credential",
  props: {
    resourceGroupName: "rg",
    resourceName: "id-catalog",
    issuer: "https://westeurope.oic.prod-aks.azure.com/72f988bf/2b1f/",
    subject: "system:serviceaccount:shop:catalog",
    audiences: ["api://AzureADTokenExchange"],
    ...props,
  },
});

const application = (...resourceAccesses: unknown[]): CaseResource => ({
  type: "azuread:index/application:Application",
  name: "app",
  props: { displayName: "shop", requiredResourceAccesses: [{ resourceAppId: "00000003-0000-0000-c000-000000000000", resourceAccesses }] },
});
const SUBJECT = "system:serviceaccount:shop:catalog";
const registration: CaseResource = { ...application(), type: "azuread:index/applicationRegistration:ApplicationRegistration" };
const appTrust: CaseResource = {
  ...applicationCredential({ applicationId: UNKNOWN }),
  name: "appTrust",
  sources: { applicationId: ["app"] },
};
const principal: CaseResource = {
  type: "azuread:index/servicePrincipal:ServicePrincipal",
  name: "principal",
  props: { clientId: UNKNOWN },
  sources: { clientId: ["app"] },
};
/** An application that pods sign in as. */
const podApplication = [application(), appTrust, principal];
const byPrincipal = { principalId: ["principal"] };
/** An application that a pipeline signs in as. */
const pipeline: CaseResource[] = [
  { ...application(), name: "pipeline" },
  {
    ...appTrust,
    name: "pipelineTrust",
    props: { applicationId: UNKNOWN, subject: "repo:shop/infra:ref:refs/heads/main" },
    sources: { applicationId: ["pipeline"] },
  },
  { ...principal, name: "deployer", sources: { clientId: ["pipeline"] } },
];
const USER_READ = "e1fe6dd8-ba31-4d61-89e7-88639da4683d";
const DIRECTORY_READ_WRITE = "19dbc75e-c2e2-444c-a770-ec69d8559fc7";

function password(props: Record<string, unknown>): CaseResource {
  return { type: "azuread:index/applicationPassword:ApplicationPassword", props: { applicationId: "/applications/x", ...props } };
}

function runs(
  name: string,
  serviceAccountName: string,
  { namespace = "shop", kind = "apps/v1:Deployment", app = "", objectName = name } = {},
): CaseResource {
  const template = { metadata: { labels: app === "" ? {} : { "app.kubernetes.io/name": app } }, spec: { serviceAccountName } };
  const spec = kind === "batch/v1:CronJob" ? { jobTemplate: { spec: { template } } } : { template };
  return { type: `kubernetes:${kind}`, name, props: { metadata: { namespace, name: objectName }, spec } };
}
const sasRule = (type: string, rights: unknown): CaseResource => ({
  type: `azure-native:${type}`,
  name: "rule",
  props: { resourceGroupName: "rg", namespaceName: "sb-shop", rights },
});

export const cases: Record<string, ControlCases> = {
  "ID-01": {
    passes: [
      [assignment(roleId(ACR_PULL))],
      [assignment(READER)],
      [assignment(roleId(RBAC_ADMINISTRATOR), { condition: RBAC_CONDITION, conditionVersion: "2.0" })],
      [assignment(roleId(NETWORK_CONTRIBUTOR), { principalId: UNKNOWN })],
      { resources: [assignment(roleId(CONTRIBUTOR))], config: { deploymentPrincipals: [OBJECT_ID.toUpperCase()] } },
    ],
    fails: [
      { resources: [assignment(roleId(OWNER))], at: ["roleDefinitionId"] },
      { resources: [assignment(CONTRIBUTOR.toUpperCase(), { principalType: undefined })], at: ["roleDefinitionId"] },
      { resources: [assignment(`${roleId(USER_ACCESS_ADMINISTRATOR)}/`, { scope: VAULT_SCOPE })], at: ["roleDefinitionId"] },
      { resources: [assignment(`/providers/Microsoft.Authorization/roleDefinitions/${RBAC_ADMINISTRATOR}`)], at: ["roleDefinitionId"] },
      { resources: [assignment(roleId(OWNER), { condition: RBAC_CONDITION })], at: ["roleDefinitionId"] },
      { resources: [assignment(roleId(CONTRIBUTOR), unknownPrincipal)], at: ["roleDefinitionId"] },
      {
        resources: [assignment(roleId(CONTRIBUTOR))],
        config: { deploymentPrincipals: ["00000000-aaaa-bbbb-cccc-000000000000"] },
        at: ["roleDefinitionId"],
      },
    ],
    notApplicable: [[assignment(roleId(OWNER), { principalType: "Group" })], [assignment(roleId(CONTRIBUTOR), { principalType: "user" })]],
    undecided: [
      { resources: [assignment(UNKNOWN)], at: ["roleDefinitionId"] },
      {
        resources: [assignment(roleId(CONTRIBUTOR), unknownPrincipal)],
        config: { deploymentPrincipals: [OBJECT_ID] },
        at: ["principalId"],
      },
    ],
  },
  "ID-02": {
    passes: [
      [identity("kubelet"), ownKubelet, assignment(roleId(ACR_PULL), unknownPrincipal, { principalId: ["kubelet"] })],
      [identity("kubelet"), ownKubelet, assignment("B93AA761-3E63-49ED-AC28-BEFFA264F7AC", unknownPrincipal, { principalId: ["kubelet"] })],
      // The control plane's identity, a separate one, requires network permissions.
      [
        identity("kubelet"),
        identity("plane"),
        ownKubelet,
        assignment(roleId(NETWORK_CONTRIBUTOR), unknownPrincipal, { principalId: ["plane"] }),
      ],
      [plainCluster, assignment(roleId(ACR_PULL), unknownPrincipal, { principalId: ["cluster"] })],
      [plainCluster, assignment(roleId(NETWORK_CONTRIBUTOR), {}, { principalId: ["cluster"] })],
      [plainCluster, assignment(roleId(NETWORK_CONTRIBUTOR), unknownPrincipal)],
    ],
    fails: [
      {
        resources: [
          identity("kubelet"),
          ownKubelet,
          assignment(roleId(NETWORK_CONTRIBUTOR), unknownPrincipal, { principalId: ["kubelet"] }),
        ],
        at: ["roleDefinitionId"],
      },
      {
        resources: [
          { ...ownKubelet, props: { identityProfile: { kubeletidentity: { objectId: OBJECT_ID } } }, sources: {} },
          assignment("9980e02c-c2be-4d73-94e8-173b1dc7cf3c"),
        ],
        at: ["roleDefinitionId"],
      },
      {
        resources: [
          plainCluster,
          assignment(roleId(ACR_PULL), {}, { principalId: ["cluster"] }),
          { ...assignment(roleId(SECRETS_USER), {}, { principalId: ["cluster"] }), name: "second" },
        ],
        at: ["roleDefinitionId"],
      },
      {
        resources: [
          identity("kubelet"),
          {
            ...ownKubelet,
            props: {
              identityProfile: {
                kubeletidentity: {
                  resourceId: `${SUBSCRIPTION}/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/ID-kubelet`,
                },
              },
            },
            sources: {},
          },
          assignment(READER, unknownPrincipal, { principalId: ["kubelet"] }),
        ],
        at: ["roleDefinitionId"],
      },
    ],
    notApplicable: [[assignment(roleId(OWNER))]],
    undecided: [
      {
        resources: [plainCluster, assignment(roleId(NETWORK_CONTRIBUTOR), unknownPrincipal, { principalId: ["cluster"] })],
        at: ["principalId"],
      },
      {
        resources: [identity("kubelet"), ownKubelet, assignment(UNKNOWN, unknownPrincipal, { principalId: ["kubelet"] })],
        at: ["roleDefinitionId"],
      },
    ],
  },
  "ID-03": {
    passes: [
      [...workload, vault, assignment(roleId(SECRETS_USER), { ...unknownPrincipal, scope: UNKNOWN }, { ...byCatalog, scope: ["vault"] })],
      [...workload, assignment("db79e9a7-68ee-4b58-9aeb-b90e7c24fcba", { ...unknownPrincipal, scope: VAULT_SCOPE }, byCatalog)],
      // Disks and databases wrap keys with separate identities.
      [
        ...workload,
        identity("disk"),
        assignment(CRYPTO_SERVICE_ENCRYPTION_USER, { ...unknownPrincipal, scope: VAULT_SCOPE }, { principalId: ["disk"] }),
      ],
      [...workload, assignment(roleId(SECRETS_OFFICER), { scope: VAULT_SCOPE, principalType: "Group" })],
      [...workload, assignment(roleId(READER), unknownPrincipal, byCatalog)],
      [...workload, assignment(roleId(SECRETS_OFFICER), { scope: VAULT_SCOPE })],
      [...podApplication, assignment(roleId(SECRETS_USER), { ...unknownPrincipal, scope: VAULT_SCOPE }, byPrincipal)],
      [...podApplication, ...pipeline, assignment(roleId(SECRETS_OFFICER), unknownPrincipal, { principalId: ["deployer"] })],
    ],
    fails: [
      ...[
        [...podApplication, assignment(roleId(SECRETS_OFFICER), unknownPrincipal, byPrincipal)],
        // With the inputs of azuread before 6, and with ids that are known after the first deployment.
        [
          application(),
          { ...appTrust, props: { subject: SUBJECT, applicationObjectId: OBJECT_ID }, sources: { applicationObjectId: ["app"] } },
          { ...principal, props: { applicationId: OBJECT_ID }, sources: { applicationId: ["app"] } },
          assignment(roleId(SECRETS_OFFICER), {}, byPrincipal),
        ],
        // The principal is read by a data source instead of declared.
        [registration, appTrust, assignment(roleId(SECRETS_OFFICER), unknownPrincipal, { principalId: ["app"] })],
      ].map((resources) => ({ resources, at: ["roleDefinitionId"] })),
      {
        resources: [
          ...workload,
          vault,
          assignment(roleId(SECRETS_OFFICER), { ...unknownPrincipal, scope: UNKNOWN }, { ...byCatalog, scope: ["vault"] }),
        ],
        at: ["roleDefinitionId"],
      },
      // This role can assign every role on the vault to itself.
      {
        resources: [...workload, assignment(roleId("8b54135c-b56d-4d72-a534-26097cfdc8d8"), unknownPrincipal, byCatalog)],
        at: ["roleDefinitionId"],
      },
      {
        resources: [...workload, assignment("00482A5A-887F-4FB3-B363-3B7FE8E74483", unknownPrincipal, byCatalog)],
        at: ["roleDefinitionId"],
      },
      {
        resources: [...workload, vault, assignment(READER, { ...unknownPrincipal, scope: UNKNOWN }, { ...byCatalog, scope: ["vault"] })],
        at: ["roleDefinitionId"],
      },
      {
        resources: [...workload, assignment(READER, { ...unknownPrincipal, scope: `${VAULT_SCOPE}/secrets/password` }, byCatalog)],
        at: ["roleDefinitionId"],
      },
    ],
    notApplicable: [
      [
        identity("pipeline"),
        assignment(roleId(SECRETS_OFFICER), { ...unknownPrincipal, scope: VAULT_SCOPE }, { principalId: ["pipeline"] }),
      ],
      [
        identity("catalog"),
        { ...trust, props: { ...trust.props, subject: "repo:shop/infra:ref:refs/heads/main" } },
        assignment(SECRETS_OFFICER, unknownPrincipal, byCatalog),
      ],
      [...pipeline, assignment(SECRETS_OFFICER, unknownPrincipal, { principalId: ["deployer"] })],
    ],
    undecided: [
      { resources: [...workload, assignment(roleId(SECRETS_OFFICER), { ...unknownPrincipal, scope: VAULT_SCOPE })], at: ["principalId"] },
      { resources: [...podApplication, assignment(roleId(SECRETS_OFFICER), unknownPrincipal)], at: ["principalId"] },
      { resources: [...workload, assignment(UNKNOWN, { ...unknownPrincipal, scope: VAULT_SCOPE }, byCatalog)], at: ["roleDefinitionId"] },
    ],
  },
  "ID-04": {
    passes: [
      [definition({ permissions: [{ actions: ["Microsoft.ContainerService/managedClusters/read", "*/read"], dataActions: [] }] })],
      [
        definition({
          permissions: [{ actions: ["Microsoft.Authorization/roleAssignments/write"] }],
          assignableScopes: [`${SUBSCRIPTION}/resourceGroups/rg`],
        }),
      ],
      [definition({ permissions: [{ actions: ["Microsoft.Authorization/*"], notActions: ["Microsoft.Authorization/*/Write"] }] })],
      [definition({})],
    ],
    fails: [
      {
        resources: [definition({ permissions: [{ actions: ["*"], notActions: ["Microsoft.Authorization/*/write"] }] })],
        at: ["permissions[0].actions[0]"],
      },
      { resources: [definition({ permissions: [{ actions: [] }, { dataActions: ["*"] }] })], at: ["permissions[1].dataActions[0]"] },
      {
        resources: [definition({ permissions: [{ actions: ["Microsoft.Network/*", "microsoft.authorization/roleAssignments/*"] }] })],
        at: ["permissions[0].actions[1]"],
      },
      {
        resources: [
          definition({
            permissions: [{ actions: ["*/write"] }],
            assignableScopes: ["/providers/Microsoft.Management/managementGroups/root"],
          }),
        ],
        at: ["permissions[0].actions[0]"],
      },
      { resources: [definition({ permissions: [{ actions: [UNKNOWN, "*"] }] })], at: ["permissions[0].actions[1]"] },
    ],
    undecided: [
      {
        resources: [definition({ permissions: [{ actions: ["Microsoft.Authorization/*"] }], assignableScopes: [UNKNOWN] })],
        at: ["assignableScopes"],
      },
      {
        resources: [definition({ permissions: [{ actions: ["Microsoft.Authorization/*"], notActions: [UNKNOWN] }] })],
        at: ["permissions[0].notActions"],
      },
      { resources: [definition({ permissions: UNKNOWN })], at: ["permissions", "permissions"] },
    ],
  },
  "ID-06": {
    passes: [
      [credential({})],
      [credential({ issuer: UNKNOWN })],
      [applicationCredential({})],
      [applicationCredential({ audiences: ["api://AzureADTokenExchange/entra-sidecar"] })],
      [applicationCredential({ issuer: "https://token.actions.githubusercontent.com", subject: "repo:shop/infra:environment:prod" })],
      [credential({ audiences: ["api://AzureADTokenExchangeUSGov"] })],
      [credential({ issuer: "https://token.actions.githubusercontent.com", subject: "repo:shop/infra:environment:prod" })],
      [credential({ issuer: "https://accounts.google.com", subject: "112633961854638529490", audiences: ["shop"] })],
      [credential({ issuer: "https://sts.windows.net/72f988bf/", subject: UNKNOWN, audiences: UNKNOWN })],
    ],
    fails: [
      { resources: [credential({ subject: "system:serviceaccount:shop:default" })], at: ["subject"] },
      { resources: [credential({ subject: "system:serviceaccount:shop:*" })], at: ["subject"] },
      { resources: [applicationCredential({ subject: "system:serviceaccount:shop:default" })], at: ["subject"] },
      { resources: [applicationCredential({ audiences: ["anything"] })], at: ["audiences[0]"] },
      { resources: [credential({ audiences: ["api://AzureADTokenExchange/entra-sidecar"] })], at: ["audiences[0]"] },
      { resources: [credential({ subject: "system:serviceaccount:shop" })], at: ["subject"] },
      { resources: [credential({ subject: "shop:catalog" })], at: ["subject"] },
      { resources: [credential({ issuer: "http://token.actions.githubusercontent.com", subject: "repo:shop/infra" })], at: ["issuer"] },
      { resources: [credential({ audiences: [] })], at: ["audiences"] },
      { resources: [credential({ audiences: ["api://AzureADTokenExchange", "https://management.azure.com"] })], at: ["audiences[1]"] },
      { resources: [credential({ issuer: UNKNOWN, audiences: ["sts.amazonaws.com"] })], at: ["audiences[0]"] },
    ],
    undecided: [
      { resources: [credential({ subject: UNKNOWN })], at: ["subject"] },
      { resources: [credential({ issuer: undefined })], at: ["issuer"] },
      { resources: [credential({ issuer: "" })], at: ["issuer"] },
      { resources: [credential({ issuer: UNKNOWN, subject: UNKNOWN })], at: ["subject"] },
      { resources: [credential({ issuer: UNKNOWN, subject: "shop:catalog" })], at: ["issuer"] },
    ],
  },
  "ID-08": {
    passes: [
      [{ type: "azuread:index/application:Application", props: { displayName: "plain" } }],
      { resources: [password({ endDateRelative: "2160h" })], config: { maxDays: 90 } },
      { resources: [password({ startDate: "2026-01-01T00:00:00Z", endDate: "2026-03-01T00:00:00Z" })], config: { maxDays: 90 } },
      {
        resources: [{ type: "azuread:index/application:Application", props: { password: { displayName: "a", endDateRelative: "24h" } } }],
        config: { maxDays: 1 },
      },
    ],
    fails: [
      { resources: [password({})], at: ["(resource)"] },
      { resources: [{ type: "azuread:index/application:Application", props: { password: { displayName: "a" } } }], at: ["password"] },
      {
        resources: [{ type: "azuread:index/servicePrincipalPassword:ServicePrincipalPassword", props: { servicePrincipalId: "x" } }],
        at: ["(resource)"],
      },
      { resources: [password({ endDateRelative: "2161h" })], config: { maxDays: 90 }, at: ["endDate"] },
      {
        resources: [password({ startDate: "2026-01-01T00:00:00Z", endDate: "2028-01-01T00:00:00Z" })],
        config: { maxDays: 90 },
        at: ["endDate"],
      },
      { resources: [password({ endDate: "2026-03-01T00:00:00Z" })], config: { maxDays: 90 }, at: ["endDate"] },
    ],
    undecided: [{ resources: [password({ endDate: UNKNOWN })], config: { maxDays: 90 }, at: ["endDate"] }],
  },
  "ID-09": {
    passes: [
      [application({ id: USER_READ, type: "Scope" })],
      [application({ id: DIRECTORY_READ_WRITE, type: "Scope" })],
      [{ type: "azuread:index/application:Application", props: { displayName: "plain" } }],
      { resources: [application({ id: DIRECTORY_READ_WRITE, type: "Role" })], config: { allowedPermissions: ["directory.readwrite.all"] } },
      [{ type: "azuread:index/appRoleAssignment:AppRoleAssignment", props: { appRoleId: "df021288-bdef-4463-88db-98f22de89214" } }],
      // Assigns a user to an application without app roles, which grants no permission.
      [{ type: "azuread:index/appRoleAssignment:AppRoleAssignment", props: { appRoleId: "00000000-0000-0000-0000-000000000000" } }],
    ],
    fails: [
      {
        resources: [application({ id: USER_READ, type: "Scope" }, { id: DIRECTORY_READ_WRITE.toUpperCase(), type: "Role" })],
        at: ["requiredResourceAccesses[0].resourceAccesses[1].id"],
      },
      {
        resources: [application({ id: "00000000-0000-0000-0000-000000000000", type: "Role" })],
        at: ["requiredResourceAccesses[0].resourceAccesses[0].id"],
      },
      {
        resources: [
          { type: "azuread:index/appRoleAssignment:AppRoleAssignment", props: { appRoleId: "9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8" } },
        ],
        at: ["appRoleId"],
      },
      {
        resources: [
          {
            type: "azuread:index/applicationApiAccess:ApplicationApiAccess",
            props: { roleIds: [USER_READ, "06b708a9-e830-4db3-a914-8e69da51d44f"] },
          },
        ],
        at: ["roleIds[1]"],
      },
    ],
    undecided: [
      { resources: [application({ id: UNKNOWN, type: "Role" })], at: ["requiredResourceAccesses[0].resourceAccesses[0].id"] },
      {
        resources: [{ type: "azuread:index/appRoleAssignment:AppRoleAssignment", props: { appRoleId: UNKNOWN } }],
        at: ["appRoleId"],
      },
    ],
  },
  "ID-05": {
    passes: [
      [assignment(roleId(SECRETS_USER), { scope: VAULT_SCOPE })],
      [assignment(roleId(SECRETS_USER), { scope: `${VAULT_SCOPE}/secrets/api-key` })],
      { resources: [assignment(roleId(NETWORK_CONTRIBUTOR))], config: { dedicatedResourceGroups: ["RG"] } },
      [assignment(UNKNOWN, { scope: VAULT_SCOPE })],
      [vault, assignment(roleId(SECRETS_USER), { scope: UNKNOWN }, { scope: ["vault"] })],
    ],
    fails: [
      { resources: [assignment(roleId(SECRETS_USER))], at: ["scope"] },
      { resources: [assignment(SECRETS_USER, { scope: SUBSCRIPTION, principalType: undefined })], at: ["scope"] },
      { resources: [assignment(READER, { scope: "/providers/Microsoft.Management/managementGroups/shop" })], at: ["scope"] },
      { resources: [assignment(READER, { scope: "/" })], at: ["scope"] },
    ],
    undecided: [
      { resources: [assignment(READER, { scope: UNKNOWN })], at: ["scope"] },
      {
        resources: [
          { type: "azure-native:resources:ResourceGroup", name: "group", props: { resourceGroupName: "rg" } },
          assignment(READER, { scope: UNKNOWN }, { scope: ["group"] }),
        ],
        at: ["scope"],
      },
      { resources: [assignment(UNKNOWN)], at: ["roleDefinitionId"] },
      { resources: [assignment(READER, { principalId: UNKNOWN })], config: { infrastructurePrincipals: [OBJECT_ID] }, at: ["principalId"] },
    ],
    notApplicable: [
      [assignment(READER, { principalType: "Group" })],
      // ID-01 reports privileged roles, at any scope.
      [assignment(roleId(CONTRIBUTOR))],
      { resources: [assignment(READER)], config: { infrastructurePrincipals: [OBJECT_ID] } },
    ],
  },
  "ID-07": {
    passes: [
      [runs("catalog", "catalog"), runs("cart", "cart")],
      // Accounts of the same name in two namespaces are two accounts.
      [runs("catalog", "api"), runs("cart", "api", { namespace: "cart" })],
      // An application's migration runs as the application.
      [runs("catalog", "catalog", { app: "catalog" }), runs("migrate", "catalog", { kind: "batch/v1:Job", app: "catalog" })],
      [runs("one", "default"), runs("two", "default")],
      { resources: [runs("web", "shop"), runs("worker", "shop")], config: { sharedServiceAccounts: ["shop/shop"] } },
      // The same account in two clusters.
      [
        { ...runs("west", "catalog"), provider: { kubeconfig: "west" } },
        { ...runs("north", "catalog"), provider: { kubeconfig: "north" } },
      ],
      // Two clusters whose providers are not known yet count as one.
      [
        { ...runs("west", "catalog", { objectName: "catalog" }), provider: { kubeconfig: UNKNOWN } },
        { ...runs("north", "catalog", { objectName: "catalog" }), provider: { kubeconfig: UNKNOWN } },
      ],
      [trust, { ...trust, name: "trust-north" }],
    ],
    fails: [
      { resources: [runs("web", "shop"), runs("worker", "shop")], at: ["spec.template.spec.serviceAccountName"] },
      {
        resources: [runs("catalog", "shop", { app: "catalog" }), runs("report", "shop", { kind: "batch/v1:CronJob", app: "report" })],
        at: ["spec.jobTemplate.spec.template.spec.serviceAccountName"],
      },
      {
        resources: [trust, { ...trust, name: "cart", props: { ...trust.props, subject: "system:serviceaccount:shop:cart" } }],
        at: ["subject"],
      },
      // Reported once, although it is evaluated with each cluster.
      {
        resources: [
          { ...runs("west", "catalog"), provider: { kubeconfig: "west" } },
          { ...runs("north", "catalog"), provider: { kubeconfig: "north" } },
          trust,
          { ...trust, name: "cart", props: { ...trust.props, subject: "system:serviceaccount:shop:cart" } },
        ],
        at: ["subject"],
      },
    ],
    notApplicable: [[runs("web", "default")]],
  },
  "ID-10": {
    passes: [
      [sasRule("servicebus:QueueAuthorizationRule", ["Listen"])],
      [sasRule("servicebus:TopicAuthorizationRule", ["Send"])],
      [sasRule("relay:HybridConnectionAuthorizationRule", ["Listen"])],
    ],
    fails: [
      { resources: [sasRule("servicebus:NamespaceAuthorizationRule", ["Listen", "Send"])], at: ["rights"] },
      { resources: [sasRule("servicebus/v20211101:QueueAuthorizationRule", ["Listen", "Send", "manage"])], at: ["rights"] },
      { resources: [sasRule("relay:NamespaceAuthorizationRule", ["Manage", UNKNOWN])], at: ["rights"] },
    ],
    undecided: [{ resources: [sasRule("servicebus:QueueAuthorizationRule", UNKNOWN)], at: ["rights"] }],
  },
  "ID-11": {
    passes: [[assignment(READER)], [assignment(READER, { principalType: UNKNOWN })]],
    fails: [
      { resources: [assignment(READER, { principalType: undefined })], at: ["principalType"] },
      { resources: [assignment(READER, { principalType: "" })], at: ["principalType"] },
    ],
  },
};
