import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Comparison, ResourceDifference } from "../../../offline/report/comparison/comparison";
import { renderFailure, renderMarkdown } from "../../../offline/report/markdown";
import { explainFindings, type Report } from "../../../offline/report/model";
import { Project } from "../program/project";

const STACK = "urn:pulumi:prod::shop::pulumi:pulumi:Stack::shop-prod";
const POLICY = "urn:pulumi:prod::shop::azure-native:frontdoor:Policy::waf";

const [FINDING] = explainFindings([
  {
    ...{ control: "FD-04", policy: "front-door-waf-prevention", level: "mandatory", urn: POLICY },
    ...{ path: "policySettings.mode", message: "FD-04 WAF\n  found  Detection" },
  },
]);
const FINDINGS = FINDING === undefined ? [] : [FINDING];

const REPORT: Report = {
  ...{ directory: "/shop", stack: "prod", project: "shop", resources: [], outputs: {}, findings: FINDINGS, controls: [], warnings: [] },
  notJudged: { packages: {}, components: [], undecided: {} },
  summary: { resources: 3, packages: {}, findings: { mandatory: 1, advisory: 0, notJudgedYet: 0 }, seconds: 1 },
  comparison: undefined,
};

const difference = (name: string, more: Partial<ResourceDifference> = {}): ResourceDifference => ({
  ...{ kind: "changed", urn: `${STACK}${name}`, type: "azure-native:keyvault:Vault", name, protect: false, holdsData: true },
  changes: [{ path: "location", before: "a", after: name }],
  ...more,
});

const comparison = (more: Partial<Comparison>): Comparison => ({
  ...{ base: "main", commit: "0123456789", error: undefined, remarks: [], resources: [], newFindings: [], goneFindings: [] },
  ...more,
});

