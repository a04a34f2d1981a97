import { stringify } from "yaml";
import type { Properties } from "../wire";
import { displayProperties } from "../wire";
import { paint } from "./style";

/** Stack outputs as YAML, which keeps nested ones readable. */
export function renderOutputs(outputs: Properties): string {
  const shown = displayProperties(outputs);
  if (Object.keys(shown).length === 0) return "";
  const lines = stringify(shown, { lineWidth: 0 }).trimEnd().split("\n");
  return [paint("bold", "Outputs"), ...lines.map((line) => `  ${line}`), ""].join("\n");
}
