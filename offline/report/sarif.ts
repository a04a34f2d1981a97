import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Severity } from "../../policy-pack/rules/rule";
import type { Report, ReportedControl, ReportedFinding, ReportedResource } from "./model";

/** Identifier of the published schema (OASIS SARIF 2.1.0). */
const SCHEMA = "https://raw.githubusercontent.com/oasis-tcs/sarif-spec/master/Schemata/sarif-schema-2.1.0.json";
const TOOL = "hardened-aks";

/** GitHub sorts by this property of a rule: above 9.0 critical, 7.0 high, 4.0 medium (code scanning, SARIF support: `security-severity`). */
const SECURITY_SEVERITY: Readonly<Record<Severity, string>> = { critical: "9.5", high: "8.0", medium: "5.5", low: "2.0" };

interface Rule {
  readonly id: string;
  readonly [property: string]: unknown;
}

/**
 * The findings as SARIF 2.1.0 (OASIS, 2020-03-27). A result is at the place where the program creates the resource; where that is not
 * known, or the finding is about the stack as a whole, at the stack's file. What was not judged is a notification of the run.
 */
export function renderSarif(report: Report): string {
  const rules = rulesOf(report);
  const resources = new Map(report.resources.map((resource) => [resource.urn, resource]));
  const places = new Places(report);
  const results = report.findings.map((finding) => resultOf(finding, resources.get(finding.urn), rules, places));
  return document(report.stack, rules, results, { executionSuccessful: true, toolExecutionNotifications: notifications(report) });
}

/** A run that evaluated nothing, so that no former run is taken for it. */
export function renderSarifFailure(stack: string, error: string): string {
  const notification = { level: "error", message: { text: error } };
  return document(stack, [], [], { executionSuccessful: false, toolExecutionNotifications: [notification] });
}

function document(stack: string, rules: readonly Rule[], results: readonly object[], invocation: object): string {
  const run = {
    tool: { driver: { name: TOOL, rules } },
    // The results of one stack do not replace those of another one.
    automationDetails: { id: `preview/${stack}/` },
    columnKind: "utf16CodeUnits",
    invocations: [invocation],
    results,
  };
  return `${JSON.stringify({ $schema: SCHEMA, version: "2.1.0", runs: [run] }, null, 2)}\n`;
}

/** The controls that were evaluated, then the policies of the findings that enforce no control. */
function rulesOf({ controls, findings }: Report): readonly Rule[] {
  const rules = controls.filter(({ level }) => level !== "disabled").map(controlRule);
  const known = new Set(rules.map(({ id }) => id));
  const others = new Set(findings.map(({ control }) => control).filter((id) => !known.has(id)));
  return [...rules, ...Array.from(others, (id) => ({ id, name: id, shortDescription: { text: id } }))];
}

function controlRule({ id, policy, title, severity, why, fix, url, level, frameworks }: ReportedControl): Rule {
  const tags = Object.entries(frameworks).flatMap(([framework, ids]) => ids.map((one) => `${framework}: ${one}`));
  return {
    id,
    name: policy,
    shortDescription: { text: `${id}: ${title}` },
    fullDescription: { text: why },
    help: { text: `${why}\n\nFix: ${fix}`, markdown: `${why}\n\n**Fix:** ${fix}\n\n[Documentation](${url})` },
    helpUri: url,
    defaultConfiguration: { level: level === "advisory" ? "warning" : "error" },
    properties: { tags: ["security", ...tags], "security-severity": SECURITY_SEVERITY[severity] },
  };
}

function resultOf(finding: ReportedFinding, resource: ReportedResource | undefined, rules: readonly Rule[], places: Places): object {
  const { control, level, undecided, urn, path, message } = finding;
  return {
    ruleId: control,
    ruleIndex: rules.findIndex(({ id }) => id === control),
    kind: undecided === true ? "open" : "fail",
    level: undecided === true ? "none" : level === "mandatory" ? "error" : "warning",
    message: { text: message },
    locations: [
      {
        physicalLocation: places.of(resource),
        logicalLocations: [{ fullyQualifiedName: urn, kind: "resource", ...(resource && { name: resource.name }) }],
      },
    ],
    // Not the message, which holds the value found: a finding stays the same while a value changes.
    partialFingerprints: { "finding/v1": createHash("sha256").update(`${control}\0${urn}\0${path}`).digest("hex") },
  };
}

/** Places in files, relative to the repository, as code scanning requires it. */
class Places {
  private readonly repository: string;
  private readonly stackFile: string;

  constructor({ directory, stack }: Report) {
    this.repository = repositoryOf(directory);
    const names = [`Pulumi.${stack}.yaml`, `Pulumi.${stack}.yml`, "Pulumi.yaml", "Pulumi.yml", "Pulumi.json"];
    this.stackFile = join(directory, names.find((name) => existsSync(join(directory, name))) ?? "Pulumi.yaml");
  }

  of(resource: ReportedResource | undefined): object {
    const position = resource?.position;
    if (position === undefined) return { artifactLocation: { uri: this.uriOf(this.stackFile) }, region: { startLine: 1 } };
    const region = { startLine: position.line, startColumn: position.column };
    return { artifactLocation: { uri: this.uriOf(fileURLToPath(position.uri)) }, region };
  }

  private uriOf(file: string): string {
    const path = relative(this.repository, file);
    return path.startsWith("..") ? pathToFileURL(file).href : path.split(/[\\/]/).map(encodeURIComponent).join("/");
  }
}

/** The nearest folder with git's data at or above the project, else the project. */
function repositoryOf(directory: string): string {
  for (let folder = resolve(directory); ; folder = dirname(folder)) {
    if (existsSync(join(folder, ".git"))) return folder;
    if (folder === dirname(folder)) return resolve(directory);
  }
}

function notifications({ warnings, notJudged }: Report): readonly object[] {
  const packages = Object.entries(notJudged.packages).map(([name, count]) => `not judged: ${count} resources of the package ${name}`);
  const components = notJudged.components.map(({ name, reason }) => `not rendered: ${name}: ${reason}`);
  return [...warnings, ...packages, ...components].map((text) => ({ level: "warning", message: { text } }));
}
