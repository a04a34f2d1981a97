import assert from "node:assert/strict";
import { createMasker } from "../../offline/secrets";
import { isSecret, overlay, SECRET_MARK, secret } from "../../offline/wire";

describe("secrets", () => {
  it("that contain others are masked completely", () => {
    const mask = createMasker([], ["hunter-2", "a-hunter-2-and-more"]);
    assert.equal(mask("hunter-2, a-hunter-2-and-more."), `${SECRET_MARK}, ${SECRET_MARK}.`);
  });

  it("remain secret where a computed value replaces them", () => {
    const merged = overlay({ key: secret("registered"), other: "registered" }, { key: "computed", other: "computed" });
    const { key, other } = merged as Record<string, unknown>;
    assert.ok(isSecret(key));
    assert.equal(key.value, "computed");
    assert.equal(other, "computed");
  });
});
