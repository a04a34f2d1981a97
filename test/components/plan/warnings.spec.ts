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

  it("report a Kubernetes version whose support ends", () => {
    assert.match(planWarnings(load(stackFile("prod")).config, new Date("2027-05-01T00:00:00Z"))[0] ?? "", /1\.36 ends with 2027-06/);
  });
});
