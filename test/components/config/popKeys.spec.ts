import assert from "node:assert/strict";
import { faultsOf, load, stackWith } from "./stack";

const API = "workloads.catalog.sidecar.downstreamApis.graph";
const encode = (value: unknown) => Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");
const RSA = { kty: "RSA", n: "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86z", e: "AQAB" };
const EC = { kty: "EC", crv: "P-256", x: "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU", y: "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0" };
const THUMBPRINT = { kid: "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs" };

const withKey = (popPublicKey: string, more: object = {}) =>
  stackWith({
    [API]: { baseUrl: "https://api.contoso.com", scopes: ["api://shop/.default"], requestAppToken: true, popPublicKey },
    ...more,
  });

describe("Public keys of signed requests", () => {
  const accepted: readonly unknown[] = [THUMBPRINT, { ...THUMBPRINT, xms_ksl: "sw" }, RSA, EC, { jwk: RSA }, { jwk: EC, ...THUMBPRINT }];
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

  it("belong to one API each, in all workloads", () => {
    const other = {
      baseUrl: "https://other.contoso.com",
      scopes: ["api://other/.default"],
      requestAppToken: true,
      popPublicKey: encode(THUMBPRINT),
    };
    const { faults, message } = faultsOf(withKey(encode(THUMBPRINT), { "workloads.catalog.sidecar.downstreamApis.other": other }));
    assert.deepEqual(
      faults.map(({ path, allowed }) => [path, allowed]),
      [["workloads.catalog.sidecar.downstreamApis.other.popPublicKey", "a key that no other API uses"]],
    );
    assert.ok(!message.includes(encode(THUMBPRINT)));
  });
});