describe("offline/report: Markdown", () => {
  it("starts with the verdict, and explains each finding: reason, value and fix", () => {
    const text = renderMarkdown(REPORT);
    assert.match(text, /^### Preview of `prod`: blocked by 1 mandatory finding\n\n3 resources, 1 mandatory finding, 0 advisory\.\n/);
    assert.match(
      text,
      /\n\*\*Mandatory findings \(1\)\*\*\n\n- \*\*\[FD-04\]\(https:.+\)\*\* .+ \(mandatory\): `waf` \(frontdoor:Policy\), /,
    );
    assert.ok(text.includes("found  Detection") && text.includes(FINDING?.why.slice(0, 20) ?? "?"));
  });

  it("says after the numbers what no policy judged", () => {
    const [name, urn] = ["@web", "urn:pulumi:prod::shop::kubernetes:helm.sh/v4:Chart::@web"];
    const notJudged = { packages: { aws: 3 }, components: [{ urn, name, reason: "r" }], undecided: {} };
    assert.match(
      renderMarkdown({ ...REPORT, findings: [], notJudged }),
      /advisory\.\n\n\*\*Not judged:\*\* `3 resources of 1 package that the pack does not read \(aws 3\); 1 chart not rendered \(@web\)`\n/,
    );
    assert.doesNotMatch(renderMarkdown(REPORT), /Not judged/);
  });

  it("of a comparison shows risk and new findings open, the rest collapsed, and no other finding", () => {
    const resources = [difference("vault", { kind: "replaced", protect: true }), difference("other")];
    const text = renderMarkdown({ ...REPORT, comparison: comparison({ resources, goneFindings: FINDINGS }) });
    assert.match(text, /\nCompared with `main` \(0123456\): 1 replaced, 1 changed, 1 finding gone\.\n/);
    assert.match(text, /\*\*Deleted or replaced .+ \(1\)\*\*\n\n- replaced: keyvault:Vault `vault` \(protected, holds data\)\n/);
    assert.match(text, /<details><summary>Changed \(1\)<\/summary>\n\n- changed: .+\n {2}- `location`: `"a"` → `"other"`\n/);
    assert.match(text, /<details><summary>Findings gone \(1\)<\/summary>/);
    assert.doesNotMatch(text, /Mandatory findings \(/);
  });

  it("says that the base cannot be previewed, and shows all findings then", () => {
    const text = renderMarkdown({ ...REPORT, comparison: comparison({ error: "broken\n  at x" }) });
    assert.match(text, /Not compared with `main` \(0123456\), which cannot be previewed:\n\n```text\nbroken\n {2}at x\n```\n/);
    assert.match(text, /Mandatory findings \(1\)/);
  });

  it("stays below the limit of a comment, says how much it leaves out, and closes what it opens", () => {
    const resources = Array.from({ length: 3000 }, (_, index) => difference(`vault-${index}`));
    const text = renderMarkdown({ ...REPORT, warnings: ["late"], comparison: comparison({ resources, newFindings: FINDINGS }) });
    assert.ok(text.length < 65_536 && text.length > 60_000, `${text.length}`);
    assert.match(text, /\n\d{3,4} of 3000 entries are left out: a comment has a maximum length\.\n/);
    assert.equal(text.split("<details>").length, text.split("</details>").length);
    assert.ok(renderFailure("prod", "x".repeat(100_000)).length < 65_536);
  });

  it("shows names and values of the program as code, so that they cannot mention, link or format", () => {
    const hostile = "@everyone `x` <img src=a> [a](https://example.com)";
    const resources = [difference(hostile, { changes: [{ path: "a", before: hostile, after: `${hostile}\`\`\`\n# b` }] })];
    const text = renderMarkdown({ ...REPORT, findings: [], comparison: comparison({ resources, base: hostile }) });
    const outside = text.replace(/(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, "");
    assert.doesNotMatch(outside, /everyone|<img|example\.com|^# b/m);
  });
});

describe("offline: --markdown", function () {
  this.timeout(300_000);
  const folder = mkdtempSync(join(tmpdir(), "report-"));
  const file = join(folder, "comment.md");
  const project = new Project({
    "index.ts": `import * as pulumi from "@pulumi/pulumi";
      const config = new pulumi.Config();
      if (config.get("fault")) throw new Error("cannot use " + config.requireSecret("key") + config.get("key"));
      new (class extends pulumi.CustomResource {})("azure-native:keyvault:Vault", "kv", { properties: { note: config.getSecret("key") } });
      export const key = config.getSecret("key");`,
  }).link("@pulumi/pulumi");
  after(() => {
    rmSync(folder, { recursive: true });
    rmSync(project.folder, { recursive: true });
  });
  const secretKey = ["-c", "shop:key=correct-horse-battery"];
  const settings = { "Pulumi.dev.yaml": "config:\n  shop:key:\n    secure: v1:aaaa\n" };

  it("writes the report beside the usual output, without secrets", () => {
    project.write(settings);
    const plain = project.preview(...secretKey);
    const { status, stdout } = project.preview(...secretKey, "--markdown", file);
    const timeless = (text: string) => text.replace(/\d+\.\d\d s/, "");
    assert.deepEqual([status, timeless(stdout)], [plain.status, timeless(plain.stdout)]);
    const text = readFileSync(file, "utf8");
    assert.match(text, /^### Preview of `dev`: /);
    assert.doesNotMatch(text, /correct-horse/);
  });

  it("writes that the preview failed, without secrets", () => {
    const { status } = project.preview(...secretKey, "-c", "fault=x", "--markdown", file);
    assert.equal(status, 2);
    const text = readFileSync(file, "utf8");
    assert.match(text, /^### Preview of `dev`: failed\n\nNothing was evaluated\.\n\n```text\nerror: cannot use /);
    assert.doesNotMatch(text, /correct-horse/);
  });

  it("exits 2 without a file, and on one that cannot be written", () => {
    assert.match(project.preview("--markdown=").stderr, /^--markdown: expected a file\n$/);
    const { status, stderr } = project.preview("--markdown", "/proc/none/a.md");
    assert.deepEqual([status, stderr.startsWith("--markdown /proc/none/a.md: E")], [2, true], stderr);
    assert.ok(!existsSync("/proc/none"));
  });
});
