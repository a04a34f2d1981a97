import assert from "node:assert/strict";
import { planWarnings } from "../../../components/plan/warnings";
import { load, stackFile, withValue } from "../config/stack";

const now = new Date("2026-11-01T00:00:00Z");

function warnings(...changes: readonly (readonly [path: string, value: unknown])[]): readonly string[] {
  return planWarnings(load(changes.reduce((keys, [path, value]) => withValue(keys, path, value), stackFile("prod"))).config, now);
}

describe("Warnings of a plan", () => {
  it("are none for prod as it is", () => assert.deepEqual(warnings(), []));

  it("tell once, not in each of two stamps, what the sidecar's image does not read", () => {
    const told = warnings(
      ["secrets", { redis: "x", insights: "y" }],
      ["workloads.catalog.sidecar.distributedCacheSecret", "redis"],
      ["workloads.catalog.sidecar.applicationInsightsSecret", "insights"],
    );
    assert.equal(told.length, 2);
    assert.match(told[0] ?? "", /^workloads\.catalog\.sidecar\.distributedCacheSecret: the image reads no TokenCache__\* settings/);
    assert.match(told[1] ?? "", /applicationInsightsSecret: the image reads no ApplicationInsights__\* settings/);
  });

  it("tell who is administrator of the database's server where passwords are used", () => {
    const [told = ""] = warnings(["postgres.authentication", { type: "password", administratorLogin: "platform" }]);
    assert.match(told, /every workload with a database \(catalog\) signs in as the server's administrator/);
  });

  it("tell of a Kubernetes version whose support ends", () => {
    assert.match(planWarnings(load(stackFile("prod")).config, new Date("2027-05-01T00:00:00Z"))[0] ?? "", /1\.36 ends with 2027-06/);
  });
});
