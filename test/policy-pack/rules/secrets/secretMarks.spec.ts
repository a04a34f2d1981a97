import assert from "node:assert/strict";
import { UNKNOWN } from "../../../../policy-pack/rules/reading/values";
import { checkSecretMarks } from "../../../../policy-pack/rules/secrets/secretMarks";

/** Paths that SEC-06 reports of a resource's inputs; an undecided one with a question mark. */
function reported(props: Readonly<Record<string, unknown>>, secretPaths: readonly string[] = [], type = "azure-native:web:WebApp") {
  const outcome = checkSecretMarks({ type, urn: "urn", name: "resource", props, secretPaths });
  if (outcome === "not applicable") return outcome;
  return outcome.map((item) => ("unknown" in item ? `${item.unknown}?` : item.path));
}

describe("SEC-06", () => {
  it("reports values in the notation of rules, in the order of the inputs", () => {
    const props = {
      password: "hunter2",
      list: [{ adminPassword: "hunter2" }, [{ "db.password": "hunter2" }]],
      settings: { "a.b": { "c[0]": { password: "hunter2" } } },
      setting: [
        { name: "PORT", value: "80" },
        { name: "DB_PASSWORD", value: "hunter2" },
      ],
      apiKey: { value: "hunter2" },
    };
    assert.deepEqual(reported(props), [
      "password",
      "list[0].adminPassword",
      'list[1][0]["db.password"]',
      'settings["a.b"]["c[0]"].password',
      "setting[1].value",
      "apiKey.value",
    ]);
  });

  it("reports texts in a list under the name of the list", () => {
    assert.deepEqual(reported({ passwords: [], adminPassword: ["", "hunter2"] }), ["adminPassword[1]"]);
  });

  it("does not report a marked value, nor what is in a marked object or list", () => {
    const props = {
      password: "hunter2",
      connection: { "a.b": [{ adminPassword: "hunter2" }], apiKey: "hunter2" },
      list: [{ password: "hunter2" }, { password: "hunter2" }],
    };
    assert.deepEqual(reported(props, ["password", 'connection["a.b"]', "list[1]"]), ["connection.apiKey", "list[0].password"]);
  });

  it("reports every text in the protected settings of a VM extension, at every depth", () => {
    const settings = { protectedSettings: { mode: "fast", deep: [{ size: "1" }] }, settings: { mode: "fast" } };
    assert.deepEqual(reported({ extension: settings, ...settings }), [
      "extension.protectedSettings.mode",
      "extension.protectedSettings.deep[0].size",
      "protectedSettings.mode",
      "protectedSettings.deep[0].size",
    ]);
  });

  it("reports the values of an app's secrets, not those of a list of another form", () => {
    const secrets = [{ name: "db", value: "words" }];
    assert.deepEqual(reported({ secrets, configuration: { secrets } }), ["secrets[0].value", "configuration.secrets[0].value"]);
    assert.deepEqual(reported({ secrets: [{ value: { mode: "words" } }], secretsList: secrets }), []);
  });

  it("reports the value of a vault's secret by its type", () => {
    const props = { properties: { value: "words", other: { value: "words" } } };
    assert.deepEqual(reported(props, [], "azure-native:keyvault:Secret"), ["properties.value"]);
    assert.deepEqual(reported(props), []);
  });

  it("reports a secure string by its type", () => {
    assert.deepEqual(reported({ setting: { type: "SecureString", value: "words" }, other: { type: "Text", value: "words" } }), [
      "setting.value",
    ]);
  });

  it("is undecided about an unknown value of such a name only", () => {
    const props = { list: [{ adminPassword: UNKNOWN, size: UNKNOWN }], connectionString: UNKNOWN, protectedSettings: { mode: UNKNOWN } };
    assert.deepEqual(reported(props), ["list[0].adminPassword?", "connectionString?", "protectedSettings.mode?"]);
  });

  it("reports a credential that its format shows, under any name", () => {
    const token = `ghp_${"aB3".repeat(12)}`;
    assert.deepEqual(reported({ note: token, short: "a@b", id: `/subscriptions/${token}` }), ["note"]);
  });

  it("does not apply where the marks are not known", () => {
    assert.equal(checkSecretMarks({ type: "azure-native:web:WebApp", urn: "urn", name: "resource", props: {} }), "not applicable");
  });
});
