import assert from "node:assert/strict";
import * as authorization from "@pulumi/azure-native/authorization";
import * as keyvault from "@pulumi/azure-native/keyvault";
import { Provider } from "@pulumi/azure-native/provider";
import * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import { run } from "../../offline/run";
import { containsUnknown, type Properties } from "../../offline/wire";

const config = { project: "shop", stack: "dev", values: { "azure-native:subscriptionId": "default" }, secretKeys: [] };
const location = "westeurope";

async function outputsOf(program: () => unknown): Promise<{ readonly outputs: Properties; readonly warnings: readonly string[] }> {
  const { monitor, errors, warnings } = await run({ config, unknowns: false, program });
  assert.deepEqual(errors, []);
  return { outputs: monitor.outputs.get(monitor.registrations[0]?.urn ?? "") ?? {}, warnings };
}

describe("offline: an explicit provider", () => {
  it("its subscription is in the ids of resources, of a component's children, and in functions' results", async () => {
    const { outputs } = await outputsOf(() => {
      const provider = new Provider("hub", { subscriptionId: "hub", tenantId: "hub-tenant", clientId: "hub-client" });
      const parent = new pulumi.ComponentResource("shop:index:Part", "part", {}, { providers: [provider] });
      return {
        own: new resources.ResourceGroup("own", { resourceGroupName: "rg", location }).id,
        explicit: new resources.ResourceGroup("explicit", { resourceGroupName: "rg", location }, { provider }).id,
        inherited: new resources.ResourceGroup("inherited", { resourceGroupName: "rg", location }, { parent }).id,
        client: authorization.getClientConfigOutput({ provider }),
        vault: keyvault.getVaultOutput({ resourceGroupName: "rg", vaultName: "kv" }, { provider }).id,
      };
    });
    const { objectId: _, ...client } = outputs.client as Properties;
    assert.deepEqual(
      { ...outputs, client },
      {
        own: "/subscriptions/default/resourceGroups/rg",
        explicit: "/subscriptions/hub/resourceGroups/rg",
        inherited: "/subscriptions/hub/resourceGroups/rg",
        client: { subscriptionId: "hub", tenantId: "hub-tenant", clientId: "hub-client" },
        vault: "/subscriptions/hub/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv",
      },
    );
  });

  it("a setting that it leaves out is the stack's", async () => {
    const { outputs } = await outputsOf(() => {
      const provider = new Provider("other", { tenantId: "other" });
      return { id: new resources.ResourceGroup("group", { resourceGroupName: "rg", location }, { provider }).id };
    });
    assert.equal(outputs.id, "/subscriptions/default/resourceGroups/rg");
  });
});

describe("offline: a resource that is read", () => {
  it("has the name and the computed outputs of its id in the program", async () => {
    const { outputs } = await outputsOf(() => {
      const vault = keyvault.Vault.get("x", "/subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv1");
      return { name: vault.name, uri: vault.properties.vaultUri };
    });
    assert.deepEqual(outputs, { name: "kv1", uri: "https://kv1.vault.azure.net/" });
  });

  it("the outputs of another stack are unknown, and a warning names it", async () => {
    const { outputs, warnings } = await outputsOf(() => {
      const network = new pulumi.StackReference("acme/network/prod");
      return { subnet: network.requireOutput("subnet"), nested: network.getOutput("net").apply((net) => net.id) };
    });
    assert.ok(containsUnknown(outputs.subnet) && containsUnknown(outputs.nested));
    assert.deepEqual(warnings, ["stack reference acme/network/prod: outputs of another stack are unknown offline"]);
  });
});
