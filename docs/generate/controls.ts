import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { catalogue } from "../../policy-pack/rules/catalogue";
import type { Enforcement, Rule } from "../../policy-pack/rules/rule";
import { renderArea } from "./areaPage";
import { byArea, countAt, PROFILES } from "./areas";
import { coverageTable, FRAMEWORKS_PAGE, renderFrameworks } from "./frameworksPage";
import { table } from "./markdown";

export const DOCS = join(__dirname, "..");
export const COMMAND = "npx tsx docs/generate/controls.ts";
/** The index of the reference, in {@link DOCS}. */
export const INDEX = "controls.md";
/** The folder of its pages. */
export const FOLDER = "controls";

const COMMENT = `<!-- Written by \`${COMMAND}\` from policy-pack/rules; change the rules and run it again. -->`;
const LEVELS: readonly Enforcement[] = ["mandatory", "advisory", "disabled"];

/** Renders the reference of all controls: text by path in docs. */
export function renderPages(rules: readonly Rule[]): ReadonlyMap<string, string> {
  const areas = byArea(rules).map(([area, own]): [string, string] => [`${FOLDER}/${area.file}`, renderArea(area, own, COMMENT)]);
  const pages = [
    [INDEX, renderIndex(rules)] as const,
    ...areas,
    [`${FOLDER}/${FRAMEWORKS_PAGE}`, renderFrameworks(rules, COMMENT)] as const,
  ];
  return new Map(pages.map(([path, content]) => [path, `${content}\n`]));
}

function renderIndex(rules: readonly Rule[]): string {
  return [
    "# Controls",
    "",
    COMMENT,
    "",
    `${rules.length} controls in ${byArea(rules).length} areas. Each area has a page with the requirement, reason, fix, levels, options and frameworks of its`,
    "controls.",
    "",
    "## Areas",
    "",
    ...areasTable(rules),
    "",
    "## Levels",
    "",
    "`mandatory` stops the deployment, `advisory` warns, `disabled` is not evaluated until policy configuration turns it on. The level of a",
    "control depends on the [profile](../policy-pack/README.md#profiles) of the stack:",
    "",
    ...levelsTable(rules),
    "",
    "Policy configuration can set another level for each policy.",
    "",
    ...CONFIGURATION,
    "",
    ...DOCUMENTS,
    "",
    "## Frameworks",
    "",
    "An item counts where at least one control checks what it asks, or a part of it.",
    "",
    ...coverageTable(rules),
  ].join("\n");
}

function areasTable(rules: readonly Rule[]): readonly string[] {
  const row = (own: readonly Rule[]) => [`${own.length}`, ...LEVELS.map((level) => countAt(own, level, "production"))];
  return table(
    ["Area", "Controls", "Mandatory in production", "Advisory", "Off by default"],
    [
      ...byArea(rules).map(([{ prefix, title, file }, own]) => [`[${prefix}: ${title}](${FOLDER}/${file})`, ...row(own)]),
      ["**All**", ...row(rules)],
    ],
  );
}

function levelsTable(rules: readonly Rule[]): readonly string[] {
  return table(
    ["Profile", "Mandatory", "Advisory", "Disabled"],
    (Object.keys(PROFILES) as (keyof typeof PROFILES)[]).map((profile) => [
      PROFILES[profile],
      ...LEVELS.map((level) => countAt(rules, level, profile)),
    ]),
  );
}

const CONFIGURATION: readonly string[] = [
  "## Configuration",
  "",
  "The policy name, such as `aks-private-cluster`, is the key in [policy configuration](../policy-pack/README.md#configuration): a level, or",
  "a level with the options that the page of the area lists, and [exemptions](../policy-pack/README.md#exemptions) of single resources. Ids",
  "and names never change once released.",
  "",
  "```json",
  '{ "aks-supported-version": { "enforcementLevel": "mandatory", "minimumVersion": "1.35" } }',
  "```",
];

const DOCUMENTS: readonly string[] = [
  "## Documents",
  "",
  "The catalogue started from four documents: `airbyte-aks-hardening`, `aks-workload-security`, `entra-sidecar-security` and",
  "`mission-critical-security`. Each control cites their lines. *Stated in*: the lines ask for it. *Implied by*: it follows from the lines.",
  "*Related to*: other rule packs or Azure Policy ask for it, and the lines are on the same subject. A few controls cite no line.",
  "[Traceability](traceability.md) goes the other way: from each line to controls, components, tests and pages.",
];

/** Writes the reference, and removes pages of areas that no longer exist. */
function write(pages: ReadonlyMap<string, string>): void {
  mkdirSync(join(DOCS, FOLDER), { recursive: true });
  for (const name of readdirSync(join(DOCS, FOLDER))) if (!pages.has(`${FOLDER}/${name}`)) rmSync(join(DOCS, FOLDER, name));
  for (const [path, content] of pages) writeFileSync(join(DOCS, path), content);
}

if (require.main === module) write(renderPages(catalogue));
