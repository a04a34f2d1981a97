import { PREVIEW_ONLY } from "../facts/apiVersions";
import { MANAGED_CLUSTER, POSTGRES_SERVER, STORAGE_ACCOUNT, SUBSCRIPTION_DEPLOYMENT, VAULT } from "../facts/tokens";
import { formatted } from "../reading/apiVersions";
import { namesOption } from "../reading/pods";
import { EVERY_TYPE, type Rule } from "../rule";
import { checkAllowedLocations } from "./allowedLocations";
import { checkEnvironmentDeclared } from "./environmentDeclared";
import { ALLOWED_PATHS, checkIgnoredProperties } from "./ignoredProperties";
import { checkRequiredTags } from "./requiredTags";
import { checkUncoveredProviders } from "./uncoveredProviders";

const AZURE = "azure-native:*";

/**
 * Governance: regions, tags, environments, and how programs use Pulumi.
 *
 * @param controls the controls of all other areas, on whose properties GOV-05 depends.
 */
export const rulesAbout = (controls: readonly Rule[]): readonly Rule[] => [
  {
    id: "GOV-01",
    name: "allowed-locations",
    title: "Resources (and replicas) are in allowed regions",
    why: "Data in another region is subject to other laws, and an attacker's resources in an unused region stay unnoticed.",
    fix: "Set location to one of the allowed regions, or add the region to allowedLocations.",
    severity: "high",
    enforcement: "mandatory",
    url: "https://learn.microsoft.com/azure/azure-resource-manager/management/manage-resources-portal",
    options: {
      allowedLocations: namesOption("Regions that resources may be in, `westeurope` or `West Europe`; none allows every region."),
    },
    types: [AZURE],
    check: checkAllowedLocations,
  },
  {
    id: "GOV-02",
    name: "required-tags",
    title: "Required tags are present",
    why: "Without an owner and a purpose nobody knows whom to ask in an incident, or whether a resource may be removed.",
    fix: "Add the missing tags.",
    severity: "low",
    enforcement: "advisory",
    url: "https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources",
    options: { requiredTags: namesOption("Names of the tags that every resource with tags must have; none requires no tag.") },
    types: [AZURE],
    check: checkRequiredTags,
  },
  {
    id: "GOV-03",
    name: "environment-declared",
    title: "The stack declares its environment (tag or config) so production rules can bind",
    why: "The pack treats a stack without an environment as production, and nobody who reads its name knows which one it is.",
    fix: "Set the configuration key environment to prod, dev or a similar word, or use such a word in the stack's name: shop-prod.",
    severity: "medium",
    enforcement: "mandatory",
    url: "https://www.pulumi.com/docs/iac/concepts/stacks/",
    reads: [EVERY_TYPE],
    checkStack: checkEnvironmentDeclared,
  },
  {
    id: "GOV-04",
    name: "protect-stateful",
    title: "Vaults, databases, storage are protected in production",
    why: "A renamed or removed line of the program deletes the resource with its data in the next deployment.",
    fix: "Set the resource option protect: true.",
    severity: "medium",
    enforcement: "mandatory",
    nonProduction: "disabled",
    url: "https://www.pulumi.com/docs/iac/concepts/resources/options/protect/",
    types: [VAULT, POSTGRES_SERVER, STORAGE_ACCOUNT],
    check: ({ isProtected = false }) => (isProtected ? [] : [{ path: "protect", found: false, expected: "true" }]),
  },
  {
    id: "GOV-05",
    name: "no-ignored-security-properties",
    title: "ignoreChanges does not name a property that a control checks",
    why: "An ignored property keeps the value that Azure or the cluster has, so a deployment does not restore what somebody weakened.",
    fix: "Remove the path from ignoreChanges, or name only the part of it that another system manages.",
    severity: "high",
    enforcement: "mandatory",
    url: "https://www.pulumi.com/docs/iac/concepts/resources/options/ignorechanges/",
    options: {
      [ALLOWED_PATHS]: namesOption(
        "Properties that may be ignored, each as a resource type and a path. AKS lists the pools of AgentPool resources in its cluster's " +
          "agentPoolProfiles too, so programs with such resources have to ignore that list.",
        `${MANAGED_CLUSTER} agentPoolProfiles`,
      ),
    },
    types: [EVERY_TYPE],
    check: checkIgnoredProperties(controls),
  },
  {
    id: "GOV-06",
    name: "no-uncovered-provider",
    title: "Resources of providers/types the pack cannot read are reported",
    why: "No control evaluates these resources, so the absence of findings says nothing about them.",
    fix: "Use azure-native resources, or list types that are reviewed in another way in acceptedTypes.",
    severity: "low",
    enforcement: "advisory",
    url: "https://www.pulumi.com/registry/packages/azure-native/",
    options: { acceptedTypes: namesOption("Types that are not reported, `*` for any characters: `azure:network/*`.") },
    reads: [EVERY_TYPE, SUBSCRIPTION_DEPLOYMENT],
    checkStack: checkUncoveredProviders,
  },
  {
    id: "GOV-07",
    name: "no-preview-api",
    title: "No preview API version in production",
    why: "A preview version has no support commitment, and Azure removes it 90 days after its stable version.",
    fix: "Use the type without a version or with a stable one.",
    severity: "low",
    enforcement: "advisory",
    nonProduction: "disabled",
    url: "https://learn.microsoft.com/azure/developer/intro/azure-service-sdk-tool-versioning",
    types: [AZURE],
    check: ({ type, isPreviewApi = false, apiVersionDate = 0 }) =>
      isPreviewApi && !PREVIEW_ONLY.includes(type)
        ? [{ path: "type", found: `API version ${formatted(apiVersionDate)}-preview`, expected: "a stable API version" }]
        : [],
  },
];
