import assert from "node:assert/strict";
import { stackConfig } from "../engine/support/program";
import { exportState } from "../engine/support/state";
import { assertNoChanges, expectFailure, WITHOUT_PACK } from "../engine/support/suite";
import { ENFORCER } from "./support/azureServices";
import type { Cluster } from "./support/cluster";
import { type ClusterStack, createClusterStack } from "./support/clusterStack";
import { ControlPlane } from "./support/controlPlane";
import { fieldOf, type KubernetesObject, listOf } from "./support/kubernetesApi";
import { NEXT_VERSION } from "./support/manifests";
import { retry } from "./support/programs";
import { describeOnCluster, itStopsApiServer } from "./support/suite";

/** Every update refreshes first, as Pulumi.yaml sets it. */
const REFRESHED = { ...WITHOUT_PACK, refresh: true } as const;
const NAMESPACE = "/api/v1/namespaces/catalog";
const SERVICE = `${NAMESPACE}/services/catalog`;
const POLICY = "/apis/networking.k8s.io/v1/namespaces/catalog/networkpolicies/catalog";

const CERTIFICATE = "/apis/cert-manager.io/v1/namespaces/catalog/certificates/server-tls";
const WEBHOOKS = "/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations";

const managersOf = ({ metadata }: KubernetesObject): readonly unknown[] => (metadata.managedFields ?? []).map(({ manager }) => manager);

