import assert from "node:assert/strict";
import { replaceSecureValues } from "../../../offline/config/secureValues";
import { meshFiles } from "../../support/certificate";
import { faultsOf, load, stackWith } from "./stack";

const CANARY = "hunter2secret";

describe("Secrets in the configuration", () => {
  it("are refused in plain text, with the command that encrypts them", () => {
    const { faults, message } = faultsOf(stackWith({ secrets: { "catalog-api": CANARY, other: CANARY } }), []);
    assert.deepEqual(
      faults.map(({ path }) => path),
      ["secrets.catalog-api", "secrets.other"],
    );
    assert.match(message, /plain text: run pulumi config set --secret --path 'hardened-aks:secrets\.catalog-api'/);
    assert.doesNotMatch(message, new RegExp(CANARY));
  });

  it("are accepted if the key has an encrypted value", () => {
    assert.deepEqual(Object.keys(load(stackWith({ secrets: { "catalog-api": CANARY } })).secrets), ["catalog-api"]);
  });

  it("are refused in any other key, because they would not remain secret", () => {
    const keys = stackWith({ "workloads.catalog.environment": { CONN: CANARY }, platform: CANARY.toUpperCase() });
    const { faults, message } = faultsOf(keys, ["workloads", "platform"]);
    const encrypted = faults.filter(({ allowed }) => /secret values belong under hardened-aks:secrets/.test(allowed));
    assert.deepEqual(encrypted.map(({ path }) => path).sort(), ["platform", "workloads"]);
    assert.doesNotMatch(message, new RegExp(CANARY, "i"));
  });

  it("can have a last day and a number, which refer to an existing value and day", () => {
    const known = (configuredSecrets: object) =>
      faultsOf(stackWith({ secrets: { "catalog-api": CANARY }, "keyVault.configuredSecrets": configuredSecrets })).faults.map(
        ({ path }) => path,
      );
    assert.deepEqual(known({ other: {} }), ["keyVault.configuredSecrets.other"]);
    assert.deepEqual(known({ "catalog-api": { expires: "2027-02-30" } }), ["keyVault.configuredSecrets.catalog-api.expires"]);
    load(
      stackWith({
        secrets: { "catalog-api": CANARY },
        "keyVault.configuredSecrets": { "catalog-api": { expires: "2027-02-28", generation: 2 } },
      }),
    );
  });

  it("have any form in the offline preview, which cannot decrypt them", () => {
    const names = ["acme-hmac", ...Object.keys(meshFiles("swedencentral", "germanywestcentral"))];
    const encrypted = Object.fromEntries(names.map((name) => [name, { secure: "v1:AAAA" }]));
    const { values } = replaceSecureValues({ "hardened-aks:secrets": encrypted }, "hardened-aks");
    const used = {
      "serviceMesh.authority": "vault",
      "ingress.acmeServer": "https://acme.zerossl.com/v2/DV90",
      "ingress.acmeAccount": { keyId: "kid-1", secret: "acme-hmac" },
    };
    load(stackWith({ ...used, secrets: values.get("hardened-aks:secrets") }));
  });

  it("are optional", () => {
    load(stackWith({ secrets: {} }), []);
    load(stackWith({}), []);
  });

  for (const empty of ["", "  "]) {
    it(`are refused if the value is ${JSON.stringify(empty)}`, () => {
      const { faults } = faultsOf(stackWith({ secrets: { "catalog-api": empty } }));
      assert.deepEqual(faults, [{ path: "secrets.catalog-api", allowed: "a value that is not empty" }]);
    });
  }
});
