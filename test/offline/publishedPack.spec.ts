import assert from "node:assert/strict";
import * as keyvault from "@pulumi/azure-native/keyvault";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { evaluatePack, type Finding } from "../../offline/pack";
import { publishedPack } from "../../offline/publishedPack";
import { run } from "../../offline/run";

const config = { project: "shop", stack: "prod", values: {}, secretKeys: [] };

async function findings(useTypeIndex: boolean): Promise<readonly Finding[]> {
  const { monitor } = await run({ config, unknowns: false, program });
  const { appliesTo, ...pack } = publishedPack(config);
  return evaluatePack({ ...pack, ...(useTypeIndex && appliesTo && { appliesTo }) }, monitor);
}

function program(): void {
  new pulumi.ComponentResource("shop:index:Part", "part");
  new keyvault.Vault("vault", {
    resourceGroupName: "rg",
    vaultName: "kv",
    properties: { tenantId: "t", sku: { family: "A", name: "standard" } },
  });
  const spec = { containers: [{ name: "web", image: "web:latest" }] };
  new kubernetes.core.v1.Pod("pod", { metadata: { name: "pod" }, spec });
  new kubernetes.core.v1.Service("service", { metadata: { name: "service" }, spec: { type: "LoadBalancer" } });
}

describe("offline: the published pack", () => {
  it("has the same findings whether or not it evaluates policies for types they do not apply to", async () => {
    const found = await findings(true);
    assert.ok(found.length > 10);
    assert.deepEqual(found, await findings(false));
  });

  it("reports control, policy and path of each finding", async () => {
    const found = (await findings(true)).find(({ control }) => control === "KV-01");
    assert.match(found?.policy ?? "", /^(kv|keyvault)-/);
    assert.match(found?.path ?? "", /^properties\./);
  });
});
