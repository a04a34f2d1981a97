import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { COMMAND, CONTROLS_FILE, renderControls } from "../../docs/generate/controls";
import { catalogue } from "../../policy-pack/rules/catalogue";
import type { Rule } from "../../policy-pack/rules/rule";

const rule: Rule = {
  id: "ING-99",
  name: "ingress-example",
  title: "Paths are /* or <host>",
  why: "a | b",
  fix: "Set it.",
  severity: "low",
  enforcement: "mandatory",
  nonProduction: "advisory",
  url: "https://learn.microsoft.com/azure/aks/",
  frameworks: { "MCSB v1": ["NS-1", "NS-2"] },
  options: { hosts: { type: "array", items: { type: "string" }, description: "Hosts.", default: [] } },
  types: ["kubernetes:networking.k8s.io/v1:Ingress"],
  check: () => [],
};

describe("docs/controls.md", () => {
  it("is up to date with the catalogue", () => {
    assert.equal(readFileSync(CONTROLS_FILE, "utf8"), `${renderControls(catalogue)}\n`, `stale: run ${COMMAND}`);
  });

  it("has one row for each control, with its name and documentation", () => {
    const rows = renderControls(catalogue).split("\n");
    for (const { id, name, url } of catalogue) {
      const own = rows.filter((row) => row.startsWith(`| ${id}<br>`));
      assert.equal(own.length, 1, id);
      assert.ok(own[0]?.includes(`\`${name}\``) && own[0].includes(url), id);
    }
  });

  it("contains the level of each profile, frameworks and options, and escapes cell separators", () => {
    const rendered = renderControls([rule]);
    const row = rendered.split("\n").find((line) => line.startsWith("| ING-99")) ?? "";
    assert.match(row, /\| low \| mandatory \| advisory \| advisory \| MCSB v1: NS-1, NS-2 \|$/);
    assert.match(row, /Paths are \/\\\* or &lt;host>.*a \\\| b/);
    assert.match(rendered, /\| `ingress-example` \| `hosts` \| `\[\]` \| Hosts\. \|/);
  });

  it("links the overview to headings that exist", () => {
    const rendered = renderControls(catalogue);
    const anchors = Array.from(rendered.matchAll(/^## (.+)$/gm), ([, heading = ""]) =>
      heading
        .toLowerCase()
        .replace(/[^a-z0-9 -]/g, "")
        .replaceAll(" ", "-"),
    );
    const links = Array.from(rendered.matchAll(/\]\(#([^)]+)\)/g), ([, anchor]) => anchor);
    assert.deepEqual(links, anchors);
  });
});
