import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ConfigChange, withChanges } from "./support/changes";
import { type Checkout, checkout } from "./support/checkout";
import { stackConfig } from "./support/program";
import { repository } from "./support/stack";
import { describeOnEngine } from "./support/suite";

const secret = (settings: object): ConfigChange => ({ key: "keyVault", path: ["generatedSecrets"], value: { "signing-key": settings } });
const READER: ConfigChange = { key: "workloads", path: ["catalog", "uses"], value: { keyVault: ["signing-key"] } };
const FIREWALL: ConfigChange = { key: "frontDoor", path: ["waf"], value: { mode: "Prevention" } };

describeOnEngine("an emergency rotation, and the check of the pipelines", () => {
  let clone: Checkout;
  let folder = "";
  const configure = (...changes: readonly ConfigChange[]) => clone.configure(withChanges(stackConfig("dev"), [READER, ...changes]));
  const check = async () => {
    const files = [join(folder, "preview.json"), join(folder, "targets.txt")] as const;
    writeFileSync(files[0], await clone.run("preview", "--json"));
    return spawnSync(process.execPath, [join(repository, ".ci/pipelines/rotation.js"), ...files], { encoding: "utf8" });
  };

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "rotation-"));
    clone = await checkout("dev", { refresh: true });
    configure(secret({}));
    await clone.run("up", "--yes", "--skip-preview");
  });
  after(() => {
    clone?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("a new generation beside another change is refused", async () => {
    configure(secret({ generation: 1 }), FIREWALL);
    const { status, stderr } = await check();
    assert.equal(status, 1);
    assert.match(stderr, /update front-door-waf/);
    assert.doesNotMatch(stderr, /signing-key|deployment/);
  });

  it("a new generation alone replaces the value and restarts its reader; the update of the listed resources changes nothing else", async () => {
    configure(secret({ generation: 1 }));
    const { status, stderr } = await check();
    assert.equal(status, 0, stderr);
    const urns = readFileSync(join(folder, "targets.txt"), "utf8").trim().split("\n");
    const before = clone.cloud.operations.length;
    await clone.run("up", "--yes", "--skip-preview", ...urns.flatMap((urn) => ["--target", urn]));
    assert.deepEqual(
      clone.cloud.operations.slice(before).map(({ kind, name }) => `${kind} ${name}`),
      [
        "delete generated-signing-key",
        "create generated-signing-key",
        "update swedencentral-data-vault-secret-signing-key",
        "update swedencentral-inside-catalog-deployment",
      ],
    );
    await clone.run("preview", "--expect-no-changes");
  });

  it("afterwards nothing is due", async () => {
    const { stdout } = await check();
    assert.equal(stdout, "No rotation is due.\n");
  });
});
