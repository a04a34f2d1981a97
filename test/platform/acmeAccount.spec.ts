import assert from "node:assert/strict";
import { isRecord, isSecret, plainProperties } from "../../offline/wire";
import { get } from "../../policy-pack/rules/reading/values";
import { type Preview, preview, summarize } from "./support/preview";
import { ACME_ACCOUNT } from "./support/stacks";

const KEY = ACME_ACCOUNT.secrets["acme-hmac"];

/** Whether the key is part of a value, outside what is marked as secret. */
function shows(value: unknown): boolean {
  if (isSecret(value)) return false;
  if (Array.isArray(value)) return value.some(shows);
  if (isRecord(value)) return Object.values(value).some(shows);
  return typeof value === "string" && [KEY, Buffer.from(KEY).toString("base64")].some((text) => value.includes(text));
}

const REGIONS = ["swedencentral", "germanywestcentral"];

/** Bindings of a server that accepts each of them once. */
const SINGLE_USE = {
  ingress: { acmeServer: "https://dv.acme-v02.api.pki.goog/directory" },
  stamps: REGIONS.map((region, index) => ({
    region,
    addressSpace: `10.${20 + index}.0.0/16`,
    acmeAccount: { keyId: `kid-${region}`, secret: `acme-hmac-${region}` },
  })),
  secrets: Object.fromEntries(REGIONS.map((region) => [`acme-hmac-${region}`, KEY])),
};

describe("The account of an ACME server", () => {
  let run: Preview;
  before(async () => {
    run = await preview({ stack: "prod", settings: ACME_ACCOUNT });
  });
  const inputsOf = (name: string) => {
    const found = run.registrations.find((registration) => registration.name === name);
    assert.ok(found, name);
    return plainProperties(found.inputs);
  };

  it("is bound by the key in the vault, which cert-manager's identity may read", () => {
    const { scope, roleDefinitionId } = inputsOf("swedencentral-grant-cert-manager-account");
    assert.match(`${scope}`, /\/vaults\/kv-[^/]+\/secrets\/acme-hmac$/);
    assert.match(`${roleDefinitionId}`, /4633458b-17de-408a-b874-0445c86b69e6$/);
    assert.equal(get(inputsOf("swedencentral-inside-addons-acme"), "spec.acme.externalAccountBinding.keyID"), "kid-1");
  });

  it("has its key in the vaults and nowhere else", () => {
    const holders = run.registrations.filter(({ inputs }) => JSON.stringify(plainProperties(inputs)).includes(KEY)).map(({ name }) => name);
    assert.deepEqual(holders.sort(), ["germanywestcentral-data-vault-secret-acme-hmac", "swedencentral-data-vault-secret-acme-hmac"]);
    assert.deepEqual(
      run.registrations.filter(({ inputs }) => shows(inputs)).map(({ name }) => name),
      [],
      "marked as secret",
    );
  });

  it("adds no finding but the advice about values without an expiry date", async () => {
    const expected = summarize((await preview({ stack: "prod" })).findings);
    assert.deepEqual(
      summarize(run.findings).filter((finding) => !/^KV-10 .*-acme-hmac$/.test(finding)),
      expected,
    );
  });
});

describe("The accounts of an ACME server that accepts a binding once", () => {
  let run: Preview;
  before(async () => {
    run = await preview({ stack: "prod", settings: SINGLE_USE });
  });
  const inputsOf = (name: string) => plainProperties(run.registrations.find((registration) => registration.name === name)?.inputs ?? {});

  it("have bindings of their own, each in the vault of its stamp only", () => {
    const stored = run.registrations.map(({ name }) => name).filter((name) => /-data-vault-secret-acme-hmac-/.test(name));
    assert.deepEqual(stored.sort(), REGIONS.map((region) => `${region}-data-vault-secret-acme-hmac-${region}`).sort());
  });

  for (const region of REGIONS)
    it(`are registered with the key of ${region}, which cert-manager's identity there reads`, () => {
      assert.match(`${inputsOf(`${region}-grant-cert-manager-account`).scope}`, new RegExp(`/secrets/acme-hmac-${region}$`));
      const issuer = inputsOf(`${region}-inside-addons-acme`);
      assert.equal(get(issuer, "spec.acme.externalAccountBinding.keyID"), `kid-${region}`);
      const mounted = JSON.stringify(inputsOf(`${region}-inside-addons-acme-account`));
      assert.ok(mounted.includes(`acme-hmac-${region}`), mounted);
    });
});
