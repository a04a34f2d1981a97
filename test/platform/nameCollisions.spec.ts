import assert from "node:assert/strict";
import { blockingPolicies, preview } from "./support/preview";

const IMAGE = "alike:1.0.0@sha256:0000000000000000000000000000000000000000000000000000000000000000";
const READERS = "5f0d4c7e-2c86-4a55-9f4c-0a8f3f2a1b09";

describe("Names of workloads and secrets that could collide", function () {
  this.timeout(60_000);

  it("result in unique URNs", async () => {
    const generated = { length: 48, rotationDays: 90 };
    const { registrations, findings } = await preview({
      stack: "prod",
      settings: {
        cluster: { readerGroupObjectIds: [READERS] },
        keyVault: { generatedSecrets: { "catalog-api-key": generated, "secret-x": generated, x: generated, key: generated } },
        workloads: {
          "catalog-sidecar": { image: IMAGE, uses: { keyVault: ["x"] } },
          api: { image: IMAGE, uses: { keyVault: ["secret-x"] } },
          "api-secret": { image: IMAGE, uses: { keyVault: ["x", "key"] } },
          "api-secret-secret": { image: IMAGE, uses: { keyVault: ["x"] } },
          login: { image: IMAGE },
        },
      },
    });
    assert.deepEqual(blockingPolicies(findings), []);
    const urns = registrations.map(({ urn }) => urn);
    assert.equal(new Set(urns).size, urns.length);
  });
});
