import assert from "node:assert/strict";
import { planWarnings } from "../../../components/plan/warnings";
import { load, stackFile, withValue } from "../config/stack";

const now = new Date("2026-11-01T00:00:00Z");

function warnings(...changes: readonly (readonly [path: string, value: unknown])[]): readonly string[] {
  return planWarnings(load(changes.reduce((keys, [path, value]) => withValue(keys, path, value), stackFile("prod"))).config, now);
}

describe("Warnings of a plan", () => {
  it("do not exist for the committed prod stack", () => assert.deepEqual(warnings(), []));

  it("report settings that the sidecar's image ignores, once for all stamps", () => {
    const reported = warnings(
      ["secrets", { redis: "x", insights: "y" }],
      ["workloads.catalog.sidecar.distributedCacheSecret", "redis"],
      ["workloads.catalog.sidecar.applicationInsightsSecret", "insights"],
    );
    assert.equal(reported.length, 2);
    assert.match(reported[0] ?? "", /^workloads\.catalog\.sidecar\.distributedCacheSecret: the image ignores TokenCache__\* settings/);
    assert.match(reported[1] ?? "", /applicationInsightsSecret: the image ignores ApplicationInsights__\* settings/);
  });

  it("report that workloads are administrators of the database server with password authentication", () => {
    const [warning = ""] = warnings(["postgres.authentication", { type: "password", administratorLogin: "platform" }]);
    assert.match(warning, /every workload with a database \(catalog\) signs in as the server's administrator/);
  });

  it("report a sidecar whose token has the audience of the application's", () => {
    const path = "workloads.catalog.sidecar.credential.tokenAudience";
    const [warning = ""] = warnings([path, "api://AzureADTokenExchange"]);
    assert.match(
      warning,
      /^workloads\.catalog\.sidecar\.credential\.tokenAudience: the application's container has a token with this audience/,
    );
    assert.deepEqual(warnings([path, "api://AzureADTokenExchange/catalog"]), []);
  });

  it("report credentials of sidecars whose end is unknown, and values that end soon, late or have ended", () => {
    const credential = { type: "certificateFile", clientId: "5f0d4c7e-2c86-4a55-9f4c-0a8f3f2a1b03", certificate: "pfx" };
    const reported = (expires?: string) =>
      warnings(
        ["secrets", { pfx: "x", other: "y" }],
        ["workloads.catalog.sidecar.credential", credential],
        ["keyVault.configuredSecrets", { pfx: { expires } }],
      ).filter((warning) => warning.startsWith("keyVault.configuredSecrets.pfx.expires: "));
    assert.match(reported()[0] ?? "", /set the day on which this credential of a sidecar ends/);
    assert.match(reported("2026-10-31")[0] ?? "", /ended with 2026-10-31/);
    assert.match(reported("2026-11-30")[0] ?? "", /ends with 2026-11-30/);
    assert.deepEqual(reported("2026-12-01"), []);
    assert.deepEqual(reported("2027-01-30"), []);
    assert.match(reported("2027-01-31")[0] ?? "", /more than 90 days ahead/);
  });

  it("report charts whose support has ended, where they are installed", () => {
    const later = new Date("2027-04-02T00:00:00Z");
    const charts = (keys: Record<string, unknown>) =>
      planWarnings(load(keys).config, later).filter((warning) => warning.includes("the expected support"));
    assert.match(charts(stackFile("prod"))[0] ?? "", /^cert-manager 1\.21: the expected support ended with 2027-03/);
    const both = charts(withValue(stackFile("prod"), "kubernetes.externalSecrets", true));
    assert.match(both[1] ?? "", /^External Secrets 2\.12: the expected support ended with 2026-12/);
    assert.deepEqual(charts(withValue(stackFile("prod"), "scope", "azure")), []);
  });

  it("report what AKS does not support for a system pool, outside production", () => {
    assert.deepEqual(planWarnings(load(stackFile("dev")).config, now), []);
    const small = { vmSize: "Standard_D2ds_v5", minCount: 1, maxCount: 3, osDiskSizeGb: 48 };
    const dev = planWarnings(load(withValue(stackFile("dev"), "cluster.systemPool", small)).config, now);
    assert.equal(dev.length, 2);
    assert.match(dev[0] ?? "", /^cluster\.systemPool\.vmSize: Standard_D2ds_v5 is accepted outside production only; .* at least 4 vCPUs/);
    assert.match(dev[1] ?? "", /^cluster\.systemPool\.minCount: 1 is accepted outside production only; .* at least 2 nodes/);
  });

  it("report a region where Front Door lists no Private Link, unless another is set or it is admitted", () => {
    const region = ["stamps[0].region", "switzerlandnorth"] as const;
    assert.match(warnings(region).join(), /^stamps\[0\]\.privateLinkRegion: .* no Private Link in switzerlandnorth; set the nearest/);
    assert.deepEqual(warnings(region, ["stamps[0].privateLinkRegion", "francecentral"]), []);
    assert.deepEqual(warnings(region, ["admitted", { regions: ["switzerlandnorth"] }]), []);
    assert.deepEqual(warnings(region, ["ingress.exposure", { type: "publicLoadBalancer" }]), []);
    assert.deepEqual(warnings(region, ["scope", "azure"]), []);
  });

  it("report a GPU pool, whose nodes get no driver with Secure Boot", () => {
    const gpu = { vmSize: "Standard_NC4as_T4_v3", minCount: 1, maxCount: 1 };
    assert.match(warnings(["cluster.userPools.gpu", gpu]).join(), /^cluster\.userPools\.gpu\.vmSize: AKS installs no GPU driver/);
    assert.deepEqual(warnings(["cluster.userPools.gpu", { ...gpu, fips: true }]), []);
  });

  it("report an Istio revision whose support has ended, where the add-on is used", () => {
    const old = [
      ["cluster.kubernetesVersion", "1.35"],
      ["ingress.istioRevision", "asm-1-28"],
    ] as const;
    assert.match(warnings(...old).join(), /^ingress\.istioRevision: AKS support for asm-1-28 ended with 2026-08/);
    assert.deepEqual(warnings(...old, ["ingress.controller", "nginx"]), []);
    assert.deepEqual(warnings(["ingress.istioRevision", "asm-1-29"]), []);
  });

  it("report a Kubernetes version whose support ends", () => {
    assert.match(planWarnings(load(stackFile("prod")).config, new Date("2027-05-01T00:00:00Z"))[0] ?? "", /1\.36 ends with 2027-06/);
  });
});
