import * as token from "../facts/tokens";
import { isSet, property } from "../reading/expect";
import { namesOption } from "../reading/pods";
import type { Rule } from "../rule";
import { checkClientSecrets } from "./clientSecrets";
import { checkDedicatedIdentity, DEDICATED_IDENTITY_READS } from "./dedicatedIdentity";
import { checkFederatedCredential } from "./federatedCredential";
import { checkKubeletPullOnly } from "./kubeletPullOnly";
import { checkLeastPrivilege } from "./leastPrivilege";
import { checkRoleScopes } from "./roleScope";
import { checkSasRights } from "./sasRights";
import { checkSecretsUserOnly } from "./secretsUserOnly";
import { checkTenantWidePermissions } from "./tenantWidePermissions";
import { checkWildcardRole } from "./wildcardRole";

/** Identities: roles, federated credentials, permissions of applications. */
export const rules: readonly Rule[] = [
  {
    id: "ID-01",
    name: "role-least-privilege",
    title: "No Owner/Contributor/User Access Administrator/RBAC Administrator for workload identities",
    why: "An attacker who takes over a workload with such a role can change everything in its scope, or assign itself a role that can.",
    fix: "Assign the built-in role for the task of the identity, at the scope of the resource that the task requires.",
    severity: "critical",
    enforcement: "mandatory",
    url: "https://learn.microsoft.com/azure/role-based-access-control/best-practices",
    options: {
      deploymentPrincipals: {
        type: "array",
        items: { type: "string" },
        description: "Object ids of identities that deploy infrastructure and may hold such a role.",
        default: [],
      },
    },
    types: [token.ROLE_ASSIGNMENT],
    check: checkLeastPrivilege,
  },
  {
    id: "ID-02",
    name: "kubelet-acrpull-only",
    title: "The kubelet identity has AcrPull on the registry and nothing else",
    why: "Every pod that can reach the node's metadata endpoint can get tokens of the kubelet identity.",
    fix: "Assign the role to a separate identity (control plane or workload) and leave only AcrPull for the kubelet.",
    severity: "high",
    enforcement: "mandatory",
    url: "https://learn.microsoft.com/azure/aks/use-managed-identity",
    reads: [token.ROLE_ASSIGNMENT, token.MANAGED_CLUSTER, token.USER_ASSIGNED_IDENTITY],
    checkStack: checkKubeletPullOnly,
  },
  {
    id: "ID-03",
    name: "keyvault-secrets-user-only",
    title: "Workloads get Key Vault Secrets User (read) only",
    why: "An attacker who takes over a workload that can write, delete or administer secrets gets these permissions.",
    fix: "Assign Key Vault Secrets User at the scope of the vault or the secret.",
    severity: "high",
    enforcement: "mandatory",
    url: "https://learn.microsoft.com/azure/key-vault/general/rbac-guide",
    reads: [
      token.ROLE_ASSIGNMENT,
      token.USER_ASSIGNED_IDENTITY,
      token.FEDERATED_CREDENTIAL,
      token.ENTRA_APPLICATION_FEDERATED_CREDENTIAL,
      token.ENTRA_SERVICE_PRINCIPAL,
      token.VAULT,
      token.VAULT_SECRET,
    ],
    checkStack: checkSecretsUserOnly,
  },
  {
    id: "ID-04",
    name: "no-wildcard-role",
    title: "Custom roles have no * action and no role-write at subscription scope",
    why: "Such a role is equivalent to Owner, but access reviews that look for Owner do not find it.",
    fix: "List the actions the role requires, and use Role Based Access Control Administrator with a condition for role assignments.",
    severity: "high",
    enforcement: "mandatory",
    url: "https://learn.microsoft.com/azure/role-based-access-control/custom-roles",
    frameworks: { "MCSB v1": ["PA-7"] },
    types: [token.ROLE_DEFINITION],
    check: checkWildcardRole,
  },
  {
    id: "ID-05",
    name: "role-scope-narrow",
    title: "Workload role assignments are at resource scope",
    why: "A role on a resource group or subscription also applies to every resource that is created there later.",
    fix: "Set scope to the id of the resource, or list an infrastructure identity or a group for one purpose in the options.",
    severity: "medium",
    enforcement: "advisory",
    url: "https://learn.microsoft.com/azure/role-based-access-control/scope-overview",
    options: {
      infrastructurePrincipals: namesOption(
        "Object ids of identities that are no workloads: those that deploy infrastructure or that Azure Policy uses to change resources.",
      ),
      dedicatedResourceGroups: namesOption("Names of resource groups that contain nothing but what one identity uses."),
    },
    reads: [token.ROLE_ASSIGNMENT],
    checkStack: checkRoleScopes,
  },
  {
    id: "ID-06",
    name: "federated-credential",
    title: "Federated credentials name the AKS issuer, one service account and the Entra audience",
    why: "A credential that trusts a shared account or another audience lets other pods, or tokens issued for other audiences, authenticate as this identity.",
    fix: "Use the cluster's OIDC issuer URL, system:serviceaccount:<namespace>:<name> and api://AzureADTokenExchange.",
    severity: "high",
    enforcement: "mandatory",
    url: "https://learn.microsoft.com/azure/aks/workload-identity-overview",
    types: [token.FEDERATED_CREDENTIAL, token.ENTRA_APPLICATION_FEDERATED_CREDENTIAL],
    check: checkFederatedCredential,
  },
  {
    id: "ID-07",
    name: "dedicated-identity",
    title: "One identity and service account per workload",
    why: "A shared account or identity gives each of its workloads the permissions of all, and logs do not show which one acted.",
    fix: "Add a ServiceAccount, and where it accesses Azure an identity with a federated credential, for the workload alone.",
    severity: "medium",
    enforcement: "advisory",
    url: "https://learn.microsoft.com/azure/aks/workload-identity-overview",
    options: {
      sharedServiceAccounts: namesOption("Service accounts that several workloads may share, each as `namespace/name`."),
    },
    reads: DEDICATED_IDENTITY_READS,
    perCluster: true,
    checkStack: checkDedicatedIdentity,
  },
  {
    id: "ID-08",
    name: "no-client-secrets",
    title: "No application passwords; if any, <= 90 days",
    why: "A password can be copied and used from anywhere; a federated credential accepts tokens of one service account only.",
    fix: "Add a federated credential or a certificate to the application; where a password is unavoidable, allow it with maxDays.",
    severity: "high",
    enforcement: "mandatory",
    nonProduction: "advisory",
    url: "https://learn.microsoft.com/entra/workload-id/workload-identity-federation",
    options: {
      maxDays: {
        type: "integer",
        description:
          "Longest validity of a password in days, from its start to its end date; at most 90 is recommended. 0 allows no password.",
        default: 0,
      },
    },
    types: [token.ENTRA_APPLICATION, token.ENTRA_APPLICATION_PASSWORD, token.ENTRA_SERVICE_PRINCIPAL_PASSWORD],
    check: checkClientSecrets,
  },
  {
    id: "ID-09",
    name: "no-all-permissions",
    title: "App registrations do not ask for all permissions",
    why: "An application permission over the whole tenant turns one leaked credential into control of every user and group.",
    fix: "Request the narrowest permission (Sites.Selected, User.Read.All, Application.ReadWrite.OwnedBy), delegated where a user signs in.",
    severity: "high",
    enforcement: "mandatory",
    url: "https://learn.microsoft.com/graph/permissions-reference",
    options: {
      allowedPermissions: {
        type: "array",
        items: { type: "string" },
        description: "Names or ids of tenant-wide application permissions that are allowed.",
        default: [],
      },
    },
    types: [token.ENTRA_APPLICATION, token.ENTRA_APPLICATION_API_ACCESS, token.ENTRA_APP_ROLE_ASSIGNMENT],
    check: checkTenantWidePermissions,
  },
  {
    id: "ID-10",
    name: "sas-rights-minimal",
    title: "Messaging SAS rules never grant Manage and grant one of Listen/Send",
    why: "The key of a rule with Manage can read and send every message and change the queues and topics; it belongs to nobody.",
    fix: "Set rights to Listen or to Send, or use Entra roles and disableLocalAuth instead of keys.",
    severity: "medium",
    enforcement: "advisory",
    url: "https://learn.microsoft.com/azure/service-bus-messaging/service-bus-sas",
    // EH-04 evaluates the rules of Event Hubs.
    types: [
      token.SERVICE_BUS_NAMESPACE_SAS_RULE,
      token.SERVICE_BUS_QUEUE_SAS_RULE,
      token.SERVICE_BUS_TOPIC_SAS_RULE,
      token.RELAY_NAMESPACE_SAS_RULE,
      token.RELAY_HYBRID_CONNECTION_SAS_RULE,
      token.RELAY_WCF_SAS_RULE,
    ],
    check: checkSasRights,
  },
  {
    id: "ID-11",
    name: "principal-type-set",
    title: "RoleAssignment.principalType is set",
    why: "Without it Azure looks the principal up in Entra ID, and the assignment of a new identity fails until it is found there.",
    fix: "Set principalType to ServicePrincipal, Group or User.",
    severity: "low",
    enforcement: "advisory",
    url: "https://learn.microsoft.com/azure/role-based-access-control/role-assignments-template#new-service-principal",
    types: [token.ROLE_ASSIGNMENT],
    check: property("principalType", isSet),
  },
];
