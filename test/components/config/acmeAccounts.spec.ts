import assert from "node:assert/strict";
import { type FaultCase, testFaultCases } from "./faultCases";
import { faultsOf, load, stackWith } from "./stack";

const ZERO_SSL = "https://acme.zerossl.com/v2/DV90";
const GOOGLE = "https://dv.acme-v02.api.pki.goog/directory";
const LETS_ENCRYPT = "https://acme-v02.api.letsencrypt.org/directory";

const HMAC = "czR2-M2Q5c1k5dDNxcm1wOXE0dHd";

const SHARED = { keyId: "kid-0", secret: "acme-hmac" };
const FIRST = { keyId: "kid-1", secret: "acme-hmac-1" };
const SECOND = { keyId: "kid-2", secret: "acme-hmac-2" };

/** The production stack, which has two stamps, with bindings. */
function bound(acmeServer: string, shared: unknown, first: unknown, second: unknown, more: object = {}) {
  return {
    "ingress.acmeServer": acmeServer,
    "ingress.acmeAccount": shared,
    "stamps[0].acmeAccount": first,
    "stamps[1].acmeAccount": second,
    secrets: { "acme-hmac": HMAC, "acme-hmac-1": HMAC, "acme-hmac-2": HMAC },
    ...more,
  };
}

const refused = (set: Readonly<Record<string, unknown>>, faultPath: string, allowed: RegExp): FaultCase => ({ set, faultPath, allowed });

const issuer = { "ingress.issuer": "company", "ingress.acmeEmail": undefined };
const reader = { "workloads.catalog.uses.keyVault": ["acme-hmac-1"] };
const short = { secrets: { "acme-hmac-1": HMAC, "acme-hmac-2": "too-short" } };

const TABLE: readonly FaultCase[] = [
  refused(
    bound(GOOGLE, SHARED, undefined, undefined),
    "ingress.acmeAccount",
    /accepts a binding once, and swedencentral and germanywestcentral/,
  ),
  refused(
    bound(GOOGLE, undefined, FIRST, undefined),
    "stamps[1].acmeAccount",
    /a binding for germanywestcentral, as other stamps have one/,
  ),
  refused(bound(GOOGLE, SHARED, FIRST, SECOND), "ingress.acmeAccount", /no value where every stamp has its own acmeAccount/),
  refused(bound(GOOGLE, undefined, FIRST, { ...SECOND, keyId: "kid-1" }), "stamps[1].acmeAccount.keyId", /another value than every other/),
  refused(bound(GOOGLE, undefined, FIRST, { ...SECOND, secret: "acme-hmac-1" }), "stamps[1].acmeAccount.secret", /another value than/),
  refused(bound(ZERO_SSL, SHARED, SHARED, undefined), "stamps[0].acmeAccount.keyId", /several stamps is ingress\.acmeAccount/),
  refused(
    bound(GOOGLE, undefined, FIRST, { ...SECOND, secret: "other" }),
    "stamps[1].acmeAccount.secret",
    /a name in hardened-aks:secrets/,
  ),
  refused(bound(GOOGLE, undefined, FIRST, SECOND, short), "stamps[1].acmeAccount.secret", /base64url: at least 16 letters/),
  refused(bound(GOOGLE, undefined, FIRST, { ...SECOND, keyId: "two words" }), "stamps[1].acmeAccount.keyId", /1 to 256 printable/),
  refused(bound(LETS_ENCRYPT, undefined, FIRST, SECOND), "ingress.acmeServer", /Let's Encrypt has no external accounts/),
  refused(bound(LETS_ENCRYPT, undefined, FIRST, SECOND, issuer), "stamps[1].acmeAccount", /no value with ingress\.issuer \(company\)/),
  refused(bound(GOOGLE, undefined, FIRST, SECOND, reader), "workloads.catalog", /other than the HMAC key of an ACME account's binding/),
];

describe("Faults of the bindings of ACME accounts", () => {
  testFaultCases(TABLE);

  it("are none with a binding for each stamp, at a server that accepts each once", () => {
    load(stackWith(bound(GOOGLE, undefined, FIRST, SECOND)));
  });

  it("are none where one stamp has its own binding and the other the shared one, which only it uses", () => {
    load(stackWith(bound(GOOGLE, SHARED, undefined, SECOND)));
  });

  it("are none with one binding for all stamps at a server that accepts it several times", () => {
    load(stackWith(bound(ZERO_SSL, SHARED, undefined, undefined)));
  });

  it("never show a value of a stamp's binding, in whose place the key may have been pasted", () => {
    const { message } = faultsOf(stackWith(bound(GOOGLE, undefined, { keyId: `${HMAC} `, secret: `${HMAC}!` }, HMAC)));
    for (const path of ["stamps[0].acmeAccount.keyId", "stamps[0].acmeAccount.secret", "stamps[1].acmeAccount"])
      assert.ok(message.includes(path), path);
    assert.ok(!message.includes(HMAC), message);
  });
});
