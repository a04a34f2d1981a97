import assert from "node:assert/strict";
import { storesBinding } from "../../../components/plan/acmeAccounts";
import { load, stackWith } from "../config/stack";

const HMAC = "czR2-M2Q5c1k5dDNxcm1wOXE0dHd";
const REGIONS = ["swedencentral", "germanywestcentral"];

/** Regions whose vault stores a secret of the production stack, where the second stamp has its own binding. */
function vaultsOf(secret: string): readonly string[] {
  const { config } = load(
    stackWith({
      "ingress.acmeServer": "https://acme.zerossl.com/v2/DV90",
      "ingress.acmeAccount": { keyId: "kid-0", secret: "acme-hmac" },
      "stamps[1].acmeAccount": { keyId: "kid-1", secret: "acme-hmac-1" },
      secrets: { "acme-hmac": HMAC, "acme-hmac-1": HMAC },
    }),
  );
  return REGIONS.filter((region) => storesBinding(region, secret, config));
}

describe("Key of an ACME account's binding", () => {
  it("is in the vault of the stamp whose binding it is", () => assert.deepEqual(vaultsOf("acme-hmac-1"), ["germanywestcentral"]));

  it("is in the vaults of the stamps that share it", () => assert.deepEqual(vaultsOf("acme-hmac"), ["swedencentral"]));

  it("does not determine where other secrets are", () => assert.deepEqual(vaultsOf("catalog-api-key"), REGIONS));
});
