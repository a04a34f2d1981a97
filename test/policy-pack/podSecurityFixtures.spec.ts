import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { baselineRules } from "../../policy-pack/rules/podSecurity/baseline";
import { restrictedRules } from "../../policy-pack/rules/podSecurity/restricted";
import { run } from "./harness";

/** Folder of Kubernetes' fixtures, by level, version and expected result; `.ci/pod-security-fixtures.sh` prints it. */
const FIXTURES = process.env.POD_SECURITY_FIXTURES ?? "";

const LEVELS = { baseline: baselineRules, restricted: [...baselineRules, ...restrictedRules] };
type Level = keyof typeof LEVELS;

/** Versions that the option standardsVersion of PSS-12 accepts. */
const VERSIONS = ["v1.36", "v1.37"];

/**
 * Pods that the pack evaluates more strictly: at the baseline level Kubernetes allows any procMount in a pod with its own user namespace.
 * The pack does not, so that a namespace at the restricted level, where Kubernetes does not allow it either, has one control for it.
 */
const STRICTER: Readonly<Record<string, readonly string[]>> = { "baseline/procmount1.yaml": ["pod-proc-mount"] };

type Pod = Record<string, unknown>;

function fixtures(level: string, version: string, expected: "pass" | "fail"): readonly { readonly name: string; readonly pod: Pod }[] {
  const folder = join(FIXTURES, level, version, expected);
  return readdirSync(folder).map((name) => ({ name, pod: parse(readFileSync(join(folder, name), "utf8")) as Pod }));
}

/** Policies that report a violation for a pod. */
async function violated(level: Level, version: string, pod: Pod): Promise<readonly string[]> {
  const rules = LEVELS[level];
  const config = { "pod-sysctls": { standardsVersion: version } };
  const { violations } = await run([{ type: "kubernetes:core/v1:Pod", props: pod }], { rules, config, profile: "production" });
  return [...new Set(violations.map(({ policy }) => policy))].filter((policy) => rules.some(({ name }) => name === policy));
}

async function checkPassing(level: Level, version: string): Promise<void> {
  const pods = fixtures(level, version, "pass");
  assert.ok(pods.length > 10, `${pods.length} passing pods`);
  for (const { name, pod } of pods)
    assert.deepEqual(await violated(level, version, pod), STRICTER[`${level}/${name}`] ?? [], `pass/${name}`);
}

async function checkFailing(level: Level, version: string): Promise<void> {
  const pods = fixtures(level, version, "fail");
  assert.ok(pods.length > 20, `${pods.length} failing pods`);
  for (const { name, pod } of pods) assert.notDeepEqual(await violated(level, version, pod), [], `fail/${name}`);
}

describe("the Pod Security fixtures of Kubernetes", () => {
  for (const level of Object.keys(LEVELS) as Level[]) {
    for (const version of VERSIONS) {
      it(`are evaluated as by Kubernetes: ${level} ${version}`, async function () {
        if (FIXTURES === "") this.skip();
        await checkPassing(level, version);
        await checkFailing(level, version);
      });
    }
  }
});
