import assert from "node:assert/strict";
import { type Preview, preview, type Settings } from "./support/preview";
import { ONE_REGION } from "./support/weakening";

const STRICT = { mode: "strict" };
const REASON = { reason: "Its protocol needs the client's address." };
const GATEWAY = "cluster.local/ns/aks-istio-ingress/sa/aks-istio-ingressgateway-internal";
const PREFIX = "swedencentral-inside-";

const previewWith = (settings: Settings = {}) =>
  preview({ stack: "prod", settings: { stamps: ONE_REGION, serviceMesh: STRICT, ...settings } });

const mandatory = ({ findings }: Preview) => findings.filter(({ level }) => level === "mandatory");

/** Names of the resources of a kind of Istio, without the stamp's. */
const named = ({ registrations }: Preview, kind: string) =>
  registrations.flatMap(({ type, name }) => (type.endsWith(`:${kind}`) ? [name.replace(PREFIX, "")] : [])).sort();

/** An input of a resource, or a part of it. */
function inputOf({ registrations }: Preview, name: string, ...path: readonly string[]): unknown {
  const found = registrations.find((one) => one.name === `${PREFIX}${name}`) ?? assert.fail(`no resource ${name}`);
  return path.reduce<unknown>((value, key) => (value as Readonly<Record<string, unknown>> | undefined)?.[key], found.inputs);
}

/** AuthorizationPolicy of a workload, which allows principals on a port. */
const allowed = (workload: string, principals: readonly string[], port: string) => ({
  selector: { matchLabels: { "app.kubernetes.io/name": workload } },
  action: "ALLOW",
  rules: [{ from: [{ source: { principals } }], to: [{ operation: { ports: [port] } }] }],
});

