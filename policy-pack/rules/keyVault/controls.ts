import { VAULT_RETENTION_DAYS } from "../facts/limits";
import { DIAGNOSTIC_SETTING, PRIVATE_ENDPOINT, ROLE_ASSIGNMENT, VAULT, VAULT_ACCESS_POLICY } from "../facts/tokens";
import { is, property } from "../reading/expect";
import { isNotPublic } from "../reading/firewall";
import type { Rule } from "../rule";
import { checkAccessPolicies } from "./accessPolicies";
import { checkAuditLogs, checkPrivateEndpoint } from "./connections";
import { checkNetworkAcls } from "./networkAcls";
import { checkRbac } from "./rbac";
import { checkSoftDelete } from "./softDelete";
import { checkUserPrincipals } from "./userPrincipals";

const NETWORK = "https://learn.microsoft.com/azure/key-vault/general/network-security";

/** Azure Key Vault: who may read it, from where, and what survives a deletion. */
export const rules: readonly Rule[] = [
  {
    id: "KV-01",
    name: "keyvault-rbac",
    title: "Data plane uses Azure RBAC, not access policies",
    why: "With access policies anyone who may edit the vault can grant themselves its secrets, and grants reach the whole vault.",
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
    why: "A workload that may also write, delete or purge can destroy or replace what every other workload depends on.",
    fix: "Reduce permissions.secrets to get and list, and take all and purge out of the other lists.",
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
    why: "A person's sign-in is phished or borrowed; production secrets are read by workloads only.",
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
    why: "What is deleted by mistake or by an attacker can be brought back only while it is retained.",
    fix: `Leave properties.enableSoftDelete on and set softDeleteRetentionInDays to ${VAULT_RETENTION_DAYS}.`,
    severity: "high",
    enforcement: "mandatory",
    url: "https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview",
    frameworks: { "MCSB v1": ["DP-8"] },
    options: {
      minimumRetentionDays: { type: "integer", description: "Days, 7 to 90.", default: VAULT_RETENTION_DAYS },
    },
    types: [VAULT],
    check: checkSoftDelete,
  },
  {
    id: "KV-05",
    name: "keyvault-purge-protection",
    title: "Purge protection is on",
    why: "Without it whoever may delete the vault may also purge it at once, and every key and secret is gone for good.",
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
    why: "A vault on the internet can be read from anywhere with one stolen token.",
    fix: "Set properties.publicNetworkAccess to Disabled, or to SecuredByPerimeter in a network security perimeter.",
    severity: "critical",
    enforcement: "mandatory",
    url: NETWORK,
    frameworks: { "MCSB v1": ["DP-8", "NS-2"] },
    types: [VAULT],
    check: property("properties.publicNetworkAccess", isNotPublic),
  },
  {
    id: "KV-07",
    name: "keyvault-network-acls",
    title: "Firewall denies by default",
    why: "A firewall that allows by default opens the vault the moment public access is turned on.",
    fix: "Set properties.networkAcls.defaultAction to Deny.",
    severity: "high",
    enforcement: "mandatory",
    url: NETWORK,
    frameworks: { "MCSB v1": ["DP-8", "NS-2"] },
    options: {
      allowedBypass: {
        type: "array",
        items: { type: "string" },
        description: "Who may pass the firewall: AzureServices, None, or either.",
        default: ["AzureServices", "None"],
      },
    },
    types: [VAULT],
    check: checkNetworkAcls,
  },
  {
    id: "KV-08",
    name: "keyvault-private-endpoint",
    title: "A private endpoint (group vault) exists for the vault",
    why: "Without an endpoint workloads can reach the vault only over its public address.",
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
    why: "Without the audit trail nobody can tell which secrets an intruder read, so all of them have to be replaced.",
    fix: "Add a monitor.DiagnosticSetting on the vault with category group audit enabled and a workspaceId.",
    severity: "high",
    enforcement: "mandatory",
    url: "https://learn.microsoft.com/azure/key-vault/general/logging",
    frameworks: { "MCSB v1": ["DP-8", "LT-3"] },
    reads: [VAULT, DIAGNOSTIC_SETTING],
    checkStack: checkAuditLogs,
  },
];
