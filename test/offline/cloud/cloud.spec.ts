import assert from "node:assert/strict";
import { type CloudContext, create, invoke } from "../../../offline/cloud/cloud";
import { checkedInputs } from "../../../offline/cloud/kubernetes";
import { UNKNOWN } from "../../../offline/cloud/unknown";

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const context: CloudContext = {
  subscriptionId: "11111111-1111-4111-8111-111111111111",
  tenantId: "22222222-2222-4222-8222-222222222222",
  clientId: "33333333-3333-4333-8333-333333333333",
  objectId: "44444444-4444-4444-8444-444444444444",
};
const createOf = (type: string, inputs: Readonly<Record<string, unknown>>, name = "x") => create({ type, name, inputs }, context);
const group = "/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/rg";

describe("offline/cloud: Azure ids", () => {
  const ids: readonly (readonly [type: string, inputs: Readonly<Record<string, unknown>>, id: string])[] = [
    ["resources:ResourceGroup", { resourceGroupName: "rg" }, group],
    ["keyvault:Vault", { resourceGroupName: "rg", vaultName: "kv" }, `${group}/providers/Microsoft.KeyVault/vaults/kv`],
    [
      "network:Subnet",
      { resourceGroupName: "rg", virtualNetworkName: "v", subnetName: "s" },
      `${group}/providers/Microsoft.Network/virtualNetworks/v/subnets/s`,
    ],
    [
      "authorization:RoleAssignment",
      { scope: "/a/b", roleAssignmentName: "r" },
      "/a/b/providers/Microsoft.Authorization/roleAssignments/r",
    ],
    [
      "security:Pricing",
      { scopeId: "subscriptions/s", pricingName: "KeyVaults" },
      "/subscriptions/s/providers/Microsoft.Security/pricings/KeyVaults",
    ],
    [
      "storage:BlobServiceProperties",
      { resourceGroupName: "rg", accountName: "a" },
      `${group}/providers/Microsoft.Storage/storageAccounts/a/blobServices/default`,
    ],
    ["keyvault/v20230701:Vault", { resourceGroupName: "rg", vaultName: "kv" }, `${group}/providers/Microsoft.KeyVault/vaults/kv`],
    ["search:Service", { resourceGroupName: "rg", serviceName: "s" }, `${group}/providers/Microsoft.Search/services/s`],
  ];
  for (const [type, inputs, id] of ids) it(type, () => assert.equal(createOf(`azure-native:${type}`, inputs).id, id));

  it("generates a name if the program sets none, the same in every run and different for each resource", () => {
    const inputs = { resourceGroupName: "rg" };
    const { id } = createOf("azure-native:keyvault:Vault", inputs, "vault");
    assert.match(id, /\/vaults\/vault[0-9a-f]{8}$/);
    assert.equal(createOf("azure-native:keyvault:Vault", inputs, "vault").id, id);
    assert.notEqual(createOf("azure-native:keyvault:Vault", inputs, "other").id, id);
  });

  it("has no id and no computed outputs while a part of the id is unknown", () => {
    assert.deepEqual(createOf("azure-native:keyvault:Vault", { resourceGroupName: UNKNOWN, vaultName: "kv" }), { id: "", computed: {} });
  });
});

describe("offline/cloud: computed outputs", () => {
  const cluster = { resourceGroupName: "rg", resourceName: "aks", location: "westeurope" };

  it("a cluster has an issuer that ends in a slash, host names, and a node resource group", () => {
    const { computed } = createOf("azure-native:containerservice:ManagedCluster", {
      ...cluster,
      addonProfiles: { omsagent: { enabled: true } },
    });
    assert.match(JSON.stringify(computed.oidcIssuerProfile), /"https:\/\/westeurope\.oic\.prod-aks\.azure\.com\/2222[^"]+\/"/);
    assert.match(String(computed.privateFQDN), /\.privatelink\.westeurope\.azmk8s\.io$/);
    assert.equal(computed.nodeResourceGroup, "MC_rg_aks_westeurope");
    assert.deepEqual(Object.keys(Object(computed.addonProfiles)), ["omsagent"]);
  });

  it("a cluster's configured kubelet identity has the ids of that identity", () => {
    const identity = createOf("azure-native:managedidentity:UserAssignedIdentity", { resourceGroupName: "rg", resourceName: "kubelet" });
    const identityProfile = { kubeletidentity: { resourceId: identity.id } };
    const { computed } = createOf("azure-native:containerservice:ManagedCluster", { ...cluster, identityProfile });
    assert.deepEqual(computed.identityProfile, {
      kubeletidentity: { resourceId: identity.id, clientId: identity.computed.clientId, objectId: identity.computed.principalId },
    });
  });

  it("Front Door's id is a GUID, and its host name has Azure's format", () => {
    assert.match(String(createOf("azure-native:cdn:Profile", { resourceGroupName: "rg", profileName: "p" }).computed.frontDoorId), GUID);
    const endpoint = createOf("azure-native:cdn:AFDEndpoint", { resourceGroupName: "rg", profileName: "p", endpointName: "web" });
    assert.match(String(endpoint.computed.hostName), /^web-[0-9a-f]{16}\.z01\.azurefd\.net$/);
  });

  it("inline subnets have the ids that other resources refer to", () => {
    const inputs = { resourceGroupName: "rg", virtualNetworkName: "v", subnets: [{ name: "nodes", addressPrefix: "10.0.0.0/24" }] };
    const { id, computed } = createOf("azure-native:network:VirtualNetwork", inputs);
    assert.deepEqual(computed.subnets, [{ name: "nodes", addressPrefix: "10.0.0.0/24", id: `${id}/subnets/nodes` }]);
  });
});

