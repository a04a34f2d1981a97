import assert from "node:assert/strict";
import { disguises } from "./support/disguises";

const SECRET = 'a<secret>&"more"/of?it~';

describe("a secret is found", () => {
  const shownIn = (text: string) => disguises(SECRET).some((form) => text.includes(form));

  it("as it is, in JSON, in JSON in JSON, in Go's JSON, in a URL, in a form", () => {
    const json = JSON.stringify({ value: SECRET });
    const go = json.replace(/</g, "\\u003c").replace(/>/g, "\\u003e").replace(/&/g, "\\u0026");
    const form = new URLSearchParams({ value: SECRET }).toString();
    for (const text of [SECRET, json, JSON.stringify(json), go, encodeURIComponent(SECRET), form]) {
      assert.ok(shownIn(`before ${text} after`), text);
    }
  });

  for (const before of ["", "1", "12", "login:"]) {
    for (const after of ["", "1", "12", "\n"]) {
      it(`in base64 between "${before}" and ${JSON.stringify(after)}`, () => {
        const bytes = Buffer.from(before + SECRET + after);
        for (const alphabet of ["base64", "base64url"] as const) assert.ok(shownIn(`Basic ${bytes.toString(alphabet)}`));
        assert.ok(shownIn(encodeURIComponent(bytes.toString("base64"))));
      });
    }
  }

  it("not in another", () => {
    const other = SECRET.replace("more", "less");
    assert.ok(![other, Buffer.from(other).toString("base64")].some(shownIn));
  });
});
