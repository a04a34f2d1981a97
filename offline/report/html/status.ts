import { isUndecided } from "../../notJudged";
import type { Report, ReportedControl } from "../model";

/** What an evaluation says about a control: the level of its findings, or why it has none. The worst is first. */
export const STATUSES = {
  mandatory: "Mandatory",
  advisory: "Advisory",
  undecided: "Not judged yet",
  met: "Met",
  none: "No resource",
  off: "Disabled",
} as const;

export type Status = keyof typeof STATUSES;

/** Status of each control of the pack by id. */
export function statusesOf({ controls, findings }: Report): ReadonlyMap<string, Status> {
  const found = new Map<string, Status>();
  for (const finding of findings) {
    const status = finding.level === "mandatory" ? "mandatory" : isUndecided(finding) ? "undecided" : "advisory";
    found.set(finding.control, worst([status, ...(found.has(finding.control) ? [found.get(finding.control) ?? status] : [])]));
  }
  return new Map(controls.map((control) => [control.id, found.get(control.id) ?? withoutFinding(control)]));
}

function withoutFinding({ level, applies }: ReportedControl): Status {
  if (level === "disabled") return "off";
  return applies ? "met" : "none";
}

export function worst(statuses: readonly Status[]): Status {
  const order = Object.keys(STATUSES) as Status[];
  return order.find((status) => statuses.includes(status)) ?? "off";
}
