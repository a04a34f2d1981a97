import assert from "node:assert/strict";
import { faultsOf, load, stackWith } from "./stack";

const API = "workloads.catalog.sidecar.downstreamApis.graph";
const encode = (value: unknown) => Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");
const RSA = { kty: "RSA", n: "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86z", e: "AQAB" };
const EC = { kty: "EC", crv: "P-256", x: "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU", y: "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0" };
const RFC_7638_KEY = {
  ...RSA,
  n:
    "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4" +
    "Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI" +
    "4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw",
};
const THUMBPRINT = { kid: "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs" };

const withKey = (popPublicKey: string, more: object = {}) =>
  stackWith({
    [API]: { baseUrl: "https://api.contoso.com", scopes: ["api://shop/.default"], requestAppToken: true, popPublicKey },
    ...more,
  });

describe("Public keys of signed requests", () => {
  const described = { ...RSA, use: "sig", alg: "PS256", kid: "2026-11" };
  const accepted: readonly unknown[] = [THUMBPRINT, { ...THUMBPRINT, xms_ksl: "sw" }, RSA, EC, described, { jwk: RSA }];
  for (const value of accepted) it(`may be ${JSON.stringify(value).slice(0, 60)}`, () => assert.ok(load(withKey(encode(value)))));

  const refused: readonly (readonly [what: string, value: string])[] = [
    ["a PEM", encode("-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n-----END PRIVATE KEY-----")],
    ["text that is not JSON", encode("just some text, long enough")],
    ["JSON without a key", encode({ alg: "RS256", use: "sig" })],
    ["an empty thumbprint", encode({ kid: "", note: "long enough" })],
    ["a private RSA key", encode({ ...RSA, d: "hunter2hunter2" })],
    ["a private EC key", encode({ ...EC, d: "hunter2hunter2" })],
    ["a private key beside a thumbprint", encode({ ...THUMBPRINT, d: "hunter2hunter2" })],
    ["a private key inside jwk", encode({ jwk: { ...EC, d: "hunter2hunter2" }, ...THUMBPRINT })],
    ["a symmetric key", encode({ kty: "oct", k: "hunter2hunter2" })],
    ["a private key inside another member", encode({ kid: "abc", key: { ...EC, d: "hunter2hunter2" } })],
    ["a private key inside jwk inside jwk", encode({ jwk: { ...RSA, jwk: { ...EC, d: "hunter2hunter2" } } })],
    ["a private key under an escaped name", encode(`{"kty":"EC","crv":"P-256","x":"a","y":"b","\\u0064":"hunter2hunter2"}`)],
    ["a private key that a second member of the same name hides", encode(`{"jwk":{"d":"hunter2"},"jwk":${JSON.stringify(RSA)}}`)],
    ["a key with other primes", encode({ ...RSA, oth: [{ r: "hunter2hunter2" }] })],
    ["text in the place of a thumbprint", encode({ kid: `hunter2${"a".repeat(80)}` })],
    ["text in the place of an algorithm", encode({ ...RSA, alg: "hunter2hunter2hunter2hunter2" })],
    ["a thumbprint beside a key", encode({ jwk: EC, ...THUMBPRINT })],
    ["a thumbprint beside other text", encode({ ...THUMBPRINT, note: "hunter2hunter2" })],
    ["a key for encryption", encode({ ...RSA, use: "enc" })],
    ["a symmetric key with a thumbprint", encode({ kty: "oct", k: "hunter2hunter2", kid: "x" })],
  ];
  for (const [what, value] of refused)
    it(`may not be ${what}, which the message does not repeat`, () => {
      const { faults, message } = faultsOf(withKey(value));
      assert.deepEqual(
        faults.map(({ path }) => path),
        [`${API}.popPublicKey`],
      );
      assert.match(faults[0]?.allowed ?? "", /base64url of JSON with a public key/);
      assert.ok(!message.includes(value.slice(0, 20)) && !message.includes("hunter2"), message);
    });

  const shared: readonly (readonly [what: string, one: string, other: string])[] = [
    ["the same value", encode(THUMBPRINT), encode(THUMBPRINT)],
    ["members in another order", encode(RSA), encode({ e: RSA.e, kty: RSA.kty, n: RSA.n })],
    ["other spaces", encode(EC), encode(JSON.stringify(EC, undefined, 2))],
    ["a description", encode(RSA), encode({ ...RSA, alg: "RS256", kid: "2026-11" })],
    ["a key inside jwk", encode(EC), encode({ jwk: EC })],
    // The example of RFC 7638, section 3.1, whose modulus is complete.
    ["the key's thumbprint", encode(RFC_7638_KEY), encode(THUMBPRINT)],
  ];
  for (const [what, one, second] of shared)
    it(`belong to one API each, in all workloads: ${what}`, () => {
      const other = { baseUrl: "https://other.contoso.com", scopes: ["api://other/.default"], requestAppToken: true, popPublicKey: second };
      const { faults, message } = faultsOf(withKey(one, { "workloads.catalog.sidecar.downstreamApis.other": other }));
      assert.deepEqual(
        faults.map(({ path, allowed }) => [path, allowed]),
        [["workloads.catalog.sidecar.downstreamApis.other.popPublicKey", "a key that no other API uses"]],
      );
      assert.ok(!message.includes(one) && !message.includes(second));
    });

  it("may differ in one member only", () => {
    const other = {
      baseUrl: "https://other.contoso.com",
      scopes: ["api://other/.default"],
      requestAppToken: true,
      popPublicKey: encode({ ...EC, crv: "P-384" }),
    };
    assert.ok(load(withKey(encode(EC), { "workloads.catalog.sidecar.downstreamApis.other": other })));
  });
});
