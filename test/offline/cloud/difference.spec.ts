import assert from "node:assert/strict";
import { difference } from "../../../offline/cloud/difference";

const CONTEXT = { subscriptionId: "s", tenantId: "t", objectId: "o", clientId: "c" };

const differs = (type: string, olds: Record<string, unknown>, inputs: Record<string, unknown>) =>
  difference({ type, name: "it", inputs }, olds, CONTEXT);

const cluster = "azure-native:containerservice:ManagedCluster";

describe("what an update would have to do", () => {
  it("is nothing where nothing changed", () => {
    const inputs = { resourceGroupName: "rg", resourceName: "aks", location: "swedencentral", networkProfile: { podCidr: "10.0.0.0/16" } };
    assert.deepEqual(differs(cluster, inputs, structuredClone(inputs)), { changed: [], replaced: [], refused: [] });
  });

  it("is an update for what Azure changes in place, added and removed properties among it", () => {
    const olds = { resourceGroupName: "rg", resourceName: "aks", networkProfile: { podCidr: "10.0.0.0/16" }, tags: { a: "1" } };
    const news = {
      resourceGroupName: "rg",
      resourceName: "aks",
      networkProfile: { podCidr: "10.0.0.0/16", advancedNetworking: {} },
      sku: {},
    };
    const { changed, replaced } = differs(cluster, olds, news);
    assert.deepEqual([[...changed].sort(), replaced], [["networkProfile", "sku", "tags"], []]);
  });

  for (const [what, type, olds, news, property] of [
    ["another network", cluster, { networkProfile: { serviceCidr: "10.0.0.0/16" } }, { networkProfile: {} }, "networkProfile"],
    ["another name", "azure-native:keyvault:Vault", { vaultName: "one" }, { vaultName: "two" }, "vaultName"],
    ["another parent", "azure-native:keyvault:Vault", { resourceGroupName: "one" }, { resourceGroupName: "two" }, "resourceGroupName"],
    ["another region", "azure-native:storage:StorageAccount", { location: "westeurope" }, { location: "northeurope" }, "location"],
    ["another selector", "kubernetes:apps/v1:Deployment", { spec: { selector: { a: "1" } } }, { spec: { selector: {} } }, "spec"],
    ["another namespace", "kubernetes:core/v1:Service", { metadata: { namespace: "a" } }, { metadata: { namespace: "b" } }, "metadata"],
    ["another content", "kubernetes:core/v1:Secret", { stringData: { key: "a" } }, { stringData: { key: "b" } }, "stringData"],
    ["another length", "random:index/randomPassword:RandomPassword", { length: 20 }, { length: 30 }, "length"],
  ] as const) {
    it(`is a replacement for ${what}`, () => {
      assert.deepEqual(differs(type, olds, news).replaced, [property]);
    });
  }

  it("is nothing that Azure would accept for what neither side can change", () => {
    const { replaced, refused } = differs("azure-native:containerservice:AgentPool", { maxPods: 110 }, { maxPods: 250 });
    assert.deepEqual([replaced, refused], [[], ["maxPods"]]);
  });
});
