import assert from "node:assert/strict";
import { violationMessage } from "../../../policy-pack/policies/messages";
import { read } from "../../../policy-pack/policies/reader";
import { UNKNOWN } from "../../../policy-pack/rules/reading/values";
import type { Finding } from "../../../policy-pack/rules/rule";
import { run } from "../harness";
import { sampleRule } from "../sample";

const SECRET = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };

function found(
  finding: Omit<Finding, "expected">,
  props: Record<string, unknown> = {},
  type = "azure-native:sample:Thing",
): string | undefined {
  const text = violationMessage(sampleRule, { expected: "x", ...finding }, { type, name: "jar", reading: read(props) });
  return /^ {2}found {5}(.*)$/m.exec(text)?.[1];
}

describe("a value in a message", () => {
  const shown: [string, unknown, string][] = [
    ["a string", "Enabled", "Enabled"],
    ["an empty string", "", '""'],
    ["a boolean", false, "false"],
    ["text that reads like a boolean", "false", '"false"'],
    ["text that reads like a number", "0", '"0"'],
    ["text with a space at its end", "Disabled ", '"Disabled "'],
    ["nothing", undefined, "not set"],
    ["null", null, "not set"],
    ["a list", ["a", 1], '["a",1]'],
    ["a list with an unknown", ["a", UNKNOWN], '["a","(not known yet)"]'],
    ["lines", "a\n  b", "a b"],
    ["a long text", "x".repeat(200), `${"x".repeat(120)}…`],
    ["an object with a secret", { name: "n", clientSecret: "abc" }, '{"name":"n","clientSecret":"[secret]"}'],
  ];
  for (const [what, value, text] of shown) it(`is shown: ${what}`, () => assert.equal(found({ path: "a", found: value }), text));

  it("is not shown if the rule omits it", () => assert.equal(found({ path: "a" }), undefined));
});

describe("a message never shows a secret", () => {
  const props = { a: { b: { ...SECRET, value: "hunter22" } }, env: [{ name: "DB_PASSWORD", value: "hunter22" }] };

  it("at a secret path, above it, or below it", () => {
    assert.equal(found({ path: "a.b", found: "hunter22" }, props), "[secret]");
    assert.equal(found({ path: "a", found: { b: "hunter22" } }, props), "[secret]");
    assert.equal(found({ path: "a.b.c", found: "h" }, props), "[secret]");
  });

  it("copied elsewhere", () => assert.equal(found({ path: "z", found: "url?code=hunter22" }, props), "url?code=[secret]"));

  it("under a name that indicates a secret", () => {
    assert.equal(found({ path: "administratorLoginPassword", found: "abc" }), "[secret]");
    assert.equal(found({ path: 'config["api-key"]', found: "abc" }), "[secret]");
    assert.equal(found({ path: "allowSharedKeyAccess", found: true }), "true");
    assert.equal(found({ path: "secretName", found: "db" }), "db");
    assert.equal(found({ path: "config.enableSecretRotation", found: "false" }), '"false"');
  });

  it("in an environment variable whose name indicates a secret", () => {
    assert.equal(found({ path: "env[0].value", found: "other" }, props), "[secret]");
    assert.equal(found({ path: "env[0].value", found: "other" }, { env: [{ name: "MODE", value: "other" }] }), "other");
  });

  it("in a Kubernetes Secret", () => {
    assert.equal(found({ path: "stringData.note", found: "abc" }, {}, "kubernetes:core/v1:Secret"), "[secret]");
    assert.equal(found({ path: "data.note", found: "abc" }, {}, "kubernetes:core/v1:ConfigMap"), "abc");
  });
});

describe("found and expected differ in the message", () => {
  const wrongTypes: [string, string, Record<string, unknown>, [string, string]][] = [
    [
      "AKS-19",
      "azure-native:containerservice:ManagedCluster",
      { addonProfiles: { azureKeyvaultSecretsProvider: { config: { enableSecretRotation: true } } } },
      ["true", '"true"'],
    ],
    ["KV-05", "azure-native:keyvault:Vault", { properties: { enablePurgeProtection: "true" } }, ['"true"', "true"]],
    [
      "PSS-14",
      "kubernetes:core/v1:Pod",
      { spec: { containers: [{ name: "app", securityContext: { allowPrivilegeEscalation: "false" } }] } },
      ['"false"', "false"],
    ],
    ["ACR-01", "azure-native:containerregistry:Registry", { adminUserEnabled: "True" }, ['"True"', "anything but true"]],
  ];
  for (const [control, type, props, rows] of wrongTypes) {
    it(`of ${control} for a value of another type`, async () => {
      const { reports } = await run([{ type, props }]);
      const { message = "" } = reports.find((report) => report.control === control && report.policy !== "unknown-at-preview") ?? {};
      assert.deepEqual(
        [...message.matchAll(/^ {2}(?:found {5}|expected {2})(.*)$/gm)].map(([, text]) => text),
        rows,
      );
    });
  }
});
