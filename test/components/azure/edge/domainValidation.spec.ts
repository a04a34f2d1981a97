import assert from "node:assert/strict";
import { type Validation, waitForToken } from "../../../../components/azure/edge/domainValidation";

const pending = (token?: string): Validation => ({ token, state: "Pending" });
const unexpectedRead = async (): Promise<Validation> => assert.fail("read although the token was known");

describe("waitForToken", () => {
  it("returns a token that exists without reading the domain", async () => {
    assert.equal(await waitForToken("www", pending("abc"), unexpectedRead, [0, 0]), "abc");
  });

  it("reads the domain until Azure has issued the token", async () => {
    const later = [pending(), pending(""), pending("abc")];
    let reads = 0;
    assert.equal(await waitForToken("www", pending(), async () => later[reads++] ?? pending(), [0, 0, 0, 0]), "abc");
    assert.equal(reads, 3);
  });

  it("does not wait once the domain is approved", async () => {
    assert.equal(await waitForToken("www", { token: undefined, state: "Approved" }, unexpectedRead, [0]), "");
  });

  it("fails with the host name if Azure issues no token", async () => {
    await assert.rejects(
      waitForToken("www.contoso.com", pending(), async () => ({ token: undefined, state: "Submitting" }), [0, 0]),
      /no validation token for www\.contoso\.com \(state Submitting\)/,
    );
  });
});
