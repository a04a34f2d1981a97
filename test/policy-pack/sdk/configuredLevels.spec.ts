import assert from "node:assert/strict";
import * as analyzer from "@pulumi/pulumi/proto/analyzer_pb";
import { readConfiguredLevels } from "../../../policy-pack/sdk/configuredLevels";
import { SDK_UNCHANGED } from "../../../policy-pack/sdk/unchanged";

/** The request with which the engine configures a pack, as the policy SDK receives it. */
function configure(levels: Record<string, number>): void {
  const request = new analyzer.ConfigureAnalyzerRequest();
  for (const [name, level] of Object.entries(levels)) {
    const config = new analyzer.PolicyConfig();
    config.setEnforcementlevel(level as 0);
    request.getPolicyconfigMap().set(name, config);
  }
  // The SDK reads the request after it was decoded (server.js: `configure`).
  analyzer.ConfigureAnalyzerRequest.deserializeBinary(request.serializeBinary()).getPolicyconfigMap();
}

describe("the levels in policy configuration", () => {
  const { prototype } = analyzer.ConfigureAnalyzerRequest;
  const original = prototype.getPolicyconfigMap;
  afterEach(() => {
    prototype.getPolicyconfigMap = original;
  });

  it("are not passed to policies by the SDK", () => {
    const server = require("node:fs").readFileSync(require.resolve("@pulumi/policy/server"), "utf8") as string;
    assert.match(server, /const \{ enforcementLevel: ef \} = c, properties = __rest\(c, \["enforcementLevel"\]\)/);
  });

  it("are read from the engine's request", () => {
    const levels = readConfiguredLevels({});
    const { ADVISORY, MANDATORY, DISABLED, REMEDIATE } = analyzer.EnforcementLevel;
    configure({ a: ADVISORY, m: MANDATORY, d: DISABLED, r: REMEDIATE });
    assert.deepEqual([...(levels ?? [])].sort(), [
      ["a", "advisory"],
      ["d", "disabled"],
      ["m", "mandatory"],
      ["r", "remediate"],
    ]);
    configure({ a: MANDATORY });
    assert.deepEqual([...(levels ?? [])], [["a", "mandatory"]]);
  });

  it("are not read where the SDK is to stay unchanged", () => {
    assert.equal(readConfiguredLevels({ [SDK_UNCHANGED]: "true" }), undefined);
    assert.equal(prototype.getPolicyconfigMap, original);
  });
});
