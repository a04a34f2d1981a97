import assert from "node:assert/strict";
import { awaitToken, type Validation } from "../../../../components/azure/edge/domainValidation";

const pending = (token?: string): Validation => ({ token, state: "Pending" });
const never = async (): Promise<Validation> => assert.fail("read although the token was known");

describe("the validation token of a domain", () => {
  it("is taken as given", async () => {
    assert.equal(await awaitToken("www", pending("abc"), never, [0, 0]), "abc");
  });

  it("is read again until Azure has made it", async () => {
    const later = [pending(), pending(""), pending("abc")];
    let reads = 0;
    assert.equal(await awaitToken("www", pending(), async () => later[reads++] ?? pending(), [0, 0, 0, 0]), "abc");
    assert.equal(reads, 3);
  });

  it("is not waited for once the domain is approved", async () => {
    assert.equal(await awaitToken("www", { token: undefined, state: "Approved" }, never, [0]), "");
  });

  it("fails by name when it never comes", async () => {
    await assert.rejects(
      awaitToken("www.contoso.com", pending(), async () => ({ token: undefined, state: "Submitting" }), [0, 0]),
      /no validation token for www\.contoso\.com \(state Submitting\)/,
    );
  });
});
