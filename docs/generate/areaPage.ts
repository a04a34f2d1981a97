import { levelOf } from "../../policy-pack/policies/profiles";
import type { Option, Profile, Rule } from "../../policy-pack/rules/rule";
import { itemsOf } from "../../requirements/frameworks";
import { type Basis, SOURCES } from "../../requirements/sources";
import { type Area, PROFILES } from "./areas";
import { code, table, text } from "./markdown";

/** An option that several controls of the page have in the same form is described once. */
const SHARED_BY = 3;

const BASIS: Readonly<Record<Basis, string>> = { stated: "Stated in", implied: "Implied by", related: "Related to" };

/** Renders the controls of one area: an overview, then one section for each control. */
export function renderArea({ prefix, title }: Area, rules: readonly Rule[], comment: string): string {
  const shared = sharedOptions(rules);
  return [
    `# ${prefix}: ${title}`,
    "",
    comment,
    "",
    "[All areas, levels and frameworks](../controls.md)",
    "",
    ...table(["Control", "Requirement", "Severity", ...Object.values(PROFILES)], rules.map(overviewRow)),
    ...rules.flatMap((rule) => section(rule, shared)),
    ...sharedSection(shared),
  ].join("\n");
}

/** The section of one control, with all its options. */
export function renderControl(rule: Rule): string {
  return section(rule, new Map()).join("\n");
}

function overviewRow(rule: Rule): readonly string[] {
  return [`[${rule.id}](#${rule.id.toLowerCase()})`, text(rule.title), rule.severity, ...levelsOf(rule)];
}

function levelsOf(rule: Rule): readonly string[] {
  return (Object.keys(PROFILES) as Profile[]).map((profile) => levelOf(rule, profile));
}

function section(rule: Rule, shared: ReadonlyMap<string, Option>): readonly string[] {
  const options = Object.entries(rule.options ?? {});
  const own = options.filter(([name, option]) => !isShared(name, option, shared));
  const common = options.filter(([name, option]) => isShared(name, option, shared)).map(([name]) => code(name));
  const levels = Object.values(PROFILES).map((profile, index) => `${profile}: ${levelsOf(rule)[index]}`);
  return [
    "",
    `## ${rule.id}`,
    "",
    `**${text(rule.title)}**`,
    "",
    `${code(rule.name)} · Severity: ${rule.severity} · ${levels.join(" · ")}`,
    "",
    text(rule.why),
    "",
    `**Fix:** ${text(rule.fix)} [Documentation](${rule.url})`,
    ...bullets([...remediationOf(rule), ...frameworksOf(rule), ...sourceOf(rule)]),
    ...(common.length === 0 ? [] : ["", `[Shared options](#shared-options): ${common.join(", ")}`]),
    ...(own.length === 0 ? [] : ["", ...optionsTable(own)]),
  ];
}

function bullets(lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ["", ...lines.map((line) => `- ${line}`)];
}

function remediationOf(rule: Rule): readonly string[] {
  if (!("remedy" in rule) || rule.remedy === undefined) return [];
  const values = Object.entries(rule.remedy).map(([name, value]) => code(`${name}: ${JSON.stringify(value)}`));
  return [`Remediation (level \`remediate\`): sets ${values.join(", ")}`];
}

function frameworksOf(rule: Rule): readonly string[] {
  const named = itemsOf(rule).map(({ framework, ids }) => `${framework.name} ${ids.join(", ")}`);
  return named.length === 0 ? [] : [`Frameworks: ${named.join("; ")}`];
}

function sourceOf({ id }: Rule): readonly string[] {
  const source = SOURCES[id];
  if (source === undefined) return [];
  const lines = Object.entries(source.lines).map(([document, numbers]) => `${document}, ${lineNumbers(numbers)}`);
  return [`${BASIS[source.basis]} ${lines.join("; ")}`];
}

function lineNumbers(numbers: readonly number[]): string {
  return `${numbers.length === 1 ? "line" : "lines"} ${numbers.join(", ")}`;
}

function optionsTable(options: readonly (readonly [string, Option])[]): readonly string[] {
  return table(
    ["Option", "Default", "Meaning"],
    options.map(([name, option]) => {
      const allowed = option.enum === undefined ? "" : ` One of ${option.enum.map((one) => code(`${one}`)).join(", ")}.`;
      return [code(name), defaultOf(option), text(option.description) + allowed];
    }),
  );
}

function defaultOf({ default: value }: Option): string {
  return code(JSON.stringify(value)).replaceAll('","', '", "').replaceAll("|", "\\|");
}

/** The options that at least {@link SHARED_BY} controls have in the same form, by name. */
function sharedOptions(rules: readonly Rule[]): ReadonlyMap<string, Option> {
  const all = rules.flatMap((rule) => Object.entries(rule.options ?? {}));
  return new Map(all.filter(([name, option]) => all.filter((other) => isSame([name, option], other)).length >= SHARED_BY));
}

function isShared(name: string, option: Option, shared: ReadonlyMap<string, Option>): boolean {
  const common = shared.get(name);
  return common !== undefined && isSame([name, option], [name, common]);
}

function isSame([name, option]: readonly [string, Option], [other, otherOption]: readonly [string, Option]): boolean {
  return name === other && JSON.stringify(option) === JSON.stringify(otherOption);
}

function sharedSection(shared: ReadonlyMap<string, Option>): readonly string[] {
  return shared.size === 0 ? [] : ["", "## Shared options", "", "Each policy has its own value.", "", ...optionsTable([...shared])];
}
