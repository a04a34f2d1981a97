import { UNKNOWN } from "../../../policy-pack/rules/reading/values";
import type { CaseResource, ControlCases } from "./case";

const REGISTRY_ID =
  "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-shop/providers/Microsoft.ContainerRegistry/registries/crshop";

function registry(props: Record<string, unknown>): CaseResource {
  return {
    type: "azure-native:containerregistry:Registry",
    name: "registry",
    props: { resourceGroupName: "rg-shop", registryName: "crshop", ...props },
  };
}

function webhook(props: Record<string, unknown>): CaseResource {
  return { type: "azure-native:containerregistry:Webhook", name: "hook", props: { registryName: "crshop", actions: ["push"], ...props } };
}

function endpoint(groupIds: unknown, privateLinkServiceId: unknown, sources?: string[]): CaseResource {
  return {
    type: "azure-native:network:PrivateEndpoint",
    name: "endpoint",
    props: { privateLinkServiceConnections: [{ groupIds, privateLinkServiceId }] },
    ...(sources && { sources: { privateLinkServiceConnections: sources } }),
  };
}

const SCANNING = "ContainerRegistriesVulnerabilityAssessments";

function cluster(location: unknown): CaseResource {
  return {
    type: "azure-native:containerservice:ManagedCluster",
    name: `cluster-${String(location)}`,
    props: { resourceGroupName: "rg-shop", location },
  };
}

function replication(location: unknown, props: Record<string, unknown> = {}): CaseResource {
  return {
    type: "azure-native:containerregistry:Replication",
    name: "replica",
    props: { resourceGroupName: "rg-shop", registryName: "crshop", location, ...props },
  };
}

const podSpec = (images: unknown[]) => ({
  template: { spec: { containers: images.map((image, index) => ({ name: `c${index}`, image })) } },
});
const inNamespace = (namespace: string, image: string) => ({ metadata: { namespace }, spec: podSpec([image]) });

function deployment(...images: unknown[]): CaseResource {
  return { type: "kubernetes:apps/v1:Deployment", name: "app", props: { metadata: { namespace: "shop" }, spec: podSpec(images) } };
}

function plan(pricingName: string, extensions: unknown): CaseResource {
  return {
    type: "azure-native:security:Pricing",
    name: "plan",
    props: { pricingName, pricingTier: "Standard", scopeId: "subscriptions/s", extensions },
  };
}

function logs(categories: unknown): CaseResource {
  return {
    type: "azure-native:monitor:DiagnosticSetting",
    name: "logs",
    props: { resourceUri: REGISTRY_ID, workspaceId: UNKNOWN, logs: categories },
  };
}

function token(tokenName: unknown, props: Record<string, unknown> = {}): CaseResource {
  return { type: "azure-native:containerregistry:Token", name: "token", props: { registryName: "crshop", tokenName, ...props } };
}

function task(props: Record<string, unknown>): CaseResource {
  return {
    type: "azure-native:containerregistry:Task",
    name: "build",
    props: { registryName: "crshop", step: { type: "Docker", dockerFilePath: "Dockerfile" }, ...props },
  };
}

function cacheRule(sourceRepository: unknown): CaseResource {
  return {
    type: "azure-native:containerregistry:CacheRule",
    name: "cache",
    props: { registryName: "crshop", sourceRepository, targetRepository: "base/*" },
  };
}

