import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { readDeployedClusters } from "../../../../components/azure/cluster/deployedCluster";
import { deployedPools } from "../../../../components/azure/cluster/deployedPool";
import { systemPool } from "../../../../components/azure/cluster/nodePools";
import { planPlatform } from "../../../../components/plan/plan";
import { load, stackWith } from "../../config/stack";

const plan = planPlatform(load(stackWith({})).config, { environment: "prod", now: new Date("2026-11-01T00:00:00Z") });
const [stamp] = plan.stamps;
const configured = {
  ...systemPool(plan.config.cluster.systemPool, {
    zones: stamp?.config.zones ?? [],
    subnetId: "/subscriptions/s/subnets/nodes",
    version: plan.config.cluster.kubernetesVersion,
  }),
  provisioningState: "Succeeded",
  count: 4,
};
const workload = { name: "batch", mode: "User", count: 9 };

/** What the program finds out about the first stamp's system pool, where Azure returns this cluster. */
async function poolOf(cluster: object | string, preview = false) {
  const call = ({ token }: pulumi.runtime.MockCallArgs) => {
    // The SDK reads the details of a gRPC error.
    if (typeof cluster === "string") throw Object.assign(new Error(), { details: `${token}: Status=400 Code="${cluster}"` });
    return { ...cluster };
  };
  const newResource = ({ name, inputs }: pulumi.runtime.MockResourceArgs) => ({ id: name, state: inputs });
  await pulumi.runtime.setMocks({ newResource, call }, "hardened-aks", "prod", preview);
  return deployedPools(plan, await readDeployedClusters(plan))[stamp?.region ?? ""];
}

const cluster = (changes: object = {}) => ({ agentPoolProfiles: [workload, { ...configured, ...changes }] });

describe("System pool in Azure", () => {
  it("is as configured, whatever its number of nodes, its place in the list and what Azure adds", async () => {
    assert.deepEqual(await poolOf(cluster()), { isAsConfigured: true, count: 4 });
    const reordered = { availabilityZones: [...configured.availabilityZones].reverse(), osDiskSizeGB: configured.osDiskSizeGB };
    assert.deepEqual(await poolOf(cluster(reordered)), { isAsConfigured: true, count: 4 });
  });

  it("is as configured with a patch of the configured minor version only", async () => {
    const withVersion = async (orchestratorVersion: string) => (await poolOf(cluster({ orchestratorVersion })))?.isAsConfigured;
    const minor = configured.orchestratorVersion;
    assert.deepEqual([await withVersion(`${minor}.2`), await withVersion(`${minor}0`), await withVersion("1.30.4")], [true, false, false]);
  });

  const different: readonly (readonly [string, object])[] = [
    ["another maximum", { maxCount: 99 }],
    ["a missing taint", { nodeTaints: [] }],
    ["another zone", { availabilityZones: ["1", "2", "4"] }],
    ["SSH", { securityProfile: { ...configured.securityProfile, sshAccess: "LocalUser" } }],
    ["no upgrade settings", { upgradeSettings: undefined }],
  ];
  for (const [title, changes] of different) {
    it(`is not as configured with ${title}`, async () => {
      assert.deepEqual(await poolOf(cluster(changes)), { isAsConfigured: false, count: 4 });
    });
  }

  it("is unknown without a cluster or without its pool", async () => {
    assert.equal(await poolOf("ResourceNotFound"), undefined);
    assert.equal(await poolOf("ResourceGroupNotFound"), undefined);
    assert.equal(await poolOf({ agentPoolProfiles: [workload] }), undefined);
  });

  for (const code of ["TooManyRequests", "AuthorizationFailed", "InternalServerError"]) {
    it(`stops an update, not a preview, if Azure refuses to show the cluster: ${code}`, async () => {
      await assert.rejects(poolOf(code), (error: Error) => pulumi.RunError.isInstance(error) && error.message.includes(code));
      assert.equal(await poolOf(code, true), undefined);
    });
  }
});
