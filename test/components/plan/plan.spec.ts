import assert from "node:assert/strict";
import { planPlatform } from "../../../components/plan/plan";
import { load, stackWith } from "../config/stack";

const now = new Date("2026-11-01T00:00:00Z");
const planWith = (set: Record<string, unknown>) => planPlatform(load(stackWith(set)).config, { environment: "prod", now });

const OLDER = { "cluster.kubernetesVersion": "1.35", "ingress.istioRevision": "asm-1-29" };
const STAGING = { tier: "nonProduction", "ingress.acmeServer": "https://acme-staging-v02.api.letsencrypt.org/directory" };

describe("planPlatform", () => {
  const versions: readonly (readonly [version: string, set: Record<string, unknown>])[] = [
    ["v1.36", {}],
    ["v1.35", OLDER],
    ["v1.34", { ...OLDER, "kubernetes.podSecurityVersion": "v1.34" }],
  ];
  for (const [version, set] of versions) {
    it(`enforces Pod Security ${version} with ${JSON.stringify(set)}`, () => {
      assert.equal(planWith(set).config.kubernetes.podSecurityVersion, version);
    });
  }

  it("warns about certificates that Front Door does not trust", () => {
    assert.match(planWith(STAGING).warnings.join(), /ingress\.acmeServer: Front Door trusts no certificate/);
  });

  it("warns about an issuer for tests", () => {
    const { warnings } = planWith({ tier: "nonProduction", ingress: { issuer: "company-staging" } });
    assert.match(warnings.join(), /ingress\.issuer: Front Door trusts no certificate/);
  });

  it("plans the program's issuer, or the user's", () => {
    const server = "https://acme-v02.api.letsencrypt.org/directory";
    assert.deepEqual(planWith({}).originIssuer, { type: "acme", email: "platform@contoso.com", server });
    assert.deepEqual(planWith({ ingress: { issuer: "company" } }).originIssuer, { type: "existing", name: "company" });
  });

  it("does not warn without Front Door origins, or about the default", () => {
    assert.deepEqual(planWith({ ...STAGING, scope: "azure" }).warnings, []);
    assert.deepEqual(planWith({}).warnings, []);
  });

  it("accepts the server of another authority", () => {
    const server = "https://api.buypass.com/acme/directory";
    const { config, warnings } = planWith({ "ingress.acmeServer": server });
    assert.deepEqual([config.ingress.acmeServer, warnings], [server, []]);
  });
});