export const cases: Record<string, ControlCases> = {
  "ACR-01": {
    passes: [[registry({})], [registry({ adminUserEnabled: false })]],
    fails: [
      { resources: [registry({ adminUserEnabled: true })], at: ["adminUserEnabled"] },
      {
        resources: [{ ...registry({ adminUserEnabled: true }), type: "azure-native:containerregistry/v20231101preview:Registry" }],
        at: ["adminUserEnabled"],
      },
    ],
    undecided: [{ resources: [registry({ adminUserEnabled: UNKNOWN })], at: ["adminUserEnabled"] }],
  },
  "ACR-02": {
    passes: [[registry({})], [registry({ anonymousPullEnabled: false })]],
    fails: [
      { resources: [registry({ anonymousPullEnabled: true })], at: ["anonymousPullEnabled"] },
      { resources: [registry({ anonymousPullEnabled: true, publicNetworkAccess: "Disabled" })], at: ["anonymousPullEnabled"] },
    ],
  },
  "ACR-03": {
    passes: [[registry({ publicNetworkAccess: "Disabled" })]],
    fails: [
      { resources: [registry({})], at: ["publicNetworkAccess"] },
      { resources: [registry({ publicNetworkAccess: "Enabled" })], at: ["publicNetworkAccess"] },
    ],
  },
  "ACR-04": {
    passes: [[registry({ publicNetworkAccess: "Enabled", networkRuleSet: { defaultAction: "Deny", ipRules: [] } })]],
    fails: [
      { resources: [registry({})], at: ["networkRuleSet.defaultAction"] },
      {
        resources: [registry({ publicNetworkAccess: "Enabled", networkRuleSet: { defaultAction: "Allow" } })],
        at: ["networkRuleSet.defaultAction"],
      },
    ],
    notApplicable: [[registry({ publicNetworkAccess: "Disabled" })]],
    undecided: [{ resources: [registry({ publicNetworkAccess: UNKNOWN })], at: ["publicNetworkAccess"] }],
  },
  "ACR-05": {
    passes: [
      [registry({}), endpoint(["registry"], REGISTRY_ID)],
      [registry({}), endpoint(["registry"], UNKNOWN, ["registry"])],
    ],
    fails: [
      { resources: [registry({})], at: ["privateEndpointConnections"] },
      { resources: [registry({}), endpoint(["vault"], UNKNOWN, ["registry"])], at: ["privateEndpointConnections"] },
      { resources: [registry({}), endpoint(["registry"], REGISTRY_ID.replace("crshop", "crother"))], at: ["privateEndpointConnections"] },
    ],
    undecided: [{ resources: [registry({ registryName: UNKNOWN }), endpoint(["registry"], UNKNOWN)], at: ["privateEndpointConnections"] }],
  },
  "ACR-06": {
    passes: [[registry({ sku: { name: "Premium" } })]],
    fails: [
      { resources: [registry({ sku: { name: "Standard" } })], at: ["sku.name"] },
      { resources: [registry({ sku: { name: "Basic" } })], at: ["sku.name"] },
      { resources: [registry({})], at: ["sku.name"] },
    ],
  },
  "ACR-17": {
    passes: [
      [webhook({ serviceUri: "https://hooks.shop.example/push?code=4711" })],
      [webhook({ serviceUri: "HTTPS://hooks.shop.example" })],
    ],
    fails: [
      { resources: [webhook({ serviceUri: "http://hooks.shop.example/push?code=4711" })], at: ["serviceUri"] },
      { resources: [webhook({})], at: ["serviceUri"] },
    ],
    undecided: [{ resources: [webhook({ serviceUri: UNKNOWN })], at: ["serviceUri"] }],
  },
  "ACR-07": {
    passes: [
      [registry({ location: "West Europe" }), cluster("westeurope")],
      [registry({ location: "westeurope" }), cluster("westeurope"), cluster("northeurope"), replication("northeurope")],
      [registry({ location: "westeurope" }), { ...registry({ location: "northeurope" }), name: "north" }, cluster("northeurope")],
      [registry({ location: "westeurope" }), cluster(undefined)],
    ],
    fails: [
      { resources: [registry({ location: "westeurope" }), cluster("northeurope")], at: ["replications"] },
      {
        resources: [
          registry({ location: "westeurope" }),
          cluster("northeurope"),
          replication("northeurope", { regionEndpointEnabled: false }),
        ],
        at: ["replications"],
      },
      {
        resources: [registry({ location: "westeurope" }), cluster("westeurope"), cluster("northeurope"), cluster("swedencentral")],
        at: ["replications"],
      },
    ],
    undecided: [
      { resources: [registry({}), cluster("northeurope")], at: ["location"] },
      { resources: [registry({ location: "westeurope" }), cluster("northeurope"), replication(UNKNOWN)], at: ["location"] },
    ],
    notApplicable: [[registry({})], [cluster("westeurope")]],
  },
  "ACR-08": {
    passes: [
      [registry({}), deployment("crshop.azurecr.io/app:1")],
      [registry({}), deployment("CRSHOP.azurecr.io/app@sha256:aaaa")],
      // POD-06 reports images from other registries.
      [registry({}), deployment("docker.io/library/nginx:1"), { ...deployment("nginx"), name: "short" }],
      [registry({}), { ...deployment(UNKNOWN), sources: { spec: ["registry"] } }],
      { resources: [registry({}), deployment("crbase.azurecr.io/app:1")], config: { allowedRegistries: ["crbase.azurecr.io"] } },
    ],
    fails: [
      { resources: [registry({}), deployment("crdev.azurecr.io/app:1")], at: ["spec.template.spec.containers[0].image"] },
      // The images of AKS's own namespaces are not evaluated.
      {
        resources: [
          registry({}),
          deployment("crdev.azurecr.io/app:1"),
          { ...deployment(), name: "agent", props: inNamespace("kube-system", "crother.azurecr.io/agent:1") },
        ],
        at: ["spec.template.spec.containers[0].image"],
      },
      // One finding for each registry.
      {
        resources: [registry({}), deployment("crshop.azurecr.io/a:1", "crdev.azurecr.io/b:1", "crdev.azurecr.io/c:1")],
        at: ["spec.template.spec.containers[1].image"],
      },
      {
        resources: [deployment("crdev.azurecr.cn/app:1")],
        config: { allowedRegistries: ["crshop.azurecr.io"] },
        at: ["spec.template.spec.containers[0].image"],
      },
    ],
    undecided: [
      { resources: [registry({}), deployment(UNKNOWN)], at: ["spec.template.spec.containers[0].image"] },
      {
        resources: [registry({ registryName: undefined }), deployment("crdev.azurecr.io/app:1")],
        at: ["spec.template.spec.containers[0].image"],
      },
    ],
    notApplicable: [[registry({})], [deployment("crdev.azurecr.io/app:1")]],
  },
  "ACR-09": {
    passes: [
      [registry({}), plan("Containers", undefined)],
      [registry({}), plan("containers", [{ name: SCANNING, isEnabled: "True" }])],
      [plan("Containers", [{ name: "ContainerSensor", isEnabled: "False" }])],
    ],
    fails: [
      { resources: [registry({}), plan("Containers", [{ name: SCANNING, isEnabled: "False" }])], at: ["extensions[0].isEnabled"] },
      {
        resources: [
          plan("Containers", [
            { name: "ContainerSensor", isEnabled: "True" },
            { name: SCANNING, isEnabled: false },
          ]),
        ],
        at: ["extensions[1].isEnabled"],
      },
      { resources: [registry({})], config: { subscriptionPlans: "required" }, at: ["defenderPlans"] },
    ],
    // MON-06 evaluates the plans of a stack that sets some.
    notApplicable: [[registry({})], [registry({}), plan("VirtualMachines", undefined)]],
    undecided: [
      { resources: [plan("Containers", [{ name: SCANNING, isEnabled: UNKNOWN }])], at: ["extensions[0].isEnabled"] },
      { resources: [plan("Containers", UNKNOWN)], at: ["extensions"] },
    ],
  },
  "ACR-10": {
    passes: [[registry({})], [registry({ policies: { trustPolicy: { status: "disabled", type: "Notary" } } })]],
    fails: [
      { resources: [registry({ policies: { trustPolicy: { status: "enabled" } } })], at: ["policies.trustPolicy.status"] },
      { resources: [registry({ policies: { trustPolicy: { status: "Enabled" } } })], at: ["policies.trustPolicy.status"] },
    ],
    undecided: [{ resources: [registry({ policies: UNKNOWN })], at: ["policies.trustPolicy.status"] }],
  },
  "ACR-11": {
    // Registries are zone redundant by default.
    passes: [[registry({})], [registry({ zoneRedundancy: "Enabled" })], [replication("westeurope")]],
    fails: [
      { resources: [registry({ zoneRedundancy: "Disabled" })], at: ["zoneRedundancy"] },
      { resources: [replication("westeurope", { zoneRedundancy: "disabled" })], at: ["zoneRedundancy"] },
    ],
    undecided: [{ resources: [registry({ zoneRedundancy: UNKNOWN })], at: ["zoneRedundancy"] }],
  },
  "ACR-12": {
    passes: [
      [registry({ policies: { retentionPolicy: { status: "enabled", days: 15 } } })],
      [registry({ policies: { softDeletePolicy: { status: "Enabled", retentionDays: 7 } } })],
    ],
    fails: [
      { resources: [registry({})], at: ["policies.retentionPolicy.status"] },
      {
        resources: [registry({ policies: { retentionPolicy: { status: "disabled" }, softDeletePolicy: { status: "disabled" } } })],
        at: ["policies.retentionPolicy.status"],
      },
    ],
    undecided: [{ resources: [registry({ policies: UNKNOWN })], at: ["policies.retentionPolicy.status"] }],
  },
  "ACR-13": {
    passes: [[registry({ publicNetworkAccess: "Disabled", policies: { exportPolicy: { status: "disabled" } } })]],
    fails: [
      { resources: [registry({ publicNetworkAccess: "Disabled" })], at: ["policies.exportPolicy.status"] },
      {
        resources: [registry({ publicNetworkAccess: "disabled", policies: { exportPolicy: { status: "enabled" } } })],
        at: ["policies.exportPolicy.status"],
      },
    ],
    notApplicable: [[registry({})]],
    undecided: [
      { resources: [registry({ publicNetworkAccess: UNKNOWN })], at: ["publicNetworkAccess"] },
      { resources: [registry({ publicNetworkAccess: "Disabled", policies: UNKNOWN })], at: ["policies.exportPolicy.status"] },
    ],
  },
  "ACR-14": {
    passes: [
      [registry({}), logs([{ categoryGroup: "audit", enabled: true }])],
      [
        registry({}),
        logs(["ContainerRegistryLoginEvents", "ContainerRegistryRepositoryEvents"].map((category) => ({ category, enabled: true }))),
      ],
      // MON-03 reports a registry that sends no log at all.
      [registry({})],
    ],
    fails: [
      { resources: [registry({}), logs([{ category: "ContainerRegistryLoginEvents", enabled: true }])], at: ["diagnosticSettings"] },
      { resources: [registry({}), logs([{ category: "ContainerRegistryRepositoryEvents", enabled: true }])], at: ["diagnosticSettings"] },
    ],
    undecided: [{ resources: [registry({}), logs(UNKNOWN)], at: ["diagnosticSettings"] }],
    notApplicable: [
      [logs([])],
      {
        resources: [registry({}), logs([{ category: "ContainerRegistryLoginEvents", enabled: true }])],
        config: { settingsByAzurePolicy: true },
      },
    ],
  },
  "ACR-15": {
    passes: [
      [registry({ policies: { azureADAuthenticationAsArmPolicy: { status: "disabled" } } })],
      { resources: [token("mirror")], config: { reviewedTokens: ["mirror"] } },
    ],
    fails: [
      { resources: [registry({})], at: ["policies.azureADAuthenticationAsArmPolicy.status"] },
      { resources: [token("mirror")], at: ["tokenName"] },
      { resources: [token("mirror", { status: "enabled" })], config: { reviewedTokens: ["other"] }, at: ["tokenName"] },
    ],
    undecided: [
      { resources: [token(UNKNOWN)], config: { reviewedTokens: ["mirror"] }, at: ["tokenName"] },
      { resources: [token("mirror", { status: UNKNOWN })], at: ["status"] },
    ],
    notApplicable: [[token("mirror", { status: "disabled" })]],
  },
  "ACR-16": {
    passes: [
      [task({ trigger: { baseImageTrigger: { name: "base", baseImageTriggerType: "Runtime" } } })],
      [task({ trigger: { baseImageTrigger: { name: "base", baseImageTriggerType: "All", status: "Enabled" } } })],
    ],
    fails: [
      { resources: [task({})], at: ["trigger.baseImageTrigger"] },
      { resources: [task({ trigger: { timerTriggers: [{ schedule: "0 1 * * *" }] } })], at: ["trigger.baseImageTrigger"] },
      { resources: [task({ trigger: { baseImageTrigger: { status: "Disabled" } } })], at: ["trigger.baseImageTrigger.status"] },
    ],
    undecided: [
      { resources: [task({ trigger: UNKNOWN })], at: ["trigger.baseImageTrigger"] },
      { resources: [task({ step: UNKNOWN })], at: ["step.type"] },
    ],
    // A purge builds no image.
    notApplicable: [[task({ step: { type: "EncodedTask", encodedTaskContent: "cGFn" } })], [task({ status: "Disabled" })]],
  },
  "ACR-18": {
    passes: [
      [registry({ encryption: { status: "enabled" }, dataEndpointEnabled: true })],
      { resources: [cacheRule("mcr.microsoft.com/dotnet/*")], config: { allowedSources: ["mcr.microsoft.com/dotnet/*"] } },
    ],
    fails: [
      { resources: [registry({})], at: ["encryption.status", "dataEndpointEnabled"] },
      { resources: [registry({ encryption: { status: "disabled" }, dataEndpointEnabled: true })], at: ["encryption.status"] },
      { resources: [cacheRule("docker.io/library/*")], at: ["sourceRepository"] },
    ],
    undecided: [{ resources: [cacheRule(UNKNOWN)], config: { allowedSources: ["a"] }, at: ["sourceRepository"] }],
  },
};
