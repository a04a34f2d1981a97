import assert from "node:assert/strict";
import { matchesSelector } from "../../policy-pack/rules/reading/selectors";
import { type ConfigChange, withChanges } from "../engine/support/changes";
import { stackConfig } from "../engine/support/program";
import { configure } from "../engine/support/stack";
import { assertNoChanges, expectFailure, WITH_PACK, WITHOUT_PACK } from "../engine/support/suite";
import type { Cluster } from "./support/cluster";
import { type ClusterStack, createClusterStack } from "./support/clusterStack";
import { fieldOf, type KubernetesObject, listOf } from "./support/kubernetesApi";
import { retry } from "./support/programs";
import { describeOnCluster } from "./support/suite";

const config = stackConfig("dev");
const DEPLOYMENTS = "/apis/apps/v1/deployments";
const CATALOG = "/apis/apps/v1/namespaces/catalog/deployments/catalog";
/** Namespaces in which Azure runs the gateways' pods; the platform isolates those that its policies name. */
const AZURE_NAMESPACES = ["aks-istio-ingress", "app-routing-system"];

/** Messages of controllers whose pods were refused by Pod Security admission, a quota or a LimitRange; a missing account is created later. */
async function refusals(cluster: Cluster): Promise<readonly string[]> {
  const messages = (await cluster.list("/api/v1/events"))
    .filter(({ reason }) => reason === "FailedCreate")
    .map(({ message }) => `${message}`);
  return messages.filter((message) => !/service ?account .* not found/.test(message));
}

/** Changes of an update with a new image: the Deployment, and the smoke test's Job, which has a new name. */
const NEW_IMAGE = { update: 1, replace: 1 };

const image = (tag: string): ConfigChange => ({ key: "workloads", path: ["catalog", "image"], value: `catalog-service:${tag}` });

describeOnCluster("what happens in a running cluster", () => {
  let stack: ClusterStack;
  let cluster: Cluster;
  const changeTo = (...changes: ConfigChange[]) => configure(stack.stack, withChanges(config, changes));
  /** Numbers of changed resources of an update, by operation. */
  const up = async (): Promise<Readonly<Record<string, number>>> => {
    const { same: _, ...changed } = ((await stack.stack.up(WITHOUT_PACK)).summary.resourceChanges ?? {}) as Record<string, number>;
    return changed;
  };
  before(async () => {
    stack = await createClusterStack({ name: "dev", config, clusters: 1, timeout: "60s" });
    [cluster] = stack.clusters as [Cluster];
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
    assert.deepEqual(await refusals(cluster), []);
  });

  it("network policies select every pod, in both directions, and each of them selects a pod", async () => {
    const all = await cluster.list("/api/v1/pods");
    const pods = all.filter(({ metadata }) => !AZURE_NAMESPACES.includes(metadata.namespace ?? ""));
    const policies = await cluster.list("/apis/networking.k8s.io/v1/networkpolicies");
    const selects = (policy: KubernetesObject, pod: KubernetesObject) =>
      policy.metadata.namespace === pod.metadata.namespace &&
      matchesSelector(fieldOf(policy, "spec.podSelector"), pod.metadata.labels ?? {}) === true;
    for (const direction of ["Ingress", "Egress"]) {
      const own = policies.filter((policy) => listOf<string>(policy, "spec.policyTypes").includes(direction));
      assert.deepEqual(
        pods.filter((pod) => !own.some((policy) => selects(policy, pod))).map(({ metadata }) => metadata.name),
        [],
        direction,
      );
    }
    const idle = policies.filter((policy) => !all.some((pod) => selects(policy, pod)));
    assert.deepEqual(
      idle.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`),
      [],
    );
  });

  it("a rolling update at full scale stays within quota and LimitRange", async () => {
    const max = fieldOf(JSON.parse(config["hardened-aks:workloads"] ?? ""), "catalog.replicas.max");
    await cluster.api.patch(`${CATALOG}/scale`, { spec: { replicas: max } }, "horizontal-pod-autoscaler");
    await retry(async () => assert.equal(fieldOf(await cluster.api.get(CATALOG), "status.readyReplicas"), max), 30);
    await changeTo(image("1.5.0"));
    assert.deepEqual(await up(), NEW_IMAGE);
    const updated = await cluster.api.get(CATALOG);
    const numbers = ["spec.replicas", "status.updatedReplicas", "status.readyReplicas"].map((path) => fieldOf(updated, path));
    assert.deepEqual(numbers, [max, max, max], "the autoscaler keeps its number");
    assert.deepEqual(await refusals(cluster), []);
  });

  it("a Deployment that never becomes ready fails the update with pod and reason; the next update with a sound image heals it", async () => {
    await cluster.setPodBehaviour({ neverReady: "broken" });
    await changeTo(image("1.6.0-broken"));
    const error = await expectFailure(up);
    assert.match(error, /catalog-[0-9a-f]+-[a-z0-9]{5}\b[^\n]*ImagePullBackOff/);
    await cluster.setPodBehaviour({});
    await changeTo(image("1.6.1"));
    assert.deepEqual(await up(), NEW_IMAGE);
    assertNoChanges((await stack.stack.up(WITHOUT_PACK)).summary.resourceChanges);
  });

  it("a failed smoke test fails the update; the next update creates its Job again", async () => {
    await cluster.setPodBehaviour({ fails: "curl" });
    await changeTo(image("1.6.2"));
    const error = await expectFailure(up);
    assert.match(error, /edge-check\/edge-check-[^\n]*(?:failed|BackoffLimitExceeded)/i);
    await cluster.setPodBehaviour({});
    assert.deepEqual(await up(), { replace: 1 }, "the Job alone");
    assertNoChanges((await stack.stack.up(WITHOUT_PACK)).summary.resourceChanges);
  });
});
