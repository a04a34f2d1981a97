import { VAULT_RETENTION_DAYS } from "../facts/limits";
import { DIAGNOSTIC_SETTING, PRIVATE_ENDPOINT, ROLE_ASSIGNMENT, VAULT, VAULT_ACCESS_POLICY } from "../facts/tokens";
import { is, property } from "../reading/expect";
import { isNotPublic } from "../reading/firewall";
import { namesOption } from "../reading/pods";
import { byId, type Rule } from "../rule";
import { checkAccessPolicies } from "./accessPolicies";
import { checkAuditLogs, checkPrivateEndpoint } from "./connections";
import { rules as contents } from "./contents";
import { checkDeploymentAccess, DEPLOYMENT_ACCESS } from "./deploymentAccess";
import { checkNetworkAcls } from "./networkAcls";
import { checkRbac } from "./rbac";
import { checkSoftDelete } from "./softDelete";
import { checkUserPrincipals } from "./userPrincipals";

const NETWORK = "https://learn.microsoft.com/azure/key-vault/general/network-security";

/** The vault: access, network, and recovery after deletion. */
const vault: readonly Rule[] = [
  {
    id: "KV-01",
    name: "keyvault-rbac",
    title: "Data plane uses Azure RBAC, not access policies",
    why: "With access policies anyone with write access to the vault can grant themselves access to its secrets, and each grant covers the whole vault.",
    fix: "Set properties.enableRbacAuthorization to true and grant roles on the vault or on single secrets.",
    severity: "high",
    enforcement: "mandatory",
    url: "https://learn.microsoft.com/azure/key-vault/general/rbac-guide",
    frameworks: { "MCSB v1": ["IM-1", "PA-7"] },
    types: [VAULT],
    check: checkRbac,
  },
  {
    id: "KV-02",
    name: "keyvault-access-policy-least-privilege",
    title: "If access policies are used, secrets are get/list only; no all/purge",
    why: "A workload that may also write, delete or purge can destroy or replace secrets that other workloads depend on.",
    fix: "Reduce permissions.secrets to get and list, and remove all and purge from the other lists.",
    severity: "high",
    enforcement: "mandatory",
    url: "https://learn.microsoft.com/azure/key-vault/general/assign-access-policy",
    types: [VAULT, VAULT_ACCESS_POLICY],
    check: checkAccessPolicies,
  },
  {
    id: "KV-03",
    name: "keyvault-no-user-principals",
    title: "No user principal may read vault secrets in production",
    why: "A user's sign-in can be phished or shared; only workloads should read production secrets.",
    fix: "Grant the role to a managed identity, or to a group with just-in-time membership.",
    severity: "high",
    enforcement: "mandatory",
    nonProduction: "advisory",
    url: "https://learn.microsoft.com/azure/key-vault/general/rbac-guide",
    types: [ROLE_ASSIGNMENT],
    check: checkUserPrincipals,
  },
  {
    id: "KV-04",
    name: "keyvault-soft-delete",
    title: "Soft delete is on, retention >= config (90 d)",
    why: "Keys and secrets deleted by mistake or by an attacker can be recovered only while they are retained.",
    fix: `Leave properties.enableSoftDelete on and set softDeleteRetentionInDays to ${VAULT_RETENTION_DAYS}.`,
    severity: "high",
    enforcement: "mandatory",
    url: "https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview",
    frameworks: { "MCSB v1": ["DP-8"] },
    options: {
      minimumRetentionDays: { type: "integer", description: "Minimum retention in days, 7 to 90.", default: VAULT_RETENTION_DAYS },
    },
    types: [VAULT],
    check: checkSoftDelete,
  },
  {
    id: "KV-05",
    name: "keyvault-purge-protection",
    title: "Purge protection is on",
    why: "Without it a user who may delete the vault may also purge it immediately, and every key and secret is lost permanently.",
    fix: "Set properties.enablePurgeProtection to true; it cannot be turned off again.",
    severity: "high",
    enforcement: "mandatory",
    nonProduction: "advisory",
    url: "https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview",
    frameworks: { "MCSB v1": ["DP-8"] },
    types: [VAULT],
    check: property("properties.enablePurgeProtection", is(true)),
  },
  {
    id: "KV-06",
    name: "keyvault-no-public-access",
    title: "Public network access is off",
    why: "A vault with a public endpoint can be read from anywhere with one stolen token.",
    fix: "Set properties.publicNetworkAccess to Disabled, or to SecuredByPerimeter in a network security perimeter.",
    severity: "critical",
    enforcement: "mandatory",
    url: NETWORK,
    frameworks: { "MCSB v1": ["DP-8", "NS-2"] },
    types: [VAULT],
    remedy: { publicNetworkAccess: "Disabled" },
    check: property("properties.publicNetworkAccess", isNotPublic),
  },
  {
    id: "KV-07",
    name: "keyvault-network-acls",
    title: "Firewall denies by default",
    why: "A firewall that allows by default admits every address as soon as public access is turned on.",
    fix: "Set properties.networkAcls.defaultAction to Deny.",
    severity: "high",
    enforcement: "mandatory",
    url: NETWORK,
    frameworks: { "MCSB v1": ["DP-8", "NS-2"] },
    coveredBy: ["KV-06"],
    options: {
      allowedBypass: {
        type: "array",
        items: { type: "string" },
        description: "Allowed values of networkAcls.bypass, which lets trusted services bypass the firewall: AzureServices, None, or both.",
        default: ["AzureServices", "None"],
      },
    },
    types: [VAULT],
    remedy: { defaultAction: "Deny" },
    check: checkNetworkAcls,
  },
  {
    id: "KV-08",
    name: "keyvault-private-endpoint",
    title: "A private endpoint (group vault) exists for the vault",
    why: "Without a private endpoint workloads can reach the vault only over its public endpoint.",
    fix: "Add a network.PrivateEndpoint with group id vault, and a DNS zone group for privatelink.vaultcore.azure.net.",
    severity: "high",
    enforcement: "mandatory",
    url: "https://learn.microsoft.com/azure/key-vault/general/private-link-service",
    frameworks: { "MCSB v1": ["DP-8", "NS-2"] },
    reads: [VAULT, PRIVATE_ENDPOINT],
    checkStack: checkPrivateEndpoint,
  },
  {
    id: "KV-09",
    name: "keyvault-audit-logs",
    title: "AuditEvent (or audit/allLogs group) goes to a workspace",
    why: "Without audit logs it is unknown which secrets an attacker read, so all of them have to be replaced.",
    fix: "Add a monitor.DiagnosticSetting on the vault with category group audit enabled and a workspaceId.",
    severity: "high",
    enforcement: "mandatory",
    url: "https://learn.microsoft.com/azure/key-vault/general/logging",
    frameworks: { "MCSB v1": ["DP-8", "LT-3"] },
    reads: [VAULT, DIAGNOSTIC_SETTING],
    checkStack: checkAuditLogs,
  },
  {
    id: "KV-13",
    name: "keyvault-no-deployment-access",
    title: "VM/ARM/disk deployment access is off unless asked for",
    why: "Each of them lets a part of Azure read the vault's secrets for whoever may start a deployment, without a role on the vault.",
    fix: "Remove enabledForDeployment, enabledForTemplateDeployment and enabledForDiskEncryption, or set them to false.",
    severity: "low",
    enforcement: "advisory",
    url: "https://learn.microsoft.com/azure/azure-resource-manager/managed-applications/key-vault-access",
    options: {
      allowedAccess: namesOption(`Those that vaults may turn on: ${DEPLOYMENT_ACCESS.join(", ")}.`),
    },
    types: [VAULT],
    remedy: { enabledForDeployment: false, enabledForTemplateDeployment: false, enabledForDiskEncryption: false },
    check: checkDeploymentAccess,
  },
];

/** Azure Key Vault: the vaults, and the secrets and keys in them. */
export const rules: readonly Rule[] = [...vault, ...contents].sort(byId);
