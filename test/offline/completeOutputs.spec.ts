import assert from "node:assert/strict";
import * as app from "@pulumi/azure-native/app";
import * as containerregistry from "@pulumi/azure-native/containerregistry";
import * as containerservice from "@pulumi/azure-native/containerservice";
import * as keyvault from "@pulumi/azure-native/keyvault";
import * as network from "@pulumi/azure-native/network";
import * as storage from "@pulumi/azure-native/storage";
import * as web from "@pulumi/azure-native/web";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { run } from "../../offline/run";
import { containsUnknown, displayProperties, isSecret, type Properties } from "../../offline/wire";

const config = { project: "shop", stack: "dev", values: {}, secretKeys: [] };
const group = { resourceGroupName: "rg", location: "westeurope" };

async function outputsOf(program: () => unknown, unknowns = false) {
  const { monitor, errors, warnings } = await run({ config, unknowns, program });
  assert.deepEqual(errors.map(String), []);
  const outputs: Properties = monitor.outputs.get(monitor.registrations[0]?.urn ?? "") ?? {};
  return { monitor, outputs, warnings };
}

const containerApp = () =>
  new app.ContainerApp("api", {
    ...group,
    identity: { type: "SystemAssigned, UserAssigned", userAssignedIdentities: ["/subscriptions/s/identities/one"] },
    configuration: { ingress: { targetPort: 80 }, secrets: [{ name: "key", value: pulumi.secret("hush") }] },
  });

describe("offline: outputs that the SDK's types declare", () => {
  it("nested ones are plausible, and what the program sets stays", async () => {
    const { outputs } = await outputsOf(() => {
      const api = containerApp();
      const balancer = new network.LoadBalancer("lb", { ...group, frontendIPConfigurations: [{ name: "web" }] });
      return {
        fqdn: pulumi.unsecret(api.configuration).apply((configuration) => configuration?.ingress?.fqdn),
        port: pulumi.unsecret(api.configuration).apply((configuration) => configuration?.ingress?.targetPort),
        principal: api.identity.apply((identity) => identity?.principalId),
        assigned: api.identity.apply((identity) => Object.keys(identity?.userAssignedIdentities ?? {})),
        frontend: balancer.frontendIPConfigurations.apply((list) => list?.[0]?.id),
      };
    });
    assert.match(String(outputs.fqdn), /^api[0-9a-f]{8}\.env-[0-9a-f]{8}\.westeurope\.azurecontainerapps\.io$/);
    assert.equal(outputs.port, 80);
    assert.match(String(outputs.principal), /^[0-9a-f-]{36}$/);
    assert.deepEqual(outputs.assigned, ["/subscriptions/s/identities/one"]);
    assert.match(String(outputs.frontend), /\/loadBalancers\/lb[0-9a-f]{8}\/frontendIPConfigurations\/web$/);
  });

  it("an identity that is only assigned by the user has no principal of its own", async () => {
    const { outputs } = await outputsOf(() => {
      const type = web.ManagedServiceIdentityType.UserAssigned;
      const identity = { type, userAssignedIdentities: ["/subscriptions/s/identities/one"] };
      return { principal: new web.WebApp("web", { ...group, identity }).identity.apply((of) => of?.principalId ?? "none") };
    });
    assert.equal(outputs.principal, "none");
  });

  it("top-level ones are plausible", async () => {
    const { outputs } = await outputsOf(() => {
      const site = new web.WebApp("web", group);
      return { host: site.defaultHostName, first: site.hostNames.apply((names) => names[0]) };
    });
    assert.match(String(outputs.host), /^web[0-9a-f]{8}\.azurewebsites\.net$/);
    assert.equal(typeof outputs.first, "string");
  });

  it("secrets inside a list remain secret", async () => {
    const { outputs } = await outputsOf(() => ({ configuration: containerApp().configuration }));
    assert.ok(isSecret(outputs.configuration));
    assert.doesNotMatch(JSON.stringify(displayProperties(outputs)), /hush/);
  });

  it("are unknown with the option, at every depth, while inputs are known", async () => {
    const program = () => {
      const vault = new keyvault.Vault("kv", {
        resourceGroupName: "rg",
        properties: { tenantId: "t", sku: { family: "A", name: "standard" } },
      });
      return {
        uri: vault.properties.vaultUri,
        tenant: vault.properties.tenantId,
        principal: containerApp().identity.apply((of) => of?.principalId),
      };
    };
    const { outputs } = await outputsOf(program, true);
    assert.ok(containsUnknown(outputs.uri));
    assert.ok(containsUnknown(outputs.principal));
    assert.equal(outputs.tenant, "t");
  });

  it("policies do not receive them", async () => {
    const { monitor } = await outputsOf(containerApp);
    const [, api] = monitor.registrations;
    assert.doesNotMatch(JSON.stringify(monitor.outputs.get(api?.urn ?? "")), /fqdn|principalId/);
  });

  it("a Service has addresses and ports, and a Secret's text becomes data", async () => {
    const { outputs } = await outputsOf(() => {
      const service = new kubernetes.core.v1.Service("web", { spec: { type: "LoadBalancer", ports: [{ port: 80 }] } });
      const login = new kubernetes.core.v1.Secret("login", { stringData: { user: "admin" } });
      return { ip: service.status.loadBalancer.ingress[0]?.ip, clusterIP: service.spec.clusterIP, data: login.data };
    });
    assert.match(String(outputs.ip), /^203\.0\.113\./);
    assert.match(String(outputs.clusterIP), /^10\.0\./);
    assert.ok(isSecret(outputs.data));
  });
});

