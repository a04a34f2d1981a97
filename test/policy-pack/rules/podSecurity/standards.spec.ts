import assert from "node:assert/strict";
import { KUBERNETES_VERSIONS } from "../../../../components/config/schema/cluster";
import { DEFAULT_STANDARDS_VERSION } from "../../../../policy-pack/rules/podSecurity/standards";

it("the default version of the Pod Security Standards is the newest that this program offers", () => {
  assert.equal(DEFAULT_STANDARDS_VERSION, `v${Object.keys(KUBERNETES_VERSIONS).sort().at(-1)}`);
});
