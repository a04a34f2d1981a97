import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { levelOf } from "../../policy-pack/policies/profiles";
import { catalogue } from "../../policy-pack/rules/catalogue";
import type { Profile, Rule } from "../../policy-pack/rules/rule";

export const CONTROLS_FILE = join(__dirname, "..", "controls.md");
export const COMMAND = "npx tsx docs/generate/controls.ts";

const PROFILES: Readonly<Record<Profile, string>> = { production: "Production", nonProduction: "Non-production", auditOnly: "Audit only" };

/** Titles of the areas by the prefix of their control ids. */
const AREAS: Readonly<Record<string, string>> = {
  ACR: "Container registry",
  AKS: "Cluster",
  CERT: "Certificates",
  FD: "Front Door and web application firewall",
  GOV: "Governance",
  HELM: "Helm",
  ID: "Identities and roles",
  ING: "Ingress",
  KV: "Key Vault",
  MESH: "Service mesh",
  MON: "Monitoring",
  NET: "Virtual networks",
  NP: "Network policies",
  NS: "Namespaces",
  PG: "PostgreSQL",
  POD: "Pods",
  PSS: "Pod Security Standards",
  RB: "Kubernetes RBAC",
  RED: "Redis",
  SC: "Microsoft Entra auth sidecar",
  SEC: "Secrets in the cluster",
  ST: "Storage",
  SVC: "Services",
};

/** Renders the reference of all controls, by area, in the order of the catalogue. */
export function renderControls(rules: readonly Rule[]): string {
  const areas = new Map<string, Rule[]>();
  for (const rule of rules) areas.set(areaOf(rule), [...(areas.get(areaOf(rule)) ?? []), rule]);
  return [
    "# Controls",
    "",
    `<!-- Written by \`${COMMAND}\` from policy-pack/rules; change the rules and run it again. -->`,
    "",
    `${rules.length} controls. The policy name is what policy configuration uses; ids and names never change once released.`,
    "The levels are the defaults of each profile; policy configuration can set another one for each policy.",
    "",
    ...table(
      ["Area", "Controls", "Mandatory in production"],
      Array.from(areas, ([area, own]) => [`[${titleOf(area)}](#${anchorOf(titleOf(area))})`, `${own.length}`, `${mandatory(own)}`]),
    ),
    ...Array.from(areas, ([area, own]) => renderArea(area, own)).flat(),
  ].join("\n");
}

function renderArea(area: string, rules: readonly Rule[]): readonly string[] {
  const options = rules.flatMap((rule) => Object.entries(rule.options ?? {}).map(([name, option]) => ({ rule, name, option })));
  return [
    "",
    `## ${titleOf(area)}`,
    "",
    ...table(["Control", "Requirement", "Severity", ...Object.values(PROFILES), "Frameworks"], rules.map(controlRow)),
    ...(options.length === 0 ? [] : ["", "Options in policy configuration:", ""]),
    ...(options.length === 0 ? [] : table(["Policy", "Option", "Default", "Meaning"], options.map(optionRow))),
  ];
}

function controlRow(rule: Rule): readonly string[] {
  const requirement = [`**${text(rule.title)}**`, text(rule.why), `Fix: ${text(rule.fix)}`, `[Documentation](${rule.url})`];
  const levels = (Object.keys(PROFILES) as Profile[]).map((profile) => levelOf(rule, profile));
  const frameworks = Object.entries(rule.frameworks ?? {}).map(([framework, ids]) => `${text(framework)}: ${ids.map(text).join(", ")}`);
  return [`${rule.id}<br>\`${rule.name}\``, requirement.join("<br>"), rule.severity, ...levels, frameworks.join("<br>")];
}

function optionRow({ rule, name, option }: { rule: Rule; name: string; option: NonNullable<Rule["options"]>[string] }): readonly string[] {
  const allowed = option.enum === undefined ? "" : ` One of ${option.enum.map((one) => `\`${one}\``).join(", ")}.`;
  return [`\`${rule.name}\``, `\`${name}\``, `\`${JSON.stringify(option.default)}\``, text(option.description) + allowed];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
}

/** Escapes text for a table cell, so that it contains neither a column separator nor HTML. */
function text(value: string): string {
  return value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll("|", "\\|").replaceAll("*", "\\*").replaceAll("\n", " ");
}

function mandatory(rules: readonly Rule[]): number {
  return rules.filter((rule) => levelOf(rule, "production") === "mandatory").length;
}

function areaOf({ id }: Rule): string {
  return id.slice(0, id.lastIndexOf("-"));
}

function titleOf(area: string): string {
  return `${area}: ${AREAS[area] ?? "other controls"}`;
}

/** Returns the anchor that GitHub generates for a heading. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^a-z0-9 -]/g, "")
    .replaceAll(" ", "-");
}

if (require.main === module) writeFileSync(CONTROLS_FILE, `${renderControls(catalogue)}\n`);
