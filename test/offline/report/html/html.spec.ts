import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Project } from "../../program/project";

const SECRET = "hunter2-hunter2";

const PROGRAM = `import * as pulumi from "@pulumi/pulumi";
const config = new pulumi.Config();
if (config.get("fault")) throw new Error("cannot use " + config.requireSecret("key") + config.get("key"));
class Resource extends pulumi.CustomResource {}
new Resource("azure-native:keyvault:Vault", "kv", { location: "westeurope", tags: { key: config.getSecret("key") } });
new Resource("kubernetes:core/v1:Secret", "plain", { kind: "Secret", metadata: { name: "plain" }, stringData: { a: "${SECRET}" } });
export const key = config.getSecret("key");`;

describe("offline: --html", function () {
  this.timeout(300_000);
  const project = new Project({ "index.ts": PROGRAM, "Pulumi.dev.yaml": "config:\n  shop:key:\n    secure: v1:aaaa\n" }).link(
    "@pulumi/pulumi",
  );
  const file = join(project.folder, "report.html");
  after(() => project.remove());
  const preview = (...args: readonly string[]) => {
    const { status, stdout } = project.preview("-c", `shop:key=${SECRET}`, "--html", file, ...args);
    return { status, stdout, page: readFileSync(file, "utf8") };
  };

  it("writes the page beside the usual output, without secrets", () => {
    const { stdout, page } = preview();
    assert.match(stdout, /^Findings /m);
    assert.match(page, /^<!doctype html>\n<html lang="en">/);
    assert.ok(page.includes('"stringData":{"a":"[secret]"}') && page.includes('"tags":{"key":"[secret]"}'));
    assert.ok(!page.includes(SECRET), "the page shows a secret");
  });

  it("holds the difference from a base, without secrets", () => {
    project.write({ "base.json": project.preview("--json", "-c", `shop:key=${SECRET}`).stdout });
    const base = join(project.folder, "base.json");
    project.write({ "index.ts": PROGRAM.replace("westeurope", "northeurope") });
    const { page } = preview("--diff", base);
    assert.match(page, /<section id="difference"[\s\S]*<code>&quot;northeurope&quot;<\/code>/);
    assert.ok(!page.includes(SECRET), "the page shows a secret");
  });

  it("writes that the preview failed, without secrets", () => {
    const { status, page } = preview("-c", "shop:fault=x");
    assert.equal(status, 2);
    assert.match(page, /<p class="verdict bad">Failed<\/p>[\s\S]*Nothing was evaluated/);
    assert.ok(!page.includes(SECRET), "the page shows a secret");
  });

  it("exits 2 without a file", () => {
    assert.match(project.preview("--html=").stderr, /^--html: expected a file\n$/);
  });
});
