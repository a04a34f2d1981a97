import { PRIVATE_ENDPOINT, REGISTRY, REGISTRY_WEBHOOK } from "../facts/tokens";
import { armIs } from "../reading/arm";
import { isNot, property } from "../reading/expect";
import { byId, type Rule } from "../rule";
import { rules as images } from "./images";
import { checkNetworkRules } from "./networkRules";
import { checkPrivateEndpoint } from "./privateEndpoint";
import { checkWebhook } from "./webhook";

/** Authentication and network. */
const access: readonly Rule[] = [
  {
    id: "ACR-01",
    name: "acr-no-admin-user",
    title: "Admin user is off",
    why: "The admin user is one shared password with push permission: everyone who has it can replace any image, and logs do not show who did.",
    fix: "Set adminUserEnabled to false and pull with managed identities.",
    severity: "high",
    enforcement: "mandatory",
    url: "https://learn.microsoft.com/azure/container-registry/container-registry-authentication",
    frameworks: { "MCSB v1": ["IM-1", "IM-3", "PA-1"] },
    types: [REGISTRY],
    remedy: { adminUserEnabled: false },
    check: property("adminUserEnabled", isNot(true)),
  },
  {
    id: "ACR-02",
    name: "acr-no-anonymous-pull",
    title: "Anonymous pull is off",
    why: "With anonymous pull every client that can reach the registry can download every image, including any secrets in it.",
    fix: "Set anonymousPullEnabled to false.",
    severity: "high",
    enforcement: "mandatory",
    url: "https://learn.microsoft.com/azure/container-registry/anonymous-pull-access",
    frameworks: { "MCSB v1": ["IM-1"] },
    types: [REGISTRY],
    remedy: { anonymousPullEnabled: false },
    check: property("anonymousPullEnabled", isNot(true)),
  },
  {
    id: "ACR-03",
    name: "acr-no-public-access",
    title: "Public network access is off",
    why: "A registry with a public endpoint accepts pushes from anywhere with one stolen credential.",
    fix: "Set publicNetworkAccess to Disabled; the SKU has to be Premium.",
    severity: "high",
    enforcement: "mandatory",
    url: "https://learn.microsoft.com/azure/container-registry/container-registry-private-link",
    frameworks: { "MCSB v1": ["NS-2"] },
    types: [REGISTRY],
    check: property("publicNetworkAccess", armIs("Disabled")),
  },
  {
    id: "ACR-04",
    name: "acr-network-rules",
    title: "Network rule set denies by default when public access stays on",
    why: "Where the registry has to remain public, the rule set is its only protection from the internet.",
    fix: "Set networkRuleSet.defaultAction to Deny and list the addresses that may connect.",
    severity: "high",
    enforcement: "mandatory",
    url: "https://learn.microsoft.com/azure/container-registry/container-registry-access-selected-networks",
    frameworks: { "MCSB v1": ["NS-2"] },
    coveredBy: ["ACR-03", "ACR-06"],
    types: [REGISTRY],
    check: checkNetworkRules,
  },
  {
    id: "ACR-05",
    name: "acr-private-endpoint",
    title: "A private endpoint (group registry) exists",
    why: "Without a private endpoint nodes can pull only over the registry's public endpoint.",
    fix: "Add a network.PrivateEndpoint with group id registry, and a DNS zone group for privatelink.azurecr.io.",
    severity: "high",
    enforcement: "mandatory",
    url: "https://learn.microsoft.com/azure/container-registry/container-registry-private-link",
    frameworks: { "MCSB v1": ["NS-2"] },
    reads: [REGISTRY, PRIVATE_ENDPOINT],
    checkStack: checkPrivateEndpoint,
  },
  {
    id: "ACR-06",
    name: "acr-premium-sku",
    title: "SKU is Premium (private link, zones, replication need it)",
    why: "The other tiers have no private endpoints, so the registry would remain public.",
    fix: "Set sku.name to Premium.",
    severity: "high",
    enforcement: "mandatory",
    url: "https://learn.microsoft.com/azure/container-registry/container-registry-skus",
    types: [REGISTRY],
    check: property("sku.name", armIs("Premium")),
  },
  {
    id: "ACR-17",
    name: "acr-webhook-https",
    title: "Webhooks are HTTPS",
    why: "Over plain HTTP an attacker on the network path can read which images are pushed, and can forge the request that starts a deployment.",
    fix: "Set serviceUri to an https:// address.",
    severity: "medium",
    enforcement: "mandatory",
    url: "https://learn.microsoft.com/azure/container-registry/container-registry-webhook",
    types: [REGISTRY_WEBHOOK],
    check: checkWebhook,
  },
];

/** Azure Container Registry: authentication and network, and what it does with images. */
export const rules: readonly Rule[] = [...access, ...images].sort(byId);
