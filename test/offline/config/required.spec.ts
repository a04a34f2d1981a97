import assert from "node:assert/strict";
import * as keyvault from "@pulumi/azure-native/keyvault";
import { Provider } from "@pulumi/azure-native/provider";
import * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import { run } from "../../../offline/run";
import { containsUnknown, isSecret } from "../../../offline/wire";

const runWith = (values: Readonly<Record<string, string>>, program: () => unknown, secretKeys: readonly string[] = []) =>
  run({ config: { project: "shop", stack: "dev", values, secretKeys }, unknowns: false, program });

describe("offline/config: keys that a program requires", () => {
  it("are all recorded with their types: the first does not end the program", async () => {
    const { missing } = await runWith({ "shop:set": "x" }, () => {
      const config = new pulumi.Config();
      config.require("set");
      config.require("text").toUpperCase();
      config.requireNumber("number").toFixed(2);
      config.requireBoolean("on");
      for (const pool of config.requireObject<{ pools: { name: string }[] }>("object").pools) pool.name.trim();
      const nested: string = config.requireObject<{ a: { b: { c: string } } }>("nested").a.b.c;
      const group = new resources.ResourceGroup("group", { resourceGroupName: `rg-${nested}`, location: "westeurope" });
      const password = config.requireSecret("password").apply((text) => text.length);
      new pulumi.Config("net").requireSecretNumber("port");
      return { group, password };
    });
    assert.deepEqual(
      missing.map(({ key, type, secret }) => [key, type, secret]),
      [
        ["shop:text", "string", false],
        ["shop:number", "number", false],
        ["shop:on", "boolean", false],
        ["shop:object", "object", false],
        ["shop:nested", "object", false],
        ["shop:password", "string", true],
        ["net:port", "number", true],
      ],
    );
  });

  it("are not recorded where they have a value or are optional", async () => {
    const { missing, errors } = await runWith({ "shop:a": "1" }, () => [new pulumi.Config().require("a"), new pulumi.Config().get("b")]);
    assert.deepEqual([missing, errors], [[], []]);
  });

  it("a value of another type is the SDK's own error, with the key", async () => {
    const { missing, errors } = await runWith({ "shop:size": "abc" }, () => new pulumi.Config().requireNumber("size"));
    assert.deepEqual(missing, []);
    assert.match(String(errors[0]), /Configuration 'shop:size' value 'abc' is not a valid number/);
  });

  it("the error about a secret value does not show it", async () => {
    const { errors } = await runWith({ "shop:port": "hush" }, () => new pulumi.Config().requireSecretNumber("port"));
    assert.match(String(errors[0]), /Configuration 'shop:port' value '\[secret\]' is not a valid number/);
  });

  it("an encrypted value that is read as an object is unknown and secret; as a plain one it has to be given", async () => {
    const values = { "shop:key": "simulated-secret-of-shop:key" };
    const program = () => ({ value: new pulumi.Config().requireSecretObject<{ a: string }>("key").apply(({ a }) => a) });
    const { monitor, errors, missing } = await runWith(values, program, ["shop:key"]);
    assert.deepEqual([errors, missing], [[], []]);
    const output = monitor.outputs.get(monitor.registrations[0]?.urn ?? "")?.value;
    assert.ok(containsUnknown(output) && isSecret(output));
    const plain = await runWith(values, () => new pulumi.Config().getObject<{ a: string }>("key")?.a, ["shop:key"]);
    assert.deepEqual(
      plain.missing.map(({ key }) => key),
      ["shop:key"],
    );
  });

  it("the SDK's methods are restored", async () => {
    const before = pulumi.Config.prototype.require;
    await runWith({}, () => new pulumi.Config().require("x"));
    assert.equal(pulumi.Config.prototype.require, before);
  });
});

describe("offline/config: keys that azure-native requires", () => {
  const group = (opts: pulumi.CustomResourceOptions = {}) => new resources.ResourceGroup("group", { resourceGroupName: "rg" }, opts);

  it("the location of a resource group that sets none", async () => {
    const { missing } = await runWith({}, group);
    assert.deepEqual(missing, [{ key: "azure-native:location", type: "string", secret: false, example: "westeurope" }]);
  });

  it("is the configured one, or that of the explicit provider", async () => {
    const { missing, monitor } = await runWith({ "azure-native:location": "northeurope" }, () => ({ location: group().location }));
    assert.deepEqual(missing, []);
    assert.equal(monitor.outputs.get(monitor.registrations[0]?.urn ?? "")?.location, "northeurope");
    const explicit = await runWith({}, () => {
      const provider = new Provider("other", { location: "uksouth" });
      return { location: group({ provider }).location };
    });
    assert.deepEqual(explicit.missing, []);
    assert.equal(explicit.monitor.outputs.get(explicit.monitor.registrations[0]?.urn ?? "")?.location, "uksouth");
  });

  it("no other resource is asked for one: it has its resource group's", async () => {
    const properties = { tenantId: "t", sku: { family: "A", name: "standard" as const } };
    const { missing } = await runWith({}, () => new keyvault.Vault("v", { resourceGroupName: "rg", properties }));
    assert.deepEqual(missing, []);
  });
});
