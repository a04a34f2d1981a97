import type { Base } from "../../base/base";
import type { CloudContext } from "../../cloud/types";
import type { Finding } from "../../pack";
import type { Registration } from "../../registration";
import { compareResources } from "./compare";
import type { Comparison } from "./comparison";
import { compareFindings } from "./findings";

export interface Current {
  readonly registrations: readonly Registration[];
  readonly findings: readonly Finding[];
  /** Subscription that ids are computed with. */
  readonly context: CloudContext;
}

/** Waits for the base and compares the current program with it. */
export async function compare(base: Base, { registrations, findings, context }: Current): Promise<Comparison> {
  const { name, commit, remarks } = base;
  const document = await base.document();
  const about = { base: name, commit, remarks };
  if (typeof document === "string") return { ...about, error: document, resources: [], newFindings: [], goneFindings: [] };
  const { differences, renamed } = compareResources(document.resources, registrations, context);
  return { ...about, error: undefined, resources: differences, ...compareFindings(document.findings, findings, renamed) };
}
