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
};
