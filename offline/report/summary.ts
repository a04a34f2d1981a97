import type { Finding } from "../pack";
import type { Registration } from "../registration";
import { paint } from "./style";

export interface Summary {
  /** Number of registered resources, including components and the stack. */
  readonly resources: number;
  /** Resources by package, the largest first; components count as `components`. */
  readonly packages: Readonly<Record<string, number>>;
  readonly findings: { readonly mandatory: number; readonly advisory: number };
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
  return {
    resources: registrations.length,
    packages: Object.fromEntries(Array.from(counts).sort(([one, a], [other, b]) => b - a || (one < other ? -1 : 1))),
    findings: { mandatory, advisory: findings.length - mandatory },
    seconds: Math.round(performance.now()) / 1000,
  };
}

export function renderSummary({ resources, packages, findings, seconds }: Summary): string {
  const parts = Object.entries(packages).map(([pkg, count]) => `${pkg} ${count}`);
  const mandatory = paint(findings.mandatory > 0 ? "red" : "green", `${findings.mandatory} mandatory`);
  const advisory = findings.advisory > 0 ? paint("yellow", `${findings.advisory} advisory`) : "0 advisory";
  return [
    `${paint("bold", "Resources")}  ${resources} (${parts.join(", ")})`,
    `${paint("bold", "Findings")}   ${mandatory}, ${advisory}`,
    `${paint("bold", "Time")}       ${seconds.toFixed(2)} s`,
    "",
  ].join("\n");
}

function packageOf(type: string): string {
  const [pkg = type] = type.split(":", 1);
  if (pkg === "pulumi") return "providers";
  return pkg === "pulumi-nodejs" ? "dynamic" : pkg;
}
