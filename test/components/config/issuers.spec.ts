import assert from "node:assert/strict";
import { type FaultCase, faultCase, testFaultCases } from "./faultCases";
import { faultsOf, load, stackWith } from "./stack";

const ZERO_SSL = "https://acme.zerossl.com/v2/DV90";

const HMAC = "czR2-M2Q5c1k5dDNxcm1wOXE0dHd";

/** A faulty account binding, with a value for its HMAC key. */
function account(change: object, value: string, faultPath: string, allowed: RegExp): FaultCase {
  const acmeAccount = { keyId: "kid-1", secret: "acme-hmac", ...change };
  return {
    set: { "ingress.acmeServer": ZERO_SSL, "ingress.acmeAccount": acmeAccount, secrets: { "acme-hmac": value } },
    faultPath,
    allowed,
  };
}

const TABLE: readonly FaultCase[] = [
  faultCase("ingress.acmeServer", "http://acme.contoso.com/directory", /an https:\/\/ URL/),
  faultCase("ingress.acmeServer", "https://acme-staging-v02.api.letsencrypt.org/directory", /in production a server .* Front Door trusts/),
  faultCase("ingress.acmeServer", "https://api.test4.buypass.no/acme/directory", /in production a server .* Front Door trusts/),
  faultCase("ingress.acmeEmail", undefined, /an e-mail address, or in its place ingress\.issuer/),
  faultCase("ingress.issuer", "company", /no value with ingress\.issuer \(company\)/, "ingress.acmeEmail"),
  faultCase(
    "ingress",
    { issuer: "company", acmeServer: "https://acme.contoso.com/directory" },
    /no value with ingress\.issuer/,
    "ingress.acmeServer",
  ),
  faultCase("ingress", { issuer: "internal" }, /a name other than the program's \(acme, internal, internal-bootstrap\)/, "ingress.issuer"),
  faultCase("ingress", { issuer: "letsencrypt-staging" }, /in production an issuer whose certificates Front Door trusts/, "ingress.issuer"),
  account({ secret: "other" }, HMAC, "ingress.acmeAccount.secret", /a name in hardened-aks:secrets whose value is the HMAC key/),
  account({}, `${HMAC}==`, "ingress.acmeAccount.secret", /base64url: at least 16 letters/),
  account({}, "too-short", "ingress.acmeAccount.secret", /base64url: at least 16 letters/),
  account({}, HMAC.replace("-", "+"), "ingress.acmeAccount.secret", /base64url: at least 16 letters/),
  account({ keyId: "two words" }, HMAC, "ingress.acmeAccount.keyId", /1 to 256 printable characters without spaces/),
  account({ key: HMAC }, HMAC, "ingress.acmeAccount.key", /a known key: keyId, secret/),
  faultCase("ingress.acmeAccount", { keyId: "kid-1", secret: "acme-hmac" }, /Let's Encrypt has no external accounts/, "ingress.acmeServer"),
  {
    set: { ingress: { issuer: "company", acmeAccount: { keyId: "kid-1", secret: "acme-hmac" } } },
    faultPath: "ingress.acmeAccount",
    allowed: /no value with ingress\.issuer/,
  },
  faultCase("publicDns.originZone.name", "contoso.com", /does not contain publicDns\.zone \(contoso\.com\), such as origin\.contoso\.com/),
  {
    set: { "publicDns.zone": "dev.contoso.com", "publicDns.originZone": { name: "contoso.com" } },
    faultPath: "publicDns.originZone.name",
    allowed: /does not contain publicDns\.zone/,
  },
  {
    set: { "publicDns.originZone": { name: "www.contoso.com" } },
    faultPath: "frontDoor.domains[0]",
    allowed: /outside publicDns\.originZone \(www\.contoso\.com\): its delegation hides/,
  },
];

describe("Faults of the origins' certificates and host names", () => {
  testFaultCases(TABLE);

  it("are none with an account whose HMAC key is in base64url", () => {
    const acmeAccount = { keyId: "kid-1", secret: "acme-hmac" };
    load(stackWith({ "ingress.acmeServer": ZERO_SSL, "ingress.acmeAccount": acmeAccount, secrets: { "acme-hmac": HMAC } }));
  });

  it("never show a value of the account, in whose place the key may have been pasted", () => {
    const acmeAccount = { keyId: `${HMAC} `, secret: `${HMAC}!` };
    const { message } = faultsOf(stackWith({ "ingress.acmeServer": ZERO_SSL, "ingress.acmeAccount": acmeAccount }));
    assert.match(message, /ingress\.acmeAccount\.keyId/);
    assert.ok(!message.includes(HMAC), message);
  });
});
