import assert from "node:assert/strict";
import * as keyvault from "@pulumi/azure-native/keyvault";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { evaluatePack, type Finding } from "../../offline/pack";
import { publishedPack } from "../../offline/publishedPack";
import { run } from "../../offline/run";

const config = { project: "shop", stack: "prod", values: {}, secretKeys: [] };

async function findings(askAll: boolean): Promise<readonly Finding[]> {
  const { monitor } = await run({ config, unknowns: false, program });
  const { policies, takeDetails, appliesTo: speaksAbout } = publishedPack(config);
  return evaluatePack({ policies, takeDetails, ...(!askAll && speaksAbout && { appliesTo: speaksAbout }) }, monitor);
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
  it("finds the same whether or not policies are asked about types they do not name", async () => {
    const found = await findings(false);
    assert.ok(found.length > 10);
    assert.deepEqual(found, await findings(true));
  });

  it("tells control, policy and path of each finding", async () => {
    const found = (await findings(false)).find(({ control }) => control === "KV-01");
    assert.match(found?.policy ?? "", /^(kv|keyvault)-/);
    assert.match(found?.path ?? "", /^properties\./);
  });
});