describeOnCluster("what others do in the cluster", () => {
  let stack: ClusterStack;
  let cluster: Cluster;
  /** Numbers of changed resources of an update, by operation. */
  const up = async (): Promise<Readonly<Record<string, number>>> => {
    const { same: _, ...changed } = ((await stack.stack.up(REFRESHED)).summary.resourceChanges ?? {}) as Record<string, number>;
    return changed;
  };
  before(async () => {
    stack = await createClusterStack({ name: "dev", config: stackConfig("dev"), clusters: 1, timeout: "60s" });
    [cluster] = stack.clusters as [Cluster];
    await stack.stack.up(WITHOUT_PACK);
  });
  after(() => stack?.end());

  it("a deleted object is created again, and nothing else changes", async () => {
    await cluster.api.delete(SERVICE);
    assert.deepEqual(await up(), { create: 1 });
    assert.ok(await cluster.api.find(SERVICE));
  });

  it("a field edited by somebody else is set back", async () => {
    await cluster.api.patch(SERVICE, { spec: { ports: [{ name: "http", port: 80, targetPort: 9999 }] } }, "kubectl-edit");
    assert.deepEqual(await up(), { update: 1 });
    assert.deepEqual(
      listOf(await cluster.api.get(SERVICE), "spec.ports").map(({ targetPort }) => targetPort),
      [8080],
    );
  });

  it("a field of another field manager is a conflict that names both, and is set back as soon as that manager releases it", async () => {
    const { apiVersion, kind, metadata } = await cluster.api.get(POLICY);
    const body = { apiVersion, kind, metadata: { name: metadata.name }, spec: { podSelector: { matchLabels: { other: "pods" } } } };
    await cluster.api.apply(POLICY, body, "another-controller");
    assert.match(await expectFailure(up), /conflict with "another-controller": \.spec\.podSelector/);
    // As docs/operations.md describes it: the manager is stopped, then its ownership is removed.
    await cluster.api.patch(POLICY, { metadata: { managedFields: [{}] } });
    assert.deepEqual(await up(), { update: 1 });
    assert.deepEqual(fieldOf(await cluster.api.get(POLICY), "spec.podSelector.matchLabels.other"), undefined);
    assertNoChanges((await stack.stack.up(WITHOUT_PACK)).summary.resourceChanges);
  });

  it("a certificate that cert-manager renews changes no resource", async () => {
    const manager = "cert-manager-certificates-issuing";
    for (const revision of [1, 2]) {
      const data = { "tls.crt": `certificate ${revision}`, "tls.key": `key ${revision}`, "ca.crt": "authority" };
      const metadata = { name: "server-tls", annotations: { "cert-manager.io/certificate-name": "server-tls" } };
      const secret = { apiVersion: "v1", kind: "Secret", type: "kubernetes.io/tls", metadata, stringData: data };
      await cluster.api.apply(`${NAMESPACE}/secrets/server-tls`, secret, manager);
      const notAfter = `2027-0${revision}-01T00:00:00Z`;
      await cluster.api.patch(`${CERTIFICATE}/status`, { status: { revision, notAfter, renewalTime: notAfter } }, manager);
      assert.deepEqual(await up(), {}, `revision ${revision}`);
    }
    assert.equal(fieldOf(await cluster.api.get(CERTIFICATE), "status.revision"), 2);
  });

  it("a namespace deleted with everything in it is created again", async () => {
    const { resources } = await exportState(stack);
    const inside = resources.filter(
      ({ type, id, inputs }) => type.startsWith("kubernetes:") && (id === "catalog" || fieldOf(inputs, "metadata.namespace") === "catalog"),
    );
    assert.ok(inside.some(({ type }) => type === "kubernetes:core/v1:Namespace"));
    await cluster.api.delete(NAMESPACE);
    await retry(async () => assert.equal(await cluster.api.find(NAMESPACE), undefined), 60);
    assert.deepEqual(await up(), { create: inside.length });
    assertNoChanges((await stack.stack.up(WITHOUT_PACK)).summary.resourceChanges);
  });

  it("new credentials replace nothing", async () => {
    const identities = async () => (await exportState(stack)).resources.map(({ urn, id }) => `${urn} ${id}`).sort();
    const before = await identities();
    stack.renewCredentials();
    assert.deepEqual(await up(), { update: 1 }, "only the provider gets them");
    assert.deepEqual(await identities(), before);
  });

  it("the next version of a chart is installed although the admissions enforcer has completed its webhooks", async () => {
    await stack.useNextChart("cert-manager");
    const { update = 0, ...others } = await up();
    assert.ok(update > 20, `${update} updates`);
    assert.deepEqual(others, {});
    const webhooks = await cluster.list(WEBHOOKS);
    assert.deepEqual(
      webhooks.map(({ metadata }) => metadata.labels?.["app.kubernetes.io/version"]),
      [NEXT_VERSION],
    );
    assert.deepEqual(
      webhooks.flatMap(managersOf).filter((manager) => manager === ENFORCER),
      [],
      "the selector is complete already",
    );
  });

  it("a webhook without the enforcer's expressions would be a conflict: the simulated enforcer does what AKS's does", async () => {
    const name = "another-team";
    const path = `${WEBHOOKS}/${name}`;
    const webhook = { name: "webhook.contoso.com", sideEffects: "None", admissionReviewVersions: ["v1"], failurePolicy: "Ignore" };
    const clientConfig = { service: { namespace: "cert-manager", name: "cert-manager-webhook" } };
    const namespaceSelector = { matchExpressions: [{ key: "kubernetes.io/metadata.name", operator: "In", values: ["nowhere"] }] };
    const configuration = {
      apiVersion: "admissionregistration.k8s.io/v1",
      kind: "ValidatingWebhookConfiguration",
      metadata: { name },
      webhooks: [{ ...webhook, clientConfig, namespaceSelector, rules: [] }],
    };
    await cluster.api.apply(path, configuration, "another-team");
    await retry(async () => assert.ok(managersOf(await cluster.api.get(path)).includes(ENFORCER)), 20);
    await assert.rejects(cluster.api.applyWithoutForce(path, configuration, "another-team"), /conflict with \\"admissionsenforcer\\"/);
    await cluster.api.delete(path);
  });

  itStopsApiServer("without an API server an update fails and forgets nothing; afterwards nothing changes", async () => {
    const before = (await exportState(stack)).resources.length;
    assert.ok(cluster instanceof ControlPlane);
    await cluster.stopApiServer();
    assert.match(await expectFailure(up), /unreachable|connection refused/);
    assert.equal((await exportState(stack)).resources.length, before);
    await cluster.startApiServer();
    assert.deepEqual(await up(), {});
  });
});
