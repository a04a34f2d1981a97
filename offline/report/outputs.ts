import type { Properties } from "../wire";
import { shownProperties } from "../wire";
import { paint } from "./style";

/** Stack outputs, one line each. */
export function renderOutputs(outputs: Properties): string {
  const entries = Object.entries(shownProperties(outputs));
  if (entries.length === 0) return "";
  const width = Math.max(...entries.map(([name]) => name.length));
  const lines = entries.map(([name, value]) => `  ${name.padEnd(width)}  ${typeof value === "string" ? value : JSON.stringify(value)}`);
  return [paint("bold", "Outputs"), ...lines, ""].join("\n");
}
