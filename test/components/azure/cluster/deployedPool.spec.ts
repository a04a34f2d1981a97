import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { readDeployedPools } from "../../../../components/azure/cluster/deployedPool";
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
async function poolOf(cluster: object | undefined) {
  const call = ({ token }: pulumi.runtime.MockCallArgs) => {
    if (cluster === undefined) throw new Error(`${token}: ResourceNotFound`);
    return { ...cluster };
  };
  await pulumi.runtime.setMocks({ newResource: ({ name, inputs }) => ({ id: name, state: inputs }), call }, "hardened-aks", "prod");
  return (await readDeployedPools(plan))[stamp?.region ?? ""];
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
    assert.equal(await poolOf(undefined), undefined);
    assert.equal(await poolOf({ agentPoolProfiles: [workload] }), undefined);
  });
});
