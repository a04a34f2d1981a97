import type { Finding } from "../pack";
import type { Registration } from "../registration";
import { type Properties, shownProperties } from "../wire";
import type { Summary } from "./summary";
import { visibleInputs } from "./visible";

export interface Result {
  readonly stack: string;
  readonly registrations: readonly Registration[];
  /** The stack's, in protocol form. */
  readonly outputs: Properties;
  readonly warnings: readonly string[];
  readonly findings: readonly Finding[];
  readonly summary: Summary;
}

/** The one document of `--json`. */
export function renderJson({ stack, registrations, outputs, warnings, findings, summary }: Result): string {
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
  const told = findings.map(({ control, policy, level, urn, path, message }) => ({ control, policy, level, urn, path, message }));
  return `${JSON.stringify({ stack, resources, outputs: shownProperties(outputs), warnings, findings: told, summary }, null, 2)}\n`;
}
