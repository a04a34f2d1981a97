import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { AKS_SERVER_APPLICATION, toKubelogin } from "../../../../components/kubernetes/access/kubelogin";

const fixture = (name: string) => readFileSync(join(__dirname, "fixtures", `${name}.yaml`), "utf8");

describe("toKubelogin", () => {
  for (const login of ["azurecli", "workloadidentity", "spn", "msi"] as const) {
    it(`replaces device code by ${login} and keeps the cluster`, () => {
      const before = parse(fixture("userKubeconfig"));
      const after = parse(toKubelogin(fixture("userKubeconfig"), login, AKS_SERVER_APPLICATION));
      assert.deepEqual(after.users[0].user.exec.args, [
        "get-token",
        "--login",
        login,
        "--server-id",
        "6dae42f8-4368-4678-94ff-3960e28e3630",
      ]);
      assert.equal(after.users[0].user.exec.command, "kubelogin");
      assert.deepEqual(after.clusters, before.clusters);
      assert.equal(after["current-context"], before["current-context"]);
      assert.ok(!JSON.stringify(after).includes("devicecode"));
    });
  }

  const refused: readonly [string, string, RegExp][] = [
    ["admin credentials", fixture("adminKubeconfig"), /users\[0\]\.user\.client-certificate-data: .*refused/],
    ["a static token", "users: [{name: a, user: {token: abc}}]", /users\[0\]\.user\.token/],
    ["the old auth provider", "users: [{name: a, user: {auth-provider: {name: azure}}}]", /exec format/],
    ["another plugin", "users: [{name: a, user: {exec: {command: aws}}}]", /exec\.command: expected kubelogin/],
    ["a user without credentials", "users: [{name: a}]", /expected kubelogin/],
    [
      "a second user with a token",
      "users: [{name: a, user: {exec: {command: kubelogin}}}, {name: b, user: {token: abc}}]",
      /users\[1\]\.user\.token/,
    ],
    ["no user", "users: []", /users: none found/],
    ["an empty file", "", /users: none found/],
  ];
  for (const [what, text, message] of refused) {
    it(`refuses ${what}`, () => {
      assert.throws(() => toKubelogin(text, "azurecli", AKS_SERVER_APPLICATION), message);
    });
  }

  it("includes no secret in its message", () => {
    assert.throws(
      () => toKubelogin("users: [{name: a, user: {token: very-secret}}]", "azurecli", AKS_SERVER_APPLICATION),
      (error: Error) => !error.message.includes("very-secret"),
    );
  });
});
