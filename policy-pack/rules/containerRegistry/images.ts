import * as token from "../facts/tokens";
import { armIsNot } from "../reading/arm";
import { PLAN_TYPES, subscriptionPlansOption } from "../reading/defenderPlans";
import { property } from "../reading/expect";
import { settingsByAzurePolicyOption } from "../reading/logCategories";
import { excludedNamespacesOption, namesOption, POD_TYPES } from "../reading/pods";
import type { Rule } from "../rule";
import { checkAuditLogs } from "./audit";
import { checkCustomerKey } from "./customerKey";
import { checkDedicatedRegistry } from "./dedicated";
import { checkGeoReplication } from "./geoReplication";
import { checkExport, checkRetention, checkTokens } from "./policies";
import { checkScanning } from "./scanning";
import { checkBaseImageTrigger } from "./task";

/** Where images come from and go to, how they are checked and kept, and who did what. */
export const rules: readonly Rule[] = [
  {
    id: "ACR-07",
    name: "acr-geo-replication",
    title: "Registry is replicated to every region where the stack has a cluster",
    why: "When the registry's region fails, clusters in other regions cannot start pods; without a replica each pull crosses regions.",
    fix: "Add a containerregistry.Replication in the region of each cluster.",
    severity: "medium",
    enforcement: "advisory",
    url: "https://learn.microsoft.com/azure/container-registry/container-registry-geo-replication",
    reads: [token.REGISTRY, token.REGISTRY_REPLICATION, token.MANAGED_CLUSTER],
    checkStack: checkGeoReplication,
  },
  {
    id: "ACR-08",
    name: "acr-dedicated-per-environment",
    title: "Workload images come from a registry of this environment",
    why: "Whoever may push to a registry that several environments share can change what production runs.",
    fix: "Push the image to a registry of this stack, or list the other one in allowedRegistries.",
    severity: "medium",
    enforcement: "advisory",
    url: "https://learn.microsoft.com/azure/container-registry/container-registry-best-practices",
    coveredBy: ["POD-06"],
    options: {
      allowedRegistries: namesOption(
        "Login servers of Azure registries of other stacks that workloads may use. A stack without a registry is evaluated only if this " +
          "lists any.",
      ),
      ...excludedNamespacesOption,
    },
    reads: [token.REGISTRY, ...POD_TYPES],
    checkStack: checkDedicatedRegistry,
  },
  {
    id: "ACR-09",
    name: "acr-scanning",
    title: "Defender for Containers plan scans images",
    why: "Without scanning nobody knows which images contain known vulnerabilities, or that one was found after the push.",
    fix: "Leave the extension ContainerRegistriesVulnerabilityAssessments of the plan Containers on.",
    severity: "medium",
    enforcement: "advisory",
    url: "https://learn.microsoft.com/azure/defender-for-cloud/agentless-vulnerability-assessment-azure",
    options: subscriptionPlansOption,
    reads: [token.REGISTRY, ...PLAN_TYPES],
    checkStack: checkScanning,
  },
  {
    id: "ACR-10",
    name: "acr-signing",
    title: "Images are not signed with Docker Content Trust, which Azure removes: sign with Notation",
    why: "Docker Content Trust is removed in March 2028, and then no image that is verified by it can be pulled.",
    fix: "Remove policies.trustPolicy or set its status to disabled, and sign images with Notation.",
    severity: "medium",
    enforcement: "advisory",
    url: "https://learn.microsoft.com/azure/container-registry/container-registry-content-trust-deprecation",
    types: [token.REGISTRY],
    check: property("policies.trustPolicy.status", armIsNot("enabled")),
  },
  {
    id: "ACR-11",
    name: "acr-zone-redundant",
    title: "Zone redundancy is on (registry and replications)",
    why: "Without it the registry fails with one datacenter, and no new pod starts until it is back.",
    fix: "Remove zoneRedundancy or set it to Enabled; an existing registry or replica has to be replaced.",
    severity: "low",
    enforcement: "advisory",
    url: "https://learn.microsoft.com/azure/container-registry/zone-redundancy",
    types: [token.REGISTRY, token.REGISTRY_REPLICATION],
    // Registries are zone redundant by default in regions with zones (Container Registry documentation, "Zone redundancy").
    check: property("zoneRedundancy", armIsNot("Disabled")),
  },
  {
    id: "ACR-12",
    name: "acr-retention-softdelete",
    title: "Untagged-manifest retention / soft delete is set",
    why: "Without either an image deleted by mistake is lost, and images without a tag remain for ever, vulnerabilities included.",
    fix: "Set policies.retentionPolicy or policies.softDeletePolicy to status enabled with a number of days.",
    severity: "low",
    enforcement: "advisory",
    url: "https://learn.microsoft.com/azure/container-registry/container-registry-retention-policy",
    types: [token.REGISTRY],
    check: checkRetention,
  },
  {
    id: "ACR-13",
    name: "acr-export-disabled",
    title: "Artefact export is off on a private registry",
    why: "With export on, whoever may read the registry can copy its images to any other registry, past the private network.",
    fix: "Set policies.exportPolicy.status to disabled.",
    severity: "low",
    enforcement: "advisory",
    url: "https://learn.microsoft.com/azure/container-registry/data-loss-prevention",
    frameworks: { "MCSB v1": ["DP-2"] },
    types: [token.REGISTRY],
    check: checkExport,
  },
  {
    id: "ACR-14",
    name: "acr-audit-logs",
    title: "Login and repository events go to a workspace",
    why: "Without these logs it is unknown who replaced an image, and which clusters pulled it.",
    fix: "Enable category group audit, or ContainerRegistryLoginEvents and ContainerRegistryRepositoryEvents, in the DiagnosticSetting.",
    severity: "medium",
    enforcement: "advisory",
    url: "https://learn.microsoft.com/azure/container-registry/monitor-container-registry",
    options: settingsByAzurePolicyOption,
    reads: [token.REGISTRY, token.DIAGNOSTIC_SETTING],
    checkStack: checkAuditLogs,
  },
  {
    id: "ACR-15",
    name: "acr-token-auth",
    title: "No ARM-audience tokens; repository tokens are reviewed",
    why: "A token for Azure Resource Manager that leaks also opens the registry, and a repository token is a password without an owner.",
    fix: "Set policies.azureADAuthenticationAsArmPolicy.status to disabled; use identities, or list the token in reviewedTokens.",
    severity: "low",
    enforcement: "advisory",
    url: "https://learn.microsoft.com/azure/container-registry/container-registry-disable-authentication-as-arm",
    options: { reviewedTokens: namesOption("Names of repository tokens that are known and rotated.") },
    types: [token.REGISTRY, token.REGISTRY_TOKEN],
    remedy: { status: "disabled" },
    check: checkTokens,
  },
  {
    id: "ACR-16",
    name: "acr-task-base-image-trigger",
    title: "Build tasks rebuild on base image updates",
    why: "Without the trigger an image keeps the vulnerabilities of its base image until somebody builds it again.",
    fix: "Add trigger.baseImageTrigger with baseImageTriggerType Runtime, or set its status to Enabled.",
    severity: "low",
    enforcement: "advisory",
    url: "https://learn.microsoft.com/azure/container-registry/container-registry-tasks-base-images",
    types: [token.REGISTRY_TASK],
    check: checkBaseImageTrigger,
  },
  {
    id: "ACR-18",
    name: "acr-cmk-data-endpoint",
    title: "Customer key, dedicated data endpoint, cache rules by exception",
    why: "Some standards require an own key; without data endpoints a firewall has to allow all of Azure Storage; a cache rule admits foreign images.",
    fix: "Set encryption.status to enabled and dataEndpointEnabled to true, and list the sources of cache rules in allowedSources.",
    severity: "low",
    enforcement: "disabled",
    url: "https://learn.microsoft.com/azure/container-registry/tutorial-enable-customer-managed-keys",
    frameworks: { "MCSB v1": ["DP-5"] },
    options: { allowedSources: namesOption("Source repositories that cache rules may use, such as mcr.microsoft.com/dotnet/*.") },
    types: [token.REGISTRY, token.REGISTRY_CACHE_RULE],
    check: checkCustomerKey,
  },
];
