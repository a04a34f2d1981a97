import assert from "node:assert/strict";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { EXTERNAL_SECRETS_NAMESPACE } from "../../components/kubernetes/addons/externalSecrets";
import { type ConfigChange, withChanges } from "../engine/support/changes";
import { stackConfig } from "../engine/support/program";
import { configure } from "../engine/support/stack";
import { assertNoChanges, WITH_PACK, WITHOUT_PACK } from "../engine/support/suite";
import type { Cluster } from "./support/cluster";
import { type ClusterStack, createClusterStack } from "./support/clusterStack";
import { fieldOf } from "./support/kubernetesApi";
import { retryUnserved } from "./support/programs";
import { describeOnCluster } from "./support/suite";

const config = stackConfig("dev");
const CHART = "kubernetes:helm.sh/v4:Chart$";
const DEFINITIONS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
const EXTERNAL_SECRETS = "/apis/external-secrets.io/v1/namespaces/catalog/externalsecrets";

/** The objects with which each controller routes requests. */
const ROUTES = {
  istio: "/apis/networking.istio.io/v1/virtualservices",
  "gateway-api": "/apis/gateway.networking.k8s.io/v1/httproutes",
  nginx: "/apis/networking.k8s.io/v1/ingresses",
};

/** What makes each controller's gateway verify the certificate of a pod: objects, and the value at a path of one of them. */
const BACKEND_TLS = {
  istio: ["/apis/networking.istio.io/v1/destinationrules", "spec.trafficPolicy.tls.mode", "SIMPLE"],
  "gateway-api": ["/apis/gateway.networking.k8s.io/v1/backendtlspolicies", "spec.targetRefs[0].name", "catalog"],
  nginx: ["/apis/networking.k8s.io/v1/ingresses", 'metadata.annotations["nginx.ingress.kubernetes.io/backend-protocol"]', "HTTPS"],
} as const;

const controller = (name: keyof typeof ROUTES): ConfigChange => ({ key: "ingress", path: ["controller"], value: name });

const ingress = (key: string, value: unknown): ConfigChange => ({ key: "ingress", path: [key], value });
const ORIGIN_ZONE: ConfigChange = { key: "publicDns", path: ["originZone"], value: { name: "origin.dev.contoso.com" } };

/** What the pack reports of a chart's objects, as `level control object`. */
function collectReports(chart: string) {
  const reports = new Set<string>();
  const onEvent = ({ policyEvent }: EngineEvent) => {
    const { resourceUrn = "", enforcementLevel, message = "" } = policyEvent ?? {};
    const [, control] = /^([A-Z]+-\d+)/m.exec(message.split("\n").slice(1).join("\n")) ?? [];
    const object = resourceUrn.split("::").at(-1) ?? "";
    if (resourceUrn.includes(CHART) && object.includes(`${chart}:`))
      reports.add(`${enforcementLevel} ${control} ${object.split("/").at(-1)}`);
  };
  return { reports, onEvent };
}

const EXTERNAL_SECRETS_PODS = ["external-secrets", "external-secrets-cert-controller", "external-secrets-webhook"];

const CERT_MANAGER_FINDINGS = [
  ...["cert-manager", "cert-manager-cainjector", "cert-manager-webhook"].map((name) => `advisory POD-08 ${name}`),
  ...["cert-manager", "cert-manager-cainjector", "cert-manager-webhook"].map((name) => `advisory POD-09 ${name}`),
  ...["cert-manager", "cert-manager-cainjector"].map((name) => `advisory POD-14 ${name}`),
];

const TRUST_MANAGER_FINDINGS = ["POD-08", "POD-09", "POD-14"].map((control) => `advisory ${control} trust-manager`);

const EXTERNAL_SECRETS_FINDINGS = [
  ...["POD-08", "POD-09"].flatMap((control) => EXTERNAL_SECRETS_PODS.map((name) => `advisory ${control} ${name}`)),
  "advisory POD-10 external-secrets-webhook",
  ...EXTERNAL_SECRETS_PODS.map((name) => `advisory POD-14 ${name}`),
];

