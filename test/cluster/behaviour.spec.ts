import assert from "node:assert/strict";
import { type ConfigChange, withChanges } from "../engine/support/changes";
import { stackConfig } from "../engine/support/program";
import { configure } from "../engine/support/stack";
import { assertNoChanges, expectFailure, WITH_PACK, WITHOUT_PACK } from "../engine/support/suite";
import { type ClusterStack, createClusterStack } from "./support/clusterStack";
import type { ControlPlane } from "./support/controlPlane";
import { fieldOf } from "./support/kubernetesApi";
import { retry } from "./support/programs";
import { describeOnCluster } from "./support/suite";

const config = stackConfig("dev");
const DEPLOYMENTS = "/apis/apps/v1/deployments";
const CATALOG = "/apis/apps/v1/namespaces/catalog/deployments/catalog";
/** Every update refreshes first, as Pulumi.yaml sets it. */
const REFRESHED = { ...WITH_PACK, refresh: true } as const;

const image = (tag: string): ConfigChange => ({ key: "workloads", path: ["catalog", "image"], value: `catalog-service:${tag}` });

describeOnCluster("what happens in a running cluster", () => {
  let stack: ClusterStack;
  let cluster: ControlPlane;
  const changeTo = (...changes: ConfigChange[]) => configure(stack.stack, withChanges(config, changes));
  /** Numbers of changed resources of an update, by operation. */
  const up = async (): Promise<Readonly<Record<string, number>>> => {
    const { same: _, ...changed } = ((await stack.stack.up(REFRESHED)).summary.resourceChanges ?? {}) as Record<string, number>;
    return changed;
  };
  before(async () => {
    stack = await createClusterStack({ name: "dev", config, clusters: 1 });
    [cluster] = stack.clusters as [ControlPlane];
    await stack.stack.up(WITH_PACK);
  });
  after(() => stack?.end());

  it("Pod Security admission, quotas and limits admit every pod of every controller, those of charts included", async () => {
    const deployments = await cluster.list(DEPLOYMENTS);
    const charts = deployments.filter(({ metadata }) => metadata.namespace === "cert-manager");
    assert.equal(charts.length, 3);
    const incomplete = deployments.filter((one) => fieldOf(one, "status.availableReplicas") !== fieldOf(one, "spec.replicas"));
    assert.deepEqual(
      incomplete.map(({ metadata, status }) => [metadata.name, status]),
      [],
    );
    const warnings = (await cluster.list("/api/v1/events")).filter(({ reason }) => reason === "FailedCreate");
    assert.deepEqual(
      warnings.map(({ message }) => message),
      [],
    );
  });

  it("a rolling update at full scale stays within quota and LimitRange", async () => {
    const max = fieldOf(JSON.parse(config["hardened-aks:workloads"] ?? ""), "catalog.replicas.max");
    await cluster.api.patch(`${CATALOG}/scale`, { spec: { replicas: max } }, "horizontal-pod-autoscaler");
    await retry(async () => assert.equal(fieldOf(await cluster.api.get(CATALOG), "status.readyReplicas"), max), 30);
    await changeTo(image("1.5.0"));
    assert.deepEqual(await up(), { update: 1 });
    const updated = await cluster.api.get(CATALOG);
    const numbers = ["spec.replicas", "status.updatedReplicas", "status.readyReplicas"].map((path) => fieldOf(updated, path));
    assert.deepEqual(numbers, [max, max, max], "the autoscaler keeps its number");
    const failed = (await cluster.list("/api/v1/namespaces/catalog/events")).filter(({ reason }) => reason === "FailedCreate");
    assert.deepEqual(failed, []);
  });

  it("a Deployment that never becomes ready fails the update with pod and reason; the next update with a sound image heals it", async () => {
    await cluster.setPodBehaviour({ neverReady: "broken" });
    await changeTo(image("1.6.0-broken"));
    const error = await expectFailure(up);
    assert.match(error, /catalog-[a-z0-9-]+/);
    assert.match(error, /ImagePullBackOff/);
    await cluster.setPodBehaviour({});
    await changeTo(image("1.6.1"));
    assert.deepEqual(await up(), { update: 1 });
    assertNoChanges((await stack.stack.up(WITHOUT_PACK)).summary.resourceChanges);
  });

  it("a failed smoke test fails the update; the next update creates its Job again", async () => {
    await cluster.setPodBehaviour({ fails: "curl" });
    await changeTo(image("1.6.1"), { key: "ingress", path: ["revision"], value: "2" });
    assert.match(await expectFailure(up), /edge-check/);
    await cluster.setPodBehaviour({});
    await up();
    assertNoChanges((await stack.stack.up(WITHOUT_PACK)).summary.resourceChanges);
  });
});
