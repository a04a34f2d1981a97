import { isUndecided } from "../../notJudged";
import type { Report, ReportedControl } from "../model";

/** What an evaluation says about a control, or an item of several: the level of the findings, or why there is none. The worst is first. */
export const STATUSES = {
  mandatory: "Mandatory",
  advisory: "Advisory",
  undecided: "Not judged yet",
  partial: "Partly disabled",
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

/**
 * Status of an item by its controls. Without a finding, a disabled control counts more than one that is met: nothing says whether the
 * stack meets it.
 */
export function statusOfItem(statuses: readonly Status[]): Status {
  const status = worst(statuses);
  if ((status !== "met" && status !== "none") || !statuses.includes("off")) return status;
  return "partial";
}

function worst(statuses: readonly Status[]): Status {
  const order = Object.keys(STATUSES) as Status[];
  return order.find((status) => statuses.includes(status)) ?? "off";
}
