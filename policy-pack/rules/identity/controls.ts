import * as token from "../facts/tokens";
import type { Rule } from "../rule";
import { checkClientSecrets } from "./clientSecrets";
import { checkFederatedCredential } from "./federatedCredential";
import { checkKubeletPullOnly } from "./kubeletPullOnly";
import { checkLeastPrivilege } from "./leastPrivilege";
import { checkSecretsUserOnly } from "./secretsUserOnly";
import { checkTenantWidePermissions } from "./tenantWidePermissions";
import { checkWildcardRole } from "./wildcardRole";

/** Identities: roles, federated credentials, permissions of applications. */
export const rules: readonly Rule[] = [
  {
    id: "ID-01",
    name: "role-least-privilege",
    title: "No Owner/Contributor/User Access Administrator/RBAC Administrator for workload identities",
    why: "Whoever takes over a workload with such a role changes everything below its scope, or gives itself the right to.",
    fix: "Assign the built-in role for the one thing the identity does, at the scope of the resource it does it to.",
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
    why: "Every pod that reaches the node's metadata endpoint can act as the kubelet identity.",
    fix: "Give the role to an identity of its own (control plane or workload) and leave the kubelet AcrPull.",
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
    why: "A workload that can write, delete or administer secrets passes that on to whoever takes it over.",
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
    why: "Such a role is Owner under another name, and reviews that look for Owner miss it.",
    fix: "List the actions the role is for, and leave role assignments to Role Based Access Control Administrator with a condition.",
    severity: "high",
    enforcement: "mandatory",
    url: "https://learn.microsoft.com/azure/role-based-access-control/custom-roles",
    frameworks: { "MCSB v1": ["PA-7"] },
    types: [token.ROLE_DEFINITION],
    check: checkWildcardRole,
  },
  {
    id: "ID-06",
    name: "federated-credential",
    title: "Federated credentials name the AKS issuer, one service account and the Entra audience",
    why: "A credential that trusts a shared account or another audience lets other pods, or tokens meant for others, become this identity.",
    fix: "Use the cluster's OIDC issuer URL, system:serviceaccount:<namespace>:<name> and api://AzureADTokenExchange.",
    severity: "high",
    enforcement: "mandatory",
    url: "https://learn.microsoft.com/azure/aks/workload-identity-overview",
    types: [token.FEDERATED_CREDENTIAL, token.ENTRA_APPLICATION_FEDERATED_CREDENTIAL],
    check: checkFederatedCredential,
  },
  {
    id: "ID-08",
    name: "no-client-secrets",
    title: "No application passwords; if any, <= 90 days",
    why: "A password can be copied and works from anywhere; a federated credential works from one service account only.",
    fix: "Add a federated credential to the application, or a certificate; where a password must be, allow it with maxDays.",
    severity: "high",
    enforcement: "mandatory",
    nonProduction: "advisory",
    url: "https://learn.microsoft.com/entra/workload-id/workload-identity-federation",
    options: {
      maxDays: {
        type: "integer",
        description:
          "Accepts passwords that end at most this many days after they start; 90 is the longest to be recommended. 0 accepts none.",
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
    fix: "Ask for the narrowest permission (Sites.Selected, User.Read.All, Application.ReadWrite.OwnedBy), delegated where a user is present.",
    severity: "high",
    enforcement: "mandatory",
    url: "https://learn.microsoft.com/graph/permissions-reference",
    options: {
      allowedPermissions: {
        type: "array",
        items: { type: "string" },
        description: "Names or ids of tenant-wide application permissions that are accepted here.",
        default: [],
      },
    },
    types: [token.ENTRA_APPLICATION, token.ENTRA_APPLICATION_API_ACCESS, token.ENTRA_APP_ROLE_ASSIGNMENT],
    check: checkTenantWidePermissions,
  },
];
