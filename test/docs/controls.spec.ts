import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { areaOf } from "../../docs/generate/areas";
import { COMMAND, DOCS, FOLDER, INDEX, renderPages } from "../../docs/generate/controls";
import { catalogue } from "../../policy-pack/rules/catalogue";
import type { Rule } from "../../policy-pack/rules/rule";
import { FRAMEWORKS } from "../../requirements/frameworks";
import { SOURCES } from "../../requirements/sources";

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
  options: { hosts: { type: "array", items: { type: "string" }, description: "Hosts | names.", default: [] } },
  types: ["kubernetes:networking.k8s.io/v1:Ingress"],
  check: () => [],
};

function pageOf({ id }: Pick<Rule, "id">, rules: readonly Rule[]): string {
  return renderPages(rules).get(`${FOLDER}/${areaOf(id).file}`) ?? assert.fail(`${id} has no page`);
}

/** The section of a control on its area's page. */
function sectionOf(id: string, page: string): string {
  return page.split("\n## ").find((section) => section.startsWith(`${id}\n`)) ?? assert.fail(`${id} has no section`);
}

describe("docs/controls.md and docs/controls", () => {
  const pages = renderPages(catalogue);

  it("are up to date with the catalogue", () => {
    for (const [path, content] of pages) assert.equal(readFileSync(join(DOCS, path), "utf8"), content, `${path} is stale: run ${COMMAND}`);
    const written = readdirSync(join(DOCS, FOLDER)).map((name) => `${FOLDER}/${name}`);
    assert.deepEqual([INDEX, ...written].sort(), [...pages.keys()].sort(), `run ${COMMAND}`);
  });

  it("have one section for each control, with its name, reason and documentation", () => {
    const all = [...pages.values()].join("\n");
    for (const { id, name, url } of catalogue) {
      assert.equal(all.split(`\n## ${id}\n`).length, 2, id);
      const section = sectionOf(id, pageOf({ id }, catalogue));
      assert.ok(section.includes(`\`${name}\``) && section.includes(`](${url})`), id);
    }
  });

  it("contain the level of each profile, frameworks and options, and escape cell separators", () => {
    const section = sectionOf("ING-99", pageOf(rule, [rule]));
    assert.match(section, /Severity: low · Production: mandatory · Non-production: advisory · Audit only: advisory/);
    assert.match(section, /\*\*Paths are \/\\\* or &lt;host>\*\*/);
    assert.match(section, /- Frameworks: MCSB v1 NS-1, NS-2\n/);
    assert.match(section, /\| `hosts` \| `\[\]` \| Hosts \\\| names\. \|/);
  });

  it("describe an option that several controls share once", () => {
    const rules = [1, 2, 3].map((number) => ({ ...rule, id: `ING-9${number}` }));
    const page = pageOf(rule, rules);
    assert.equal(page.split("| `hosts` |").length, 2);
    assert.match(sectionOf("ING-91", page), /\[Shared options\]\(#shared-options\): `hosts`/);
  });

  it("cite lines of the documents for controls that exist, and for nearly all", () => {
    const ids = new Set(catalogue.map(({ id }) => id));
    assert.deepEqual(
      Object.keys(SOURCES).filter((id) => !ids.has(id)),
      [],
    );
    // Added after the documents: Event Hubs' TLS version, firewall rules of any service, marks on secrets, versions of the standards.
    assert.deepEqual([...ids].filter((id) => SOURCES[id] === undefined).sort(), ["EH-03", "NET-11", "POD-32", "SEC-06"]);
    assert.match(sectionOf("AKS-01", pageOf({ id: "AKS-01" }, catalogue)), /- Stated in airbyte-aks-hardening, lines 8, 266/);
  });

  it("name every framework of the rules, and only controls that exist", () => {
    const keys = new Set(catalogue.flatMap(({ frameworks }) => Object.keys(frameworks ?? {})));
    assert.deepEqual([...keys].sort(), FRAMEWORKS.flatMap(({ key }) => key ?? []).sort());
    const ids = new Set(catalogue.map(({ id }) => id));
    const mapped = FRAMEWORKS.flatMap(({ items = [] }) => items.flatMap(({ controls }) => controls));
    assert.deepEqual(
      mapped.filter((id) => !ids.has(id)),
      [],
    );
  });
});