describe("offline/cloud: random", () => {
  it("a password has the requested length and character classes, and is secret", () => {
    const { computed, secrets } = createOf("random:index/randomPassword:RandomPassword", {
      length: 24,
      special: false,
      minNumeric: 3,
      upper: false,
    });
    assert.match(String(computed.result), /^[a-z0-9]{24}$/);
    assert.ok((String(computed.result).match(/\d/g) ?? []).length >= 3);
    assert.deepEqual(secrets, ["result", "bcryptHash"]);
  });

  it("a password changes with its keepers", () => {
    const password = (month: string) =>
      createOf("random:index/randomPassword:RandomPassword", { length: 16, keepers: { month } }).computed.result;
    assert.equal(password("1"), password("1"));
    assert.notEqual(password("1"), password("2"));
  });

  it("a RandomId has the same bytes in every format", () => {
    const { id, computed } = createOf("random:index/randomId:RandomId", { byteLength: 4, prefix: "p-" });
    assert.equal(computed.hex, `p-${Buffer.from(id, "base64url").toString("hex")}`);
    assert.equal(computed.dec, `p-${Buffer.from(id, "base64url").readUInt32BE()}`);
  });

  it("a RandomUuid is a GUID", () => assert.match(createOf("random:index/randomUuid:RandomUuid", {}).id, GUID));
});

describe("offline/cloud: Kubernetes and functions", () => {
  it("an object keeps its name; one without a name gets a suffix; namespaces are cluster-scoped", () => {
    assert.equal(createOf("kubernetes:core/v1:Service", { metadata: { name: "web", namespace: "shop" } }).id, "shop/web");
    assert.match(createOf("kubernetes:core/v1:Service", {}, "web").id, /^default\/web-[0-9a-f]{8}$/);
    assert.equal(createOf("kubernetes:core/v1:Namespace", { metadata: { name: "shop" } }).id, "shop");
  });

  it("the provider names an object without a name, as the object is created", () => {
    const inputs = { metadata: { namespace: "shop" } };
    const type = "kubernetes:core/v1:Service";
    assert.deepEqual(checkedInputs({ type, name: "web", inputs: {} }), {
      metadata: { name: createOf(type, {}, "web").id.replace("default/", "") },
    });
    const [, name] = createOf(type, inputs, "web").id.split("/");
    assert.deepEqual(checkedInputs({ type, name: "web", inputs }), { metadata: { namespace: "shop", name } });
    const kept = [{ name: "shop" }, { name: UNKNOWN }, { generateName: "web-" }].map((metadata) => ({ type, inputs: { metadata } }));
    const others = ["kubernetes:core/v1:ServicePatch", "kubernetes:helm.sh/v3:Release"].map((other) => ({ type: other, inputs }));
    const unknown = { type, inputs: { metadata: UNKNOWN } };
    for (const one of [...kept, ...others, unknown]) assert.deepEqual(checkedInputs({ ...one, name: "web" }), one.inputs);
  });

  it("user credentials are a secret kubeconfig for kubelogin without certificate or token", () => {
    const { result, secret } = invoke(
      "azure-native:containerservice:listManagedClusterUserCredentials",
      { resourceGroupName: "rg", resourceName: "aks" },
      context,
    );
    assert.equal(secret, true);
    const [, encoded = ""] = /"value":"([^"]+)"/.exec(JSON.stringify(result)) ?? [];
    const kubeconfig = Buffer.from(encoded, "base64").toString();
    assert.match(kubeconfig, /command: kubelogin/);
    assert.doesNotMatch(kubeconfig, /client-(key|certificate)|token:/);
  });

  it("a get function returns the outputs of the resource", () => {
    const { result } = invoke("azure-native:keyvault:getVault", { resourceGroupName: "rg", vaultName: "kv" }, context);
    assert.deepEqual(result.properties, { vaultUri: "https://kv.vault.azure.net/" });
  });

  it("throws for a function that it does not implement", () => {
    assert.throws(() => invoke("aws:ec2:getAmi", {}, context), /does not implement the function aws:ec2:getAmi/);
  });
});
