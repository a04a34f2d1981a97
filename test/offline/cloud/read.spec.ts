import assert from "node:assert/strict";
import { read } from "../../../offline/cloud/read";
import { UNKNOWN } from "../../../offline/cloud/unknown";

const context = { subscriptionId: "own", tenantId: "t", objectId: "o", clientId: "c" };
const outputsOf = (type: string, id: string, inputs: Readonly<Record<string, unknown>> = {}) =>
  read({ type, name: "logical", id, inputs }, context).outputs;

const RG = "/subscriptions/other/resourceGroups/rg-hub";

describe("offline/cloud: an existing resource that a program reads", () => {
  it("has the name and type of its id", () => {
    const { name, type, properties } = outputsOf("azure-native:keyvault:Vault", `${RG}/providers/Microsoft.KeyVault/vaults/kv1`);
    assert.deepEqual([name, type], ["kv1", "Microsoft.KeyVault/vaults"]);
    assert.deepEqual(properties, { vaultUri: "https://kv1.vault.azure.net/" });
  });

  const computed: readonly (readonly [type: string, id: string, output: string, expected: unknown])[] = [
    [
      "azure-native:keyvault:Key",
      `${RG}/providers/Microsoft.KeyVault/vaults/kv1/keys/etcd`,
      "keyUri",
      "https://kv1.vault.azure.net/keys/etcd",
    ],
    [
      "azure-native:containerregistry:Registry",
      `${RG}/providers/microsoft.containerregistry/registries/Images`,
      "loginServer",
      "images.azurecr.io",
    ],
    ["azure-native:dns:RecordSet", `${RG}/providers/Microsoft.Network/dnszones/shop.example/A/www`, "fqdn", "www.shop.example."],
    ["azure-native:resources:ResourceGroup", RG, "name", "rg-hub"],
    ["azure-native:network/v20240501:Subnet", `${RG}/providers/Microsoft.Network/virtualNetworks/hub/subnets/nodes`, "name", "nodes"],
    ["azure-native:web:WebApp", `${RG}/providers/Microsoft.Web/sites/app1`, "name", "app1"],
    ["kubernetes:core/v1:Namespace", "shop", "metadata.name", "shop"],
    ["kubernetes:core/v1:Service", "shop/web", "metadata.name", "web"],
    ["kubernetes:core/v1:Service", "shop/web", "metadata.namespace", "shop"],
    ["kubernetes:core/v1:Service", "shop/web", "kind", "Service"],
    ["kubernetes:helm.sh/v3:Release", "ingress/nginx", "name", "nginx"],
    ["kubernetes:helm.sh/v3:Release", "ingress/nginx", "namespace", "ingress"],
    ["random:index/randomPet:RandomPet", "loud-otter", "result", "loud-otter"],
    ["random:index/randomInteger:RandomInteger", "7", "result", 7],
    ["pulumi:pulumi:StackReference", "acme/net/prod", "outputs", UNKNOWN],
  ];
  for (const [type, id, output, expected] of computed) {
    it(`${output} of ${type} follows from ${id}`, () => {
      const value = output.split(".").reduce<unknown>((object, key) => Reflect.get(Object(object), key), outputsOf(type, id));
      assert.equal(value, expected);
    });
  }

  it("the issuer and host names of a cluster are those of the same cluster that is created", () => {
    const id = `${RG}/providers/Microsoft.ContainerService/managedClusters/aks`;
    const { fqdn, nodeResourceGroup } = outputsOf("azure-native:containerservice:ManagedCluster", id);
    assert.match(String(fqdn), /^aks-[0-9a-f]{8}\.hcp\.westeurope\.azmk8s\.io$/);
    assert.equal(nodeResourceGroup, "MC_rg-hub_aks_westeurope");
  });

  it("with an unknown id has no known outputs", () => {
    assert.deepEqual(outputsOf("azure-native:keyvault:Vault", UNKNOWN), {});
  });

  it("a password remains secret", () => {
    const { secrets } = read({ type: "random:index/randomPassword:RandomPassword", name: "p", id: "none", inputs: {} }, context);
    assert.deepEqual(secrets, ["result", "bcryptHash"]);
  });
});
