import assert from "node:assert/strict";
import { preview, refusals } from "./support/preview";

const IMAGE = "alike:1.0.0@sha256:0000000000000000000000000000000000000000000000000000000000000000";
const READERS = "5f0d4c7e-2c86-4a55-9f4c-0a8f3f2a1b09";

describe("Names that run into each other", function () {
  this.timeout(60_000);

  it("are told apart, whatever workloads and secrets are called", async () => {
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
    assert.deepEqual(refusals(findings), []);
    const urns = registrations.map(({ urn }) => urn);
    assert.equal(new Set(urns).size, urns.length);
  });
});
