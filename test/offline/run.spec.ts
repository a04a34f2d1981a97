import assert from "node:assert/strict";
import * as containerservice from "@pulumi/azure-native/containerservice";
import * as keyvault from "@pulumi/azure-native/keyvault";
import * as resources from "@pulumi/azure-native/resources";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import type { Registration } from "../../offline/registration";
import { run } from "../../offline/run";
import { containsSecret, containsUnknown, displayProperties, isSecret, type Properties, plainProperties } from "../../offline/wire";

const config = { project: "shop", stack: "dev", values: { "shop:size": "3" }, secretKeys: [] };

interface Options {
  readonly unknowns?: boolean;
}

async function runProgram(program: () => unknown, { unknowns = false }: Options = {}) {
  const { monitor, errors } = await run({ config, unknowns, program });
  const find = (name: string): Registration => {
    const found = monitor.registrations.find((registration) => registration.name === name);
    assert.ok(found, `${name} was not registered`);
    return found;
  };
  const outputs = (): Properties => monitor.outputs.get(find("shop-dev").urn) ?? {};
  return { monitor, errors, find, outputs };
}

const location = "westeurope";
const group = () => new resources.ResourceGroup("group", { resourceGroupName: "rg", location });

describe("offline: a run records what the engine would receive", () => {
  it("parents, dependencies by property, protection, timeouts, ignored changes, provider", async () => {
    const { find, errors } = await runProgram(() => {
      const parent = new pulumi.ComponentResource("shop:index:Part", "part");
      const rg = new resources.ResourceGroup("group", { location }, { parent, protect: true, ignoreChanges: ["tags"] });
      const timeouts = { create: "1h", delete: "20m" };
      new keyvault.Vault(
        "vault",
        { resourceGroupName: rg.name, properties: { tenantId: "t", sku: { family: "A", name: "standard" } } },
        { parent, customTimeouts: timeouts, dependsOn: rg },
      );
      const provider = new kubernetes.Provider("cluster", { kubeconfig: "{}" });
      new kubernetes.core.v1.Namespace("ns", {}, { provider });
    });
    assert.deepEqual(errors, []);
    const [part, rg, vault] = [find("part"), find("group"), find("vault")];
    assert.equal(part.parent, find("shop-dev").urn);
    assert.equal(rg.urn, "urn:pulumi:dev::shop::shop:index:Part$azure-native:resources:ResourceGroup::group");
    assert.deepEqual([rg.parent, rg.options.protect, rg.options.ignoreChanges], [part.urn, true, ["tags"]]);
    assert.deepEqual(vault.dependencies, [rg.urn]);
    assert.deepEqual(vault.propertyDependencies.resourceGroupName, [rg.urn]);
    assert.deepEqual(vault.options.timeouts, { create: "1h", update: "", delete: "20m" });
    assert.ok(find("ns").provider.startsWith(`${find("cluster").urn}::`));
  });

  it("an exported function is called, and returns the stack's outputs", async () => {
    const { find, outputs } = await runProgram(() => async () => {
      await Promise.resolve();
      return { name: group().name };
    });
    assert.equal(find("group").inputs.resourceGroupName, "rg");
    assert.equal(outputs().name, "rg");
  });

  it("outputs of the simulated cloud reach the program", async () => {
    const { outputs } = await runProgram(() => {
      const rg = group();
      const cluster = new containerservice.ManagedCluster("cluster", { resourceGroupName: rg.name, resourceName: "aks", location });
      return { id: rg.id, issuer: cluster.oidcIssuerProfile.apply((profile) => profile?.issuerURL) };
    });
    assert.match(String(outputs().id), /^\/subscriptions\/[0-9a-f-]{36}\/resourceGroups\/rg$/);
    assert.match(String(outputs().issuer), /^https:\/\/westeurope\.oic\.prod-aks\.azure\.com\/.*\/$/);
  });

  it("a resource that is read is recorded as external", async () => {
    const id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv";
    const { find } = await runProgram(() => {
      keyvault.Vault.get("known", id);
    });
    assert.equal(find("known").external, true);
    assert.equal(find("known").options.importId, id);
  });

  it("charts are registered and have no children", async () => {
    const { find, monitor } = await runProgram(() => {
      new kubernetes.helm.v4.Chart("cert-manager", { chart: "cert-manager", version: "1.20.0" });
    });
    assert.equal(find("cert-manager").remote, true);
    assert.equal(monitor.registrations.length, 2);
  });

  it("has the same result in every run", async () => {
    const program = () => {
      const rg = group();
      new random.RandomPassword("password", { length: 20 });
      return {
        name: new keyvault.Vault("vault", {
          resourceGroupName: rg.name,
          properties: { tenantId: "t", sku: { family: "A", name: "standard" } },
        }).name,
      };
    };
    const [one, other] = [await runProgram(program), await runProgram(program)];
    const recorded = ({ monitor }: typeof one) =>
      monitor.registrations.map((each) => ({ ...each, formerIdentities: each.formerIdentities?.() }));
    assert.deepEqual(recorded(one), recorded(other));
    assert.deepEqual(one.monitor.outputs, other.monitor.outputs);
  });
});

