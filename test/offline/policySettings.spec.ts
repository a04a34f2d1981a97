import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { InputFault } from "../../offline/fault";
import { readPolicySettings } from "../../offline/policySettings";

const policies = [
  { name: "sample-closed", description: "", enforcementLevel: "mandatory" as const, validateResource: () => undefined },
  { name: "sample-open", description: "", enforcementLevel: "advisory" as const, validateResource: () => undefined },
];

function settings(text: string) {
  const folder = mkdtempSync(join(tmpdir(), "policy-settings-"));
  try {
    const file = join(folder, "policies.json");
    writeFileSync(file, text);
    return readPolicySettings(file, policies);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const levels = (text: string) => policies.map((policy) => settings(text).levelOf(policy));

describe("Policy configuration file", () => {
  it("sets the level of a policy, as a string or in an object", () => {
    assert.deepEqual(levels('{"sample-closed": "disabled", "sample-open": {"enforcementLevel": "mandatory"}}'), ["disabled", "mandatory"]);
  });

  it("applies the level of `all` to the policies that are not listed", () => {
    assert.deepEqual(levels('{"all": "advisory", "sample-open": "disabled"}'), ["advisory", "disabled"]);
  });

  it("does not change the level if an object only has options", () => {
    const read = settings('{"sample-closed": {"allowed": ["ajar"]}}');
    assert.deepEqual(levels('{"sample-closed": {"allowed": ["ajar"]}}'), ["mandatory", "advisory"]);
    assert.deepEqual(read.configOf("sample-closed"), { allowed: ["ajar"] });
    assert.equal(read.configOf("sample-open"), undefined);
  });

  it("reports all faults together", () => {
    assert.throws(() => settings('{"sample-shut": "advisory", "sample-open": "off", "all": 3}'), {
      message: /sample-shut: .*\n.*sample-open: .*\n.*all: expected one of advisory, mandatory, remediate, disabled$/,
    });
  });

  for (const [text, message] of [
    ['{"sample-shut": "advisory"}', /sample-shut: expected the name of a policy/],
    ['{"sample-open": "off"}', /sample-open: expected one of advisory/],
    ["[]", /expected an object of policies by name/],
    ["{", /JSON/],
  ] as const) {
    it(`rejects ${text}`, () => {
      assert.throws(
        () => settings(text),
        (error) => error instanceof InputFault && message.test(error.message),
      );
    });
  }
});