describeOnCluster("ingress controllers and optional add-ons", () => {
  let stack: ClusterStack;
  let cluster: Cluster;
  const changeTo = (...changes: ConfigChange[]) => configure(stack.stack, withChanges(config, changes));
  before(async () => {
    stack = await createClusterStack({ name: "dev", config, clusters: 1, timeout: "90s" });
    [cluster] = stack.clusters as [Cluster];
  });
  after(() => stack?.end());

  it("the pack reports of the objects that cert-manager's chart renders what docs/advisories.md explains, and nothing mandatory", async () => {
    const { reports, onEvent } = collectReports("cert-manager");
    await stack.stack.up({ ...WITH_PACK, onEvent });
    assert.deepEqual([...reports].sort(), CERT_MANAGER_FINDINGS);
  });

  it("an account of an ACME server, then an issuer of the user's in its place, come up", async () => {
    const acmeAccount = { keyId: "kid-1", secret: "acme-hmac" };
    const secrets = { value: JSON.stringify({ "acme-hmac": "aG1hYy1rZXktb2YtdGhlLXRlc3Q" }), secret: true };
    await stack.stack.setConfig("hardened-aks:secrets", secrets);
    await changeTo(ingress("acmeServer", "https://acme.zerossl.com/v2/DV90"), ingress("acmeAccount", acmeAccount), ORIGIN_ZONE);
    await stack.stack.up(WITH_PACK);
    assert.deepEqual(await bindings(cluster), [{ keyID: "kid-1", keySecretRef: { name: "acme-account-binding", key: "hmac-key" } }]);
    assertNoChanges((await stack.stack.up(WITHOUT_PACK)).summary.resourceChanges);
    await changeTo(ingress("issuer", "company"), ingress("acmeEmail", undefined));
    await stack.stack.up(WITH_PACK);
    assert.deepEqual(await bindings(cluster), []);
    assertNoChanges((await stack.stack.up(WITHOUT_PACK)).summary.resourceChanges);
  });

  // istio last: it is what the stack has before.
  for (const name of ["gateway-api", "nginx", "istio"] as const) {
    it(`${name}: comes up with TLS to the pods, replaces the previous controller, and changes nothing in the next update`, async () => {
      await changeTo(controller(name), ingress("backendTls", true));
      const { reports, onEvent } = collectReports("trust-manager");
      await stack.stack.up({ ...WITH_PACK, onEvent });
      assert.deepEqual([...reports].sort(), name === "gateway-api" ? TRUST_MANAGER_FINDINGS : []);
      for (const [other, path] of Object.entries(ROUTES)) assert.equal((await cluster.list(path)).length > 0, other === name, other);
      const [objects, path, value] = BACKEND_TLS[name];
      const values = (await cluster.list(objects)).map((object) => fieldOf(object, path));
      assert.ok(values.includes(value), `${objects}: ${values.join()}`);
      assertNoChanges((await stack.stack.up(WITHOUT_PACK)).summary.resourceChanges);
    });
  }

  it("External Secrets off and on again keeps the definitions, and with them every ExternalSecret", async () => {
    const on: ConfigChange = { key: "kubernetes", path: ["externalSecrets"], value: true };
    await changeTo(controller("nginx"), on);
    const { reports, onEvent } = collectReports("external-secrets");
    await stack.stack.up({ ...WITH_PACK, onEvent });
    assert.deepEqual([...reports].sort(), EXTERNAL_SECRETS_FINDINGS);
    const { uid } = (await cluster.api.create(EXTERNAL_SECRETS, externalSecret("kept"))).metadata;
    const isKept = async () =>
      assert.equal(
        (await retryUnserved(() => cluster.api.get(`${EXTERNAL_SECRETS}/kept`))).metadata.uid,
        uid,
        "another object of that name",
      );
    const installed = await definitions(cluster);
    assert.ok(installed.length > 5);
    assert.deepEqual(await operators(cluster), EXTERNAL_SECRETS_PODS);
    await changeTo(controller("nginx"));
    await stack.stack.up(WITHOUT_PACK);
    assert.deepEqual(await operators(cluster), []);
    assert.deepEqual(await definitions(cluster), installed);
    await isKept();
    await changeTo(controller("nginx"), on);
    await stack.stack.up(WITHOUT_PACK);
    assert.deepEqual(await operators(cluster), EXTERNAL_SECRETS_PODS);
    await isKept();
    assertNoChanges((await stack.stack.up(WITHOUT_PACK)).summary.resourceChanges);
  });
});

/** The Deployments of External Secrets. */
async function operators(cluster: Cluster): Promise<readonly string[]> {
  const deployments = await cluster.list(`/apis/apps/v1/namespaces/${EXTERNAL_SECRETS_NAMESPACE}/deployments`);
  return deployments.map(({ metadata }) => metadata.name).sort();
}

async function definitions(cluster: Cluster): Promise<readonly string[]> {
  const names = (await cluster.list(DEFINITIONS)).map(({ metadata }) => metadata.name);
  return names.filter((name) => name.endsWith("external-secrets.io")).sort();
}

/** External account bindings of the ACME issuers. */
async function bindings(cluster: Cluster): Promise<readonly unknown[]> {
  const issuers = await cluster.list("/apis/cert-manager.io/v1/clusterissuers");
  return issuers
    .filter((issuer) => fieldOf(issuer, "spec.acme") !== undefined)
    .map((issuer) => fieldOf(issuer, "spec.acme.externalAccountBinding"));
}

function externalSecret(name: string) {
  const secretStoreRef = { name: "vault", kind: "SecretStore" };
  const spec = { secretStoreRef, refreshInterval: "1h", data: [{ secretKey: "key", remoteRef: { key: "api-key" } }] };
  return { apiVersion: "external-secrets.io/v1", kind: "ExternalSecret", metadata: { name, namespace: "catalog" }, spec };
}
