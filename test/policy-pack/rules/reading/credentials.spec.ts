import assert from "node:assert/strict";
import fc from "fast-check";
import { catalogue } from "../../../../policy-pack/rules/catalogue";
import { holdsCredential, mayNameCredential } from "../../../../policy-pack/rules/reading/credentials";
import { run } from "../../harness";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const characters = (alphabet: string, length: number) =>
  fc.array(fc.constantFrom(...alphabet), { minLength: length, maxLength: length }).map((all) => all.join(""));
const guid = fc.uuid();
const hexadecimal = fc.constantFrom(32, 40, 64).chain((length) => characters("0123456789abcdef", length));
const word = fc.constantFrom("shop", "catalog", "prod", "weu", "aks", "West", "Europe", "Shared", "001", "1", "v2", "api");
const resourceName = fc
  .array(word, { minLength: 4, maxLength: 12 })
  .chain((words) => fc.constantFrom("-", "_", "/", ".").map((separator) => words.join(separator)));

/** The documents of ConfigMaps. */
const documents: [holds: boolean, text: string][] = [
  [true, "server:\n  port: 8080\ndatabase:\n  password: hunter2\n"],
  [true, "spring.datasource.username=catalog\nspring.datasource.password=hunter2\n"],
  [true, '{\n  "ClientSecret": "0a1b2c3d4e"\n}\n'],
  [true, "[client]\nuser = catalog\npassword = 'hunter2'\n"],
  [true, "protected-mode yes\nrequirepass hunter2\n"],
  [true, 'sentinel auth-pass main "hunter2"\n'],
  [false, `# requirepass foobared\nmasterauth \${REDIS_PASSWORD}\nrequirepass ""\n`],
  [false, `database:\n  password: \${DB_PASSWORD}\n  passwordFile: /run/secrets/db1\n`],
  [false, "properties:\n  password:\n    type: string\n    minLength: 12\n"],
  [false, "def connect(host, password):\n  return open(host=host1, password=password1)\n"],
  [false, "# admin_password = admin\n;password =\nlog_level = info\n"],
  [false, "-----BEGIN CERTIFICATE-----\nMIIDdzCCAl+gAwIBAgIEAgAAuTAN\n-----END CERTIFICATE-----\n"],
];

describe("recognition of credentials", () => {
  it("knows generated tokens under any name", () => {
    const isKnown = (token: string) => holdsCredential("SETTING", token);
    const tokens = fc.sample(characters(ALPHABET, 44), { numRuns: 500, seed: 14 });
    assert.ok(tokens.filter(isKnown).length >= 0.9 * tokens.length, "a few random texts look like words");
  });

  it("takes no identifier, digest or name of resources for a credential", () => {
    fc.assert(fc.property(fc.oneof(guid, hexadecimal, resourceName), (value) => !holdsCredential("SETTING", value)));
  });

  it("takes every literal under the name of a password for one, but no reference", () => {
    for (const name of ["DB_PASSWORD", "dbPassword", "db-password", "Db:Password", "DBPASSWORD", "POSTGRES_PASSWORD_2", "Smtp__Pass"]) {
      assert.ok(holdsCredential(name, "hunter2") && mayNameCredential(name), name);
      for (const reference of ["$(X)", `\${X}`, "$X", "{{ .Values.x }}", "<password>", "********", "/run/x", "x.txt", "vault:x#y"])
        assert.ok(!holdsCredential(name, reference), `${name}=${reference}`);
    }
    for (const name of ["PASSWORD_FILE", "SECRET_NAME", "TOKEN_TTL", "COMPASS", "KEYBOARD", "AUTHOR", "TRUSTSTORE"])
      assert.ok(!holdsCredential(name, "hunter2"), name);
  });

  documents.forEach(([holds, text], index) => {
    it(`${holds ? "finds" : "finds no"} credential in document ${index + 1}`, () => assert.equal(holdsCredential("settings", text), holds));
  });

  it("needs time in proportion to the text", () => {
    for (const part of ["a", "a:", "a=", "?", "sk-", "https://", '"auths":{', "password=", "eyJ", "{{", " ", "\n", "a=b\n"]) {
      const started = performance.now();
      holdsCredential("settings", part.repeat(300_000 / part.length));
      assert.ok(performance.now() - started < 1500, JSON.stringify(part));
    }
  });

  it("is never shown in a message", async () => {
    const rules = catalogue.filter(({ id }) => id === "POD-12");
    const container = {
      env: [{ name: "SETTING", value: "postgres://catalog:hunter2@db" }],
      args: ["--api-key=hunter2", "--password", "hunter2"],
    };
    const props = { metadata: { namespace: "catalog", annotations: { "catalog/password": "hunter2" } }, spec: { containers: [container] } };
    const { violations } = await run([{ type: "kubernetes:core/v1:Pod", props }], { rules });
    assert.equal(violations.length, 4);
    for (const { message } of violations) assert.ok(!message.includes("hunter2"), message);
  });
});
