import type { Finding } from "../pack";
import type { Registration } from "../registration";
import type { Summary } from "./summary";
import { visibleInputs } from "./visible";

/** The one document of `--json`. */
export function renderJson(stack: string, registrations: readonly Registration[], findings: readonly Finding[], summary: Summary): string {
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
  return `${JSON.stringify({ stack, resources, findings: told, summary }, null, 2)}\n`;
}
