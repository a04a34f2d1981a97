import assert from "node:assert/strict";
import { faultsOf, stackWith } from "./stack";

const GUID = "0c0ffee0-0000-4000-8000-000000000001";
const WORKLOAD = "workloads.catalog";
const SIDECAR = `${WORKLOAD}.sidecar`;

/** Secrets in place of their name, or in place of the object that contains the name. */
const PASTED: readonly (readonly [path: string, value: unknown, at?: string])[] = [
  [`${SIDECAR}.distributedCacheSecret`, "cache:6380,password=hunter2=,ssl=True"],
  [`${SIDECAR}.applicationInsightsSecret`, "InstrumentationKey=hunter2"],
  [`${SIDECAR}.credential`, { type: "clientSecret", clientId: GUID, secret: "hunter2~Secret.Value" }, `${SIDECAR}.credential.secret`],
  [`${SIDECAR}.credential`, { type: "clientSecret", clientId: GUID, secret: "hunter2" }, `${SIDECAR}.credential.secret`],
  [`${SIDECAR}.credential`, { type: "certificateFile", clientId: GUID, certificate: "MIIKhunter2" }, `${SIDECAR}.credential.certificate`],
  [`${SIDECAR}.credential`, { clientId: GUID, secret: "hunter2" }, `${SIDECAR}.credential.type`],
  [`${SIDECAR}.credential`, "hunter2"],
  [`${SIDECAR}.credential`, { type: "abc~8Q~hunter2", clientId: GUID }, `${SIDECAR}.credential.type`],
  [`${SIDECAR}.credential`, { type: "application", clientId: "abc~8Q~hunter2" }, `${SIDECAR}.credential.clientId`],
  [`${SIDECAR}.downstreamApis.graph.popPublicKey`, "-----BEGIN PRIVATE KEY-----hunter2"],
  [`${SIDECAR}.downstreamApis.graph.baseUrl`, "http://user:hunter2@contoso.com"],
  [`${WORKLOAD}.uses`, "hunter2"],
  [`${WORKLOAD}.uses.keyVault`, "hunter2"],
  [`${WORKLOAD}.uses.keyVault`, ["Xy18Q~hunter2"], `${WORKLOAD}.uses.keyVault[0]`],
  [`${WORKLOAD}.uses.keyVault`, ["hunter2"], `${WORKLOAD}.uses.keyVault[0]`],
  [`${WORKLOAD}.environment`, "MY_KEY=hunter2"],
  [`${WORKLOAD}.environment`, { MY_KEY: ["hunter2"] }, `${WORKLOAD}.environment.MY_KEY`],
  ["postgres.authentication", "hunter2"],
  ["postgres.authentication", { type: "hunter2" }, "postgres.authentication.type"],
  ["workloads", ["hunter2"]],
  ["keyVault.generatedSecrets.api-key", "hunter2"],
];

describe("Faults of values that may be secrets", () => {
  for (const [path, value, at = path] of PASTED) {
    it(`do not contain the value of ${at}, set to ${typeof value === "string" ? "a string" : JSON.stringify(value).slice(0, 60)}`, () => {
      const { faults, message } = faultsOf(stackWith({ [path]: value }));
      assert.ok(
        faults.some((fault) => fault.path === at),
        `no fault at ${at}; got ${JSON.stringify(faults)}`,
      );
      assert.doesNotMatch(JSON.stringify(faults) + message, /hunter2/);
    });
  }

  it("contain the values of their other members", () => {
    const { message } = faultsOf(stackWith({ "keyVault.generatedSecrets.api-key.length": 8, "workloads.catalog.port": 80 }));
    assert.match(message, /api-key\.length: 8: expected at least 24/);
    assert.match(message, /catalog\.port: 80: expected at least 1024/);
  });
});
