import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { withChanges } from "../engine/support/changes";
import { stackConfig } from "../engine/support/program";
import { assertNoChanges, WITHOUT_PACK } from "../engine/support/suite";
import { type ClusterStack, createClusterStack } from "./support/clusterStack";
import { claim } from "./support/existing/claim";
import { kindContexts } from "./support/existing/contexts";
import { FOREIGN_NODES, type ForeignCluster, startForeignCluster } from "./support/existing/foreignCluster";
import { listObjects } from "./support/existing/inventory";
import { fieldOf, KubernetesApi } from "./support/kubernetesApi";
import { createNodes, NODES } from "./support/kwok";
import { retry } from "./support/programs";
import { describeOnControlPlane } from "./support/suite";

/** In the place of the gateway of Docker's network: an address of this machine that no Service has (.ci/test-cluster.sh). */
const HOST = "10.101.255.254";
const LEASES = "/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases";
const DEPLOYMENTS = "/apis/apps/v1/deployments";
/** In seconds: what controllers delete by themselves is gone. */
const TIMEOUT = 60;

describeOnControlPlane("a cluster that runs already", () => {
  // So that it can be destroyed.
  const config = withChanges(stackConfig("dev"), [{ key: "governance", path: ["locks"], value: false }]);
  let folder = "";
  let foreign: ForeignCluster;
  let stack: ClusterStack;
  let original: ReadonlyMap<string, string>;
  /** Identities of all objects but events, by path. */
  const identities = async (): Promise<ReadonlyMap<string, string>> => {
    const objects = await listObjects(foreign.api, (resource) => resource !== "events");
    return new Map([...objects].map(([path, { metadata }]) => [path, `${metadata.uid}`]));
  };
  /** Spec and annotations of the owner's nodes. */
  const nodes = async () => {
    const all = await foreign.api.list("/api/v1/nodes");
    return all
      .filter(({ metadata }) => FOREIGN_NODES.some((name) => name === metadata.name))
      .map(({ metadata, spec }) => ({ name: metadata.name, annotations: metadata.annotations, spec }));
  };
  let originalNodes: Awaited<ReturnType<typeof nodes>>;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "hardened-aks-foreign-"));
    foreign = await startForeignCluster(folder);
    [original, originalNodes] = [await identities(), await nodes()];
  });
  after(async () => {
    await stack?.end();
    await foreign?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it("is taken over also after an interrupted run, whose objects are deleted", async () => {
    const [context] = kindContexts([{ file: "kubeconfig", content: foreign.kubeconfig }]).usable;
    assert.ok(context);
    const api = new KubernetesApi(context, context);
    await claim(api);
    await interruptedRun(api);
    api.close();
    const left = await identities();
    stack = await createClusterStack({ name: "dev", config, clusters: 1, existing: { host: HOST, contexts: [context] } });
    // A kind whose definition was installed a moment ago cannot be listed yet.
    const now = await retry(identities, TIMEOUT);
    const remaining = [...left].filter(([path, uid]) => !original.has(path) && now.get(path) === uid).map(([path]) => path);
    assert.deepEqual(remaining, []);
    assert.ok(left.size > original.size + 5);
  });

  it("has the leases that its node lifecycle controller expects, also after another start of KWOK", async () => {
    const holders = async () => {
      const leases = await Promise.all(NODES.map(({ metadata }) => foreign.api.get(`${LEASES}/${metadata.name}`)));
      return leases.map((lease) => fieldOf(lease, "spec.holderIdentity"));
    };
    const first = await retry(holders, TIMEOUT);
    await stack.clusters[0]?.setPodBehaviour({});
    const second = await retry(holders, TIMEOUT);
    assert.deepEqual([new Set(first).size, new Set(second).size, first[0] === second[0]], [1, 1, false]);
  });

  it("comes up without a pod on its own nodes, and its API server calls the webhooks", async () => {
    const own = async () =>
      (await foreign.api.list("/api/v1/pods")).filter(({ spec }) =>
        FOREIGN_NODES.some((name) => name === fieldOf({ spec }, "spec.nodeName")),
      );
    const pods = (await own()).map(({ metadata }) => metadata.uid);
    await stack.stack.up(WITHOUT_PACK);
    assert.deepEqual(
      (await own()).map(({ metadata }) => metadata.uid),
      pods,
    );
    const [cluster] = stack.clusters;
    const deployments = (await cluster?.list(DEPLOYMENTS)) ?? [];
    assert.ok(deployments.length > 3);
    assert.ok(deployments.every(({ metadata }) => metadata.namespace !== "kube-system"));
    assert.ok(stack.webhooks.answered.length > 0);
    assert.ok(stack.kubelogin.calls() > 0);
  });

  it("changes nothing in the next update, and has no changes after a refresh", async () => {
    assertNoChanges((await stack.stack.up(WITHOUT_PACK)).summary.resourceChanges);
    await stack.stack.refresh(WITHOUT_PACK);
    await stack.stack.preview({ ...WITHOUT_PACK, expectNoChanges: true });
  });

  it("is afterwards what it was before", async () => {
    await stack.run("state", "unprotect", "--all", "--yes");
    await stack.stack.destroy(WITHOUT_PACK);
    await stack.end();
    await retry(async () => assert.deepEqual(await identities(), original), TIMEOUT);
    assert.deepEqual(await nodes(), originalNodes);
  });
});

/** Objects as a run leaves them that nothing ends: no kubelet deletes the pod, and its node is played by nobody. */
async function interruptedRun(api: KubernetesApi): Promise<void> {
  await createNodes(api);
  const namespace = "/api/v1/namespaces/catalog";
  await api.apply(namespace, { apiVersion: "v1", kind: "Namespace", metadata: { name: "catalog" } }, "test");
  const account = `${namespace}/serviceaccounts/default`;
  await retry(() => api.get(account), TIMEOUT);
  const spec = { nodeName: NODES[0]?.metadata.name, containers: [{ name: "catalog", image: "catalog:1" }] };
  await api.create(`${namespace}/pods`, { apiVersion: "v1", kind: "Pod", metadata: { name: "catalog" }, spec });
  const rbac = "/apis/rbac.authorization.k8s.io/v1";
  const role = { apiVersion: "rbac.authorization.k8s.io/v1", metadata: { name: "left" }, rules: [] };
  await api.create(`${rbac}/clusterroles`, { ...role, kind: "ClusterRole" });
  await api.create(`${rbac}/namespaces/kube-system/roles`, { ...role, kind: "Role" });
  const webhook = {
    name: "left.contoso.com",
    sideEffects: "None",
    admissionReviewVersions: ["v1"],
    clientConfig: { service: { namespace: "catalog", name: "none" } },
  };
  await api.create("/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations", {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "ValidatingWebhookConfiguration",
    metadata: { name: "left" },
    webhooks: [{ ...webhook, rules: [{ apiGroups: ["*"], apiVersions: ["*"], operations: ["DELETE"], resources: ["*"] }] }],
  });
}
