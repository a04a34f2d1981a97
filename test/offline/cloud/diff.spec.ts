import assert from "node:assert/strict";
import { diff } from "../../../offline/cloud/diff";

const CONTEXT = { subscriptionId: "s", tenantId: "t", objectId: "o", clientId: "c" };

const diffOf = (type: string, olds: Record<string, unknown>, inputs: Record<string, unknown>) =>
  diff({ type, name: "it", inputs }, olds, CONTEXT);

const cluster = "azure-native:containerservice:ManagedCluster";

describe("offline/cloud: diff of an update", () => {
  it("is empty if nothing changed", () => {
    const inputs = { resourceGroupName: "rg", resourceName: "aks", location: "swedencentral", networkProfile: { podCidr: "10.0.0.0/16" } };
    assert.deepEqual(diffOf(cluster, inputs, structuredClone(inputs)), { diffs: [], replaces: [], rejected: [] });
  });

  it("is an update without replacement for properties that Azure changes in place, including added and removed ones", () => {
    const olds = { resourceGroupName: "rg", resourceName: "aks", networkProfile: { podCidr: "10.0.0.0/16" }, tags: { a: "1" } };
    const news = {
      resourceGroupName: "rg",
      resourceName: "aks",
      networkProfile: { podCidr: "10.0.0.0/16", advancedNetworking: {} },
      sku: {},
    };
    const { diffs, replaces } = diffOf(cluster, olds, news);
    assert.deepEqual([[...diffs].sort(), replaces], [["networkProfile", "sku", "tags"], []]);
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
      assert.deepEqual(diffOf(type, olds, news).replaces, [property]);
    });
  }

  it("lists a property as rejected if the provider updates it in place and Azure does not allow the change", () => {
    const { replaces, rejected } = diffOf("azure-native:containerservice:AgentPool", { maxPods: 110 }, { maxPods: 250 });
    assert.deepEqual([replaces, rejected], [[], ["maxPods"]]);
  });
});