describe("offline: secrets remain secret", () => {
  it("a generated password is secret in all inputs and outputs that contain it", async () => {
    const { find, monitor, outputs } = await runProgram(() => {
      const password = new random.RandomPassword("password", { length: 20 });
      new keyvault.Secret("stored", { resourceGroupName: "rg", vaultName: "kv", properties: { value: password.result } });
      new kubernetes.core.v1.Secret("login", { stringData: { password: password.result } });
      return { url: pulumi.interpolate`postgres://${password.result}` };
    });
    const value = String(plainProperties(monitor.outputs.get(find("password").urn) ?? {}).result);
    assert.equal(value.length, 20);
    assert.ok(containsSecret(find("stored").inputs));
    assert.ok(isSecret(outputs().url));
    for (const { urn, inputs } of monitor.registrations) {
      const visible = JSON.stringify([displayProperties(inputs), displayProperties(monitor.outputs.get(urn) ?? {})]);
      assert.equal(visible.includes(value), false, urn);
    }
  });

  it("secret configuration is secret", async () => {
    const secret = { ...config, values: { "shop:key": "hush" }, secretKeys: ["shop:key"] };
    const { monitor } = await run({ config: secret, unknowns: false, program: () => ({ key: new pulumi.Config().requireSecret("key") }) });
    assert.ok(isSecret(monitor.outputs.get(monitor.registrations[0]?.urn ?? "")?.key));
  });
});

describe("offline: unknowns, as in the first preview of a stack", () => {
  const program = () => {
    const rg = group();
    const cluster = new containerservice.ManagedCluster("cluster", { resourceGroupName: rg.name, resourceName: "aks", location });
    const credentials = containerservice.listManagedClusterUserCredentialsOutput({ resourceGroupName: "rg", resourceName: cluster.name });
    const provider = new kubernetes.Provider("cluster", {
      kubeconfig: credentials.apply(({ kubeconfigs }) => kubeconfigs[0]?.value ?? ""),
    });
    const namespace = new kubernetes.core.v1.Namespace("ns", { metadata: { name: "shop" } }, { provider });
    new kubernetes.core.v1.ConfigMap("map", { metadata: { namespace: namespace.metadata.name }, data: { id: cluster.id } }, { provider });
    return { location: rg.location, id: rg.id };
  };

  it("inputs are known, ids and computed outputs are not", async () => {
    const { outputs, errors } = await runProgram(program, { unknowns: true });
    assert.deepEqual(errors, []);
    assert.equal(outputs().location, location);
    assert.ok(containsUnknown(outputs().id));
  });

  it("functions with unknown arguments are not invoked, and objects in an unknown cluster have no outputs", async () => {
    const { find, monitor } = await runProgram(program, { unknowns: true });
    const provider = monitor.registrations.find(({ type }) => type === "pulumi:providers:kubernetes");
    assert.ok(containsUnknown(provider?.inputs.kubeconfig));
    assert.deepEqual(monitor.outputs.get(find("ns").urn), {});
    assert.ok(containsUnknown(find("map").inputs.metadata));
  });

  it("everything is known without the option", async () => {
    const { monitor } = await runProgram(program);
    for (const { inputs, urn } of monitor.registrations) assert.equal(containsUnknown(inputs), false, urn);
  });
});

describe("offline: errors", () => {
  it("two resources with the same name and type are an error, as in the engine", async () => {
    const { errors, monitor } = await runProgram(() => {
      new resources.ResourceGroup("twin", { location });
      new resources.ResourceGroup("twin", { location });
    });
    assert.match(String(errors[0]), /Duplicate resource URN 'urn:pulumi:dev::shop::azure-native:resources:ResourceGroup::twin'/);
    assert.equal(monitor.registrations.length, 2);
  });

  it("an error inside apply is reported once", async () => {
    const { errors } = await runProgram(() => {
      group().name.apply(() => {
        throw new Error("inside");
      });
    });
    assert.deepEqual(errors.map(String), ["Error: inside"]);
  });
});

describe("offline: state of the process", () => {
  it("a run restores the environment, the stack trace limit and the SDK's functions", async () => {
    process.env.ARM_SUBSCRIPTION_ID = "machine";
    const limit = Error.stackTraceLimit;
    let duringRun: string | undefined = "not run";
    await runProgram(() => {
      duringRun = process.env.ARM_SUBSCRIPTION_ID;
      group();
    });
    assert.equal(duringRun, undefined);
    assert.equal(process.env.ARM_SUBSCRIPTION_ID, "machine");
    assert.equal(Error.stackTraceLimit, limit);
    assert.match(String(Reflect.get(pulumi.Resource, "callsites")), /stackTraceLimit/);
    delete process.env.ARM_SUBSCRIPTION_ID;
  });
});
