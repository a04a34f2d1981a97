import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { catalogue } from "../../policy-pack/rules/catalogue";
import type { CaseResource } from "../policy-pack/cases/case";
import { run } from "../policy-pack/harness";
import { ROOT } from "../support/sources";

const readme = readFileSync(join(ROOT, "policy-pack", "README.md"), "utf8");

/** The text under a heading of the second level. */
function under(heading: string): string {
  return readme.split("\n## ").find((section) => section.startsWith(`${heading}\n`)) ?? assert.fail(`no heading ${heading}`);
}

/** An object of the example, as a program registers it. */
function resourceOf(object: { apiVersion: string; kind: string; metadata: { name: string } }): CaseResource {
  const group = object.apiVersion.includes("/") ? object.apiVersion : `core/${object.apiVersion}`;
  return { type: `kubernetes:${group}:${object.kind}`, name: `${object.kind}-${object.metadata.name}`, props: { ...object } };
}

describe("policy-pack/README.md: What another team's stack gets", () => {
  const section = under("What another team's stack gets");

  it("shows an application with exactly the advisory findings that the text names", async () => {
    const [, yaml] = /```yaml\n(.*?)\n```/s.exec(section) ?? [];
    assert.ok(yaml, "no YAML");
    const resources = parseAllDocuments(yaml).map((document) => resourceOf(document.toJS()));
    assert.ok(resources.some(({ type }) => type === "kubernetes:apps/v1:Deployment"));
    const { reports } = await run(resources, { profile: "production" });
    const [introduction = ""] = section.split("```yaml");
    const named = Array.from(introduction.matchAll(/\(([A-Z]+-\d+)\)/g), ([, id]) => id);
    assert.deepEqual(reports.map(({ control }) => control).sort(), named.sort());
    for (const id of named) assert.equal(catalogue.find((rule) => rule.id === id)?.enforcement, "advisory", id);
  });

  it("names policies and options that exist", () => {
    const [, blocking = ""] = section.split("| Control | Blocks | What to set |");
    const rows = blocking.split("\n").filter((line) => line.startsWith("| ["));
    assert.ok(rows.length >= 7);
    for (const row of rows) {
      const rules = Array.from(row.matchAll(/\[([A-Z]+-\d+)\]/g), ([, id]) => catalogue.find((rule) => rule.id === id));
      assert.ok(rules.length > 0, row);
      for (const rule of rules) assert.equal(rule?.enforcement, "mandatory", row);
      for (const [, option = "", policy = ""] of row.matchAll(/`([A-Za-z]+)(?:: true)?` of `([a-z-]+)`/g)) {
        assert.ok(rules.find((rule) => rule?.name === policy)?.options?.[option], `${policy} has no option ${option}`);
      }
    }
  });
});
