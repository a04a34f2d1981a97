import assert from "node:assert/strict";
import { secretEncodings } from "./support/secretEncodings";

const SECRET = 'a<secret>&"more"/of?it~';

describe("secretEncodings finds a secret", () => {
  const isSecretIn = (text: string) => secretEncodings(SECRET).some((encoding) => text.includes(encoding));

  it("unencoded, in JSON, in JSON inside JSON, in Go's JSON, in a URL and in a form", () => {
    const json = JSON.stringify({ value: SECRET });
    const go = json.replace(/</g, "\\u003c").replace(/>/g, "\\u003e").replace(/&/g, "\\u0026");
    const form = new URLSearchParams({ value: SECRET }).toString();
    for (const text of [SECRET, json, JSON.stringify(json), go, encodeURIComponent(SECRET), form]) {
      assert.ok(isSecretIn(`before ${text} after`), text);
    }
  });

  for (const before of ["", "1", "12", "login:"]) {
    for (const after of ["", "1", "12", "\n"]) {
      it(`in base64 between "${before}" and ${JSON.stringify(after)}`, () => {
        const bytes = Buffer.from(before + SECRET + after);
        for (const alphabet of ["base64", "base64url"] as const) assert.ok(isSecretIn(`Basic ${bytes.toString(alphabet)}`));
        assert.ok(isSecretIn(encodeURIComponent(bytes.toString("base64"))));
      });
    }
  }

  it("but not in a different value", () => {
    const other = SECRET.replace("more", "less");
    assert.ok(![other, Buffer.from(other).toString("base64")].some(isSecretIn));
  });
});