describe("offline: functions", () => {
  it("list functions of keys, credentials and SAS are secret, in the form of the SDK's result", async () => {
    const { outputs } = await outputsOf(() => {
      const account = { resourceGroupName: "rg", accountName: "a" };
      const sas = { permissions: "r", resourceTypes: "s", services: "b", sharedAccessExpiryTime: "2030-01-01" } as const;
      return {
        key: storage.listStorageAccountKeysOutput(account).apply(({ keys }) => keys[0]?.value),
        password: containerregistry
          .listRegistryCredentialsOutput({ resourceGroupName: "rg", registryName: "r" })
          .apply(({ passwords }) => passwords?.[1]?.value),
        sas: storage.listStorageAccountSASOutput({ ...account, ...sas }).accountSasToken,
        admin: containerservice
          .listManagedClusterAdminCredentialsOutput({ resourceGroupName: "rg", resourceName: "aks" })
          .apply(({ kubeconfigs }) =>
            Buffer.from(kubeconfigs[0]?.value ?? "", "base64")
              .toString()
              .slice(0, 14),
          ),
      };
    });
    for (const [name, value] of Object.entries(outputs)) assert.ok(isSecret(value) && typeof value.value === "string", name);
    assert.equal(Object(outputs.admin).value, "apiVersion: v1");
  });

  it("get functions return the resource that the program registers, else plausible values and one warning", async () => {
    const { outputs, warnings } = await outputsOf(() => {
      const own = new network.VirtualNetwork("own", { ...group, virtualNetworkName: "own", subnets: [{ name: "nodes" }] });
      const find = (virtualNetworkName: pulumi.Input<string>) =>
        network.getVirtualNetworkOutput({ resourceGroupName: "rg", virtualNetworkName });
      return {
        own: find(own.name).apply(({ subnets }) => subnets?.[0]?.name),
        other: find("hub").apply(({ subnets }) => subnets?.[0]?.id),
        plain: network.getVirtualNetwork({ resourceGroupName: "rg", virtualNetworkName: "hub" }).then(({ id }) => id),
      };
    });
    assert.equal(outputs.own, "nodes");
    assert.match(String(outputs.other), /\/virtualNetworks\/hub\/subnets\//);
    assert.match(String(outputs.plain), /\/virtualNetworks\/hub$/);
    assert.equal(warnings.filter((warning) => warning.includes("getVirtualNetwork (2 calls)")).length, 1);
  });

  it("a function that nobody can answer is unknown, with one warning", async () => {
    const { outputs, warnings } = await outputsOf(() => {
      const read = () => pulumi.runtime.invokeOutput<{ watts: number }>("acme:index:getLamp", {});
      return { one: read().apply(({ watts }) => watts.toFixed()), other: read(), last: pulumi.runtime.call("acme:index:Lamp/dim", {}) };
    });
    for (const value of Object.values(outputs)) assert.ok(containsUnknown(value));
    assert.deepEqual(
      warnings.map((warning) => /result of (\S+) is unknown \((.*?)\)/.exec(warning)?.slice(1)),
      [
        ["acme:index:getLamp", "2 calls"],
        ["acme:index:Lamp/dim", "1 call"],
      ].sort(),
    );
  });

  it("with the option outputs of functions are unknown, and promises have a value", async () => {
    const args = { resourceGroupName: "rg", virtualNetworkName: "hub" };
    const program = () => ({
      output: network.getVirtualNetworkOutput(args).id,
      promise: network.getVirtualNetwork(args).then(({ subnets }) => subnets?.[0]?.id),
    });
    const { outputs } = await outputsOf(program, true);
    assert.ok(containsUnknown(outputs.output));
    assert.match(String(outputs.promise), /\/virtualNetworks\/hub\/subnets\//);
  });

  it("the outputs of another stack are unknown, with one warning that names it", async () => {
    const { outputs, warnings } = await outputsOf(() => {
      const other = new pulumi.StackReference("organization/base/dev");
      return { optional: other.getOutput("id"), required: other.requireOutput("name").apply((name) => name.length) };
    });
    assert.ok(containsUnknown(outputs.optional));
    assert.ok(containsUnknown(outputs.required));
    assert.match(warnings.join(), /organization\/base\/dev/);
  });
});
