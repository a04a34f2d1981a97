import { readdirSync } from "node:fs";
import { join } from "node:path";
import { catalogue } from "../../policy-pack/rules/catalogue";
import type { Rule } from "../../policy-pack/rules/rule";
import type { ControlCases } from "./cases/case";

const FOLDER = join(__dirname, "cases");

export interface CasesOfControl {
  id: string;
  rule: Rule | undefined;
  cases: ControlCases;
}

/** The cases of every area file, each with the catalogue's rule of that id. */
export function allCases(): CasesOfControl[] {
  const rules = new Map(catalogue.map((rule) => [rule.id, rule]));
  return areaFiles().flatMap((file) => {
    const area: { cases?: Record<string, ControlCases> } = require(join(FOLDER, file));
    return Object.entries(area.cases ?? {}).map(([id, cases]) => ({ id, rule: rules.get(id), cases }));
  });
}

export function areaFiles(): string[] {
  return readdirSync(FOLDER).filter((file) => file.endsWith(".ts") && file !== "case.ts");
}
