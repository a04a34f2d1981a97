import type { NotJudged } from "../notJudged";
import type { Finding } from "../pack";
import type { Registration } from "../registration";
import { displayProperties, type Properties } from "../wire";
import type { Comparison } from "./comparison/comparison";
import type { Summary } from "./summary";
import { visibleInputs } from "./visible";

export interface PreviewResult {
  readonly stack: string;
  readonly registrations: readonly Registration[];
  /** Stack outputs in protocol form. */
  readonly outputs: Properties;
  readonly warnings: readonly string[];
  readonly findings: readonly Finding[];
  readonly notJudged: NotJudged;
  readonly summary: Summary;
  /** Difference from the base; undefined without `--diff`. */
  readonly comparison: Comparison | undefined;
}

/** The document of `--json`. */
export function renderJson(result: PreviewResult): string {
  const { stack, registrations, outputs, warnings, findings, notJudged, summary, comparison: diff } = result;
  const resources = registrations.map((registration) => ({
    urn: registration.urn,
    type: registration.type,
    name: registration.name,
    parent: registration.parent === "" ? null : registration.parent,
    custom: registration.custom,
    props: visibleInputs(registration),
    dependencies: registration.dependencies,
    protect: registration.options.protect,
  }));
  const violations = findings.map(({ control, policy, level, urn, path, message, undecided }) => ({
    ...{ control, policy, level, urn, path, message },
    ...(undecided === true && { undecided }),
  }));
  const document = { stack, resources, outputs: displayProperties(outputs), warnings, findings: violations, notJudged, summary, diff };
  return `${JSON.stringify(document, null, 2)}\n`;
}