describe("the service mesh", () => {
  it("does not exist unless it is configured", async () => {
    const found = await previewWith({ serviceMesh: {} });
    assert.deepEqual([...named(found, "PeerAuthentication"), ...named(found, "AuthorizationPolicy")], ["gateway-front-door-only"]);
    const texts = JSON.stringify(found.registrations.map(({ inputs }) => inputs));
    assert.ok(!/istio\.io\/rev|sidecar\.istio\.io|proxyv2/.test(texts));
  });

  it("contains every workload without a sidecar: a proxy, mutual TLS only, everything denied that is not allowed", async () => {
    const found = await previewWith();
    assert.deepEqual(named(found, "PeerAuthentication"), ["background-mutual-tls", "health-mutual-tls"]);
    for (const workload of ["health", "background"]) {
      assert.equal(inputOf(found, `${workload}-space-namespace`, "metadata", "labels", "istio.io/rev"), "asm-1-30");
      assert.deepEqual(inputOf(found, `${workload}-mutual-tls`, "spec"), { mtls: { mode: "STRICT" } });
      assert.deepEqual(inputOf(found, `${workload}-mesh-deny`, "spec"), {});
    }
    assert.deepEqual(mandatory(found), []);
  });

  it("allows the gateway by its identity, and only where a route leads to the workload", async () => {
    const found = await previewWith({ workloads: { health: { port: 9000 } } });
    assert.deepEqual(inputOf(found, "health-mesh-allow", "spec"), allowed("health", [GATEWAY], "9000"));
    assert.deepEqual(inputOf(found, "gateway-backend-health", "spec", "trafficPolicy"), { tls: { mode: "ISTIO_MUTUAL" } });
    assert.ok(!named(found, "AuthorizationPolicy").includes("background-mesh-allow"));
  });

  it("replaces the certificate of the cluster's authority: the application receives plain HTTP from its proxy", async () => {
    const found = await previewWith();
    assert.deepEqual(
      named(found, "Certificate").filter((name) => name.endsWith("-server-certificate")),
      ["catalog-server-certificate"],
    );
    assert.equal(inputOf(found, "gateway-backend-catalog", "spec", "trafficPolicy", "tls", "mode"), "SIMPLE");
    const [port] = inputOf(found, "health-service", "spec", "ports") as { port: number; appProtocol: string }[];
    assert.deepEqual([port?.port, port?.appProtocol], [80, "http"]);
    assert.deepEqual(
      found.findings.filter(({ control }) => ["ING-12", "MESH-01", "AKS-35"].includes(control)),
      [],
    );
  });

  it("never contains a workload with a sidecar or an exception: no label of a namespace injects into its pods", async () => {
    const found = await previewWith({ workloads: { background: { outsideMesh: REASON } } });
    assert.deepEqual(named(found, "PeerAuthentication"), ["health-mutual-tls"]);
    assert.deepEqual(inputOf(found, "background-deployment", "metadata", "annotations"), {
      "hardened-aks/outside-mesh-reason": REASON.reason,
    });
    for (const workload of ["catalog", "background"]) {
      const labels = inputOf(found, `${workload}-deployment`, "spec", "template", "metadata", "labels") as Record<string, string>;
      assert.equal(labels["sidecar.istio.io/inject"], "false");
      assert.ok(!("istio.io/rev" in (inputOf(found, `${workload}-space-namespace`, "metadata", "labels") as object)));
    }
  });

  it("lets the proxy reach the control plane, and has room for it in quota and limits", async () => {
    const [off, found] = [await previewWith({ serviceMesh: {} }), await previewWith()];
    const controlPlane = { to: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "aks-istio-system" } } }] };
    const egress = (workload: string) => inputOf(found, `${workload}-traffic`, "spec", "egress") as object[];
    const expected = { ...controlPlane, ports: [{ protocol: "TCP", port: 15012 }] };
    assert.ok(egress("health").some((rule) => JSON.stringify(rule) === JSON.stringify(expected)));
    assert.ok(!JSON.stringify(egress("catalog")).includes("aks-istio-system"));
    const annotations = inputOf(found, "health-deployment", "spec", "template", "metadata", "annotations") as Record<string, string>;
    assert.equal(annotations["sidecar.istio.io/proxyMemoryLimit"], "256Mi");
    const memory = (one: Preview) => Number.parseInt(String(inputOf(one, "health-space-quota", "spec", "hard", "limits.memory")), 10);
    assert.equal(memory(found) - memory(off), 8 * 256);
  });

  it("restarts the pods with the proxy of a new revision", async () => {
    const found = await previewWith({ ingress: { istioRevision: "asm-1-31" }, admitted: { istioRevisions: ["asm-1-31"] } });
    assert.equal(inputOf(found, "health-space-namespace", "metadata", "labels", "istio.io/rev"), "asm-1-31");
    assert.match(JSON.stringify(inputOf(found, "health-deployment", "spec", "template", "metadata", "annotations")), /"asm-1-31"/);
  });

  it("has an image that Azure Policy admits", async () => {
    const pattern = async (serviceMesh: object) => {
      const { registrations } = await previewWith({ serviceMesh });
      const { inputs } = registrations.find(({ name }) => name.endsWith("-policies-images")) ?? assert.fail("no assignment");
      const parameters = inputs.parameters as { allowedContainerImagesRegex: { value: string } };
      return new RegExp(parameters.allowedContainerImagesRegex.value);
    };
    const [off, strict] = [await pattern({}), await pattern(STRICT)];
    const image = "mcr.microsoft.com/oss/v2/istio/proxyv2:v1.30.1-1";
    assert.deepEqual([off.test(image), strict.test(image)], [false, true]);
    for (const other of ["mcr.microsoft.com/oss/v2/istio/proxyv2evil:v1", "mcr.microsoft.com/oss/v2/istio/pilot:v1"])
      assert.ok(!strict.test(other));
  });
});

describe("calls in the service mesh", () => {
  it("are allowed by the identity of the caller, whose proxy encrypts", async () => {
    const found = await previewWith({ workloads: { health: { calls: ["background"] }, background: { port: 9000 } } });
    assert.deepEqual(inputOf(found, "background-mesh-allow", "spec"), allowed("background", ["cluster.local/ns/health/sa/health"], "9000"));
    const rule = {
      host: "background.background.svc.cluster.local",
      exportTo: ["health"],
      trafficPolicy: { tls: { mode: "ISTIO_MUTUAL" } },
    };
    assert.deepEqual(inputOf(found, "background-mesh-client", "spec"), rule);
    const environment = JSON.stringify(inputOf(found, "health-deployment", "spec", "template", "spec", "containers"));
    assert.match(environment, /"http:\/\/background\.background\.svc\.cluster\.local"/);
    assert.ok(!environment.includes("TLS_CA_FILE"));
    assert.deepEqual(mandatory(found), []);
  });

  it("out of the mesh use the TLS of the called workload, which the caller verifies", async () => {
    const found = await previewWith({ workloads: { health: { calls: ["catalog"] } } });
    const environment = JSON.stringify(inputOf(found, "health-deployment", "spec", "template", "spec", "containers"));
    assert.match(environment, /"https:\/\/catalog\.catalog\.svc\.cluster\.local"/);
    assert.match(environment, /TLS_CA_FILE/);
    assert.ok(!named(found, "DestinationRule").includes("catalog-mesh-client"));
  });
});
