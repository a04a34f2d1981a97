import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../support/sources";
import { PASSWORD, preview, ROTATION, type Step, update, urn, withPreviews } from "./previews";

/** Runs the check as the pipelines do. */
function check(content: string | readonly Step[]): { readonly status: number | null; readonly said: string; readonly targets?: string } {
  return withPreviews({ "preview.json": content }, (folder) => {
    const files = [join(folder, "preview.json"), join(folder, "targets.txt")];
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, ".ci/pipelines/rotation.js"), ...files], {
      encoding: "utf8",
    });
    const [, target = ""] = files;
    return { status, said: stdout + stderr, ...(existsSync(target) ? { targets: readFileSync(target, "utf8") } : {}) };
  });
}

const secret = (before: object, after: object, dependencies: readonly string[] = [PASSWORD]) =>
  update("azure-native:keyvault:Secret", "other", { properties: before }, { properties: after }, dependencies);

describe(".ci/pipelines/rotation.js", () => {
  it("accepts a rotation and lists what to update", () => {
    const { status, targets, said } = check(ROTATION);
    assert.equal(status, 0, said);
    const updated = ROTATION.filter(({ op }) => op !== "refresh").map((step) => `${step.urn}\n`);
    assert.equal(targets, updated.join(""));
  });

  it("lists nothing where no rotation is due", () => {
    const { status, targets, said } = check(ROTATION.slice(0, 1));
    assert.deepEqual([status, targets, said], [0, "", "No rotation is due.\n"]);
  });

  it("reads a preview that --expect-no-changes ends with an error", () => {
    assert.equal(check(`${preview(ROTATION)}error: no changes were expected for preview but changes were proposed\n`).status, 0);
  });

  const VALUE = { value: "[secret]" };
  const refused: readonly (readonly [title: string, step: Step, reason: RegExp])[] = [
    [
      "another resource",
      update("azure-native:frontdoor:Policy", "waf", { mode: "a" }, { mode: "b" }),
      /waf .*no resource type of a rotation/,
    ],
    ["a new resource", { op: "create", urn: urn("azure-native:keyvault:Secret", "new"), newState: {} }, /create new .*no operation/],
    ["a deletion", { op: "delete", urn: urn("kubernetes:apps/v1:Deployment", "gone"), oldState: {} }, /delete gone .*no operation/],
    ["another property of a secret", secret({ ...VALUE, contentType: "a" }, VALUE), /does not change properties.contentType/],
    ["a value that is no secret", secret({ value: "a" }, { value: "b" }), /does not change properties.value/],
    ["a configured secret", secret(VALUE, VALUE, [urn("azure-native:keyvault:Vault", "vault")]), /does not come from a generated secret/],
    [
      "another image",
      update("kubernetes:apps/v1:Deployment", "app", { spec: { image: "a" } }, { spec: { image: "b" } }),
      /a rotation does not change spec.image/,
    ],
    ["a change that the inputs do not show", update("kubernetes:apps/v1:Deployment", "app", {}, {}), /no visible change/],
    [
      "another length of a password",
      { op: "replace", urn: PASSWORD, oldState: { inputs: { length: 48 } }, newState: { inputs: { length: 24 } } },
      /does not change length/,
    ],
  ];
  for (const [title, step, reason] of refused) {
    it(`refuses ${title}, even beside a rotation`, () => {
      const { status, said, targets } = check([...ROTATION, step]);
      assert.equal(status, 1);
      assert.match(said, reason);
      assert.equal(targets, undefined);
    });
  }

  it("refuses a preview that failed, or that is none", () => {
    const failed = preview(ROTATION, [{ severity: "error", message: "denied by policy" }]);
    assert.match(check(failed).said, /denied by policy/);
    for (const content of [failed, "", "error: no stack", "{}"]) assert.equal(check(content).status, 1);
  });
});
