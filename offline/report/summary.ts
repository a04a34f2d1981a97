import { isUndecided, type NotJudged } from "../notJudged";
import type { Finding } from "../pack";
import type { Registration } from "../registration";
import { renderNotJudged } from "./notJudged";
import { paint } from "./style";

export interface Summary {
  /** Number of registered resources, including components and the stack. */
  readonly resources: number;
  /** Resources by package, the largest first; components count as `components`. */
  readonly packages: Readonly<Record<string, number>>;
  /** `notJudgedYet` counts the findings that say only that a value is unknown; they are not among the advisory ones. */
  readonly findings: { readonly mandatory: number; readonly advisory: number; readonly notJudgedYet: number };
  /** Seconds since the process started. */
  readonly seconds: number;
}

export function summarise(registrations: readonly Registration[], findings: readonly Finding[]): Summary {
  const counts = new Map<string, number>();
  for (const { type, custom } of registrations) {
    const pkg = custom ? packageOf(type) : "components";
    counts.set(pkg, (counts.get(pkg) ?? 0) + 1);
  }
  const mandatory = findings.filter(({ level }) => level === "mandatory").length;
  const notJudgedYet = findings.filter(isUndecided).length;
  return {
    resources: registrations.length,
    packages: Object.fromEntries(Array.from(counts).sort(([one, a], [other, b]) => b - a || (one < other ? -1 : 1))),
    findings: { mandatory, advisory: findings.length - mandatory - notJudgedYet, notJudgedYet },
    seconds: Math.round(performance.now()) / 1000,
  };
}

export function renderSummary({ resources, packages, findings, seconds }: Summary, notJudged: NotJudged): string {
  const parts = Object.entries(packages).map(([pkg, count]) => `${pkg} ${count}`);
  const mandatory = paint(findings.mandatory > 0 ? "red" : "green", `${findings.mandatory} mandatory`);
  const advisory = findings.advisory > 0 ? paint("yellow", `${findings.advisory} advisory`) : "0 advisory";
  const undecided = findings.notJudgedYet > 0 ? [`${findings.notJudgedYet} not judged yet`] : [];
  const lines = [
    `${paint("bold", "Resources")}  ${resources} (${parts.join(", ")})`,
    `${paint("bold", "Findings")}   ${[mandatory, advisory, ...undecided].join(", ")}`,
    `${paint("bold", "Time")}       ${seconds.toFixed(2)} s`,
    "",
  ];
  return renderNotJudged(notJudged) + lines.join("\n");
}

function packageOf(type: string): string {
  const [pkg = type] = type.split(":", 1);
  if (pkg === "pulumi") return "providers";
  return pkg === "pulumi-nodejs" ? "dynamic" : pkg;
}
