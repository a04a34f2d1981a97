import assert from "node:assert/strict";
import { type Preview, preview, type Settings, summarize } from "./support/preview";
import { ONE_REGION } from "./support/weakening";

const CERTIFICATE = "kubernetes:cert-manager.io/v1:Certificate";
const BUNDLE = "kubernetes:trust.cert-manager.io/v1alpha1:Bundle";
const REASON = "The vendor's image cannot terminate TLS.";

const previewWith = (settings: Settings = {}) => preview({ stack: "prod", settings: { stamps: ONE_REGION, ...settings } });

/** What the pack reports of the way to the pods. */
const reported = ({ findings }: Preview) => summarize(findings.filter(({ control }) => control === "ING-12"));

/** Names of the resources with a server's certificate. */
const servers = ({ registrations }: Preview) =>
  registrations.filter(({ type, name }) => type === CERTIFICATE && name.endsWith("-server-certificate")).map(({ name }) => name);

describe("TLS from the gateway to the workloads", () => {
  it("is on for every workload with ingress, and for no other", async () => {
    const found = await previewWith();
    assert.deepEqual(servers(found).sort(), [
      "swedencentral-inside-catalog-server-certificate",
      "swedencentral-inside-health-server-certificate",
    ]);
    assert.deepEqual(reported(found), []);
  });

  it("is verified by an nginx controller too", async () => {
    const found = await previewWith({ ingress: { controller: "nginx" } });
    assert.equal(servers(found).length, 2);
    assert.deepEqual(reported(found), []);
  });

  it("is verified by a gateway of Gateway API, with an authority that trust-manager writes to the published workloads' namespaces", async () => {
    const found = await previewWith({ ingress: { controller: "gateway-api" } });
    assert.equal(servers(found).length, 2);
    assert.deepEqual(reported(found), []);
    assert.deepEqual(
      found.findings.filter(({ level }) => level === "mandatory"),
      [],
    );
    const { inputs } = found.registrations.find(({ type }) => type === BUNDLE) ?? assert.fail("no Bundle");
    const { target } = inputs.spec as { target: { namespaceSelector: { matchExpressions: { values: string[] }[] } } };
    assert.deepEqual(target.namespaceSelector.matchExpressions[0]?.values, ["catalog", "health"]);
  });

  it("needs no trust-manager with another controller, or where no workload terminates TLS", async () => {
    for (const ingress of [{}, { controller: "nginx" }, { controller: "gateway-api", backendTls: false }]) {
      const { registrations } = await previewWith({ ingress });
      assert.ok(registrations.every(({ type, name }) => type !== BUNDLE && !name.includes("trust-manager")));
    }
  });

  it("is advised for a workload that is excepted", async () => {
    const found = await previewWith({ workloads: { catalog: { plainHttp: { reason: REASON } } } });
    assert.deepEqual(servers(found), ["swedencentral-inside-health-server-certificate"]);
    assert.deepEqual(reported(found), ["ING-12 swedencentral-inside-gateway-routes"]);
    const policies = { "ingress-backend-tls": { plainBackends: ["catalog/catalog"] } };
    assert.deepEqual(reported({ ...found, findings: await found.evaluateWith(policies) }), []);
  });

  it("is advised where it is off, with every controller", async () => {
    const route = (controller: string) => previewWith({ ingress: { controller, backendTls: false } });
    assert.deepEqual(reported(await route("istio")), ["ING-12 swedencentral-inside-gateway-routes"]);
    assert.deepEqual(reported(await route("nginx")), [
      "ING-12 swedencentral-inside-gateway-ingress-catalog",
      "ING-12 swedencentral-inside-gateway-ingress-health",
    ]);
    assert.deepEqual(reported(await route("gateway-api")), [
      "ING-12 swedencentral-inside-gateway-route-catalog",
      "ING-12 swedencentral-inside-gateway-route-health",
    ]);
  });
});
