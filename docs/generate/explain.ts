import { catalogue } from "../../policy-pack/rules/catalogue";
import { renderControl } from "./areaPage";

/** What docs/controls says of the controls with these ids or policy names. @throws Error if there is no such control */
export function explain(names: readonly string[]): string {
  if (names.length === 0) throw new Error("usage: npm run explain -- CONTROL…, such as FD-04 or front-door-waf-prevention");
  return names.map(explainOne).join("\n\n");
}

function explainOne(text: string): string {
  const rule = catalogue.find(({ id, name }) => id === text.toUpperCase() || name === text);
  if (rule !== undefined) return renderControl(rule).trim();
  const area = `${text.toUpperCase().split("-", 1)[0]}-`;
  const similar = catalogue.filter(
    ({ id, name, title }) => id.startsWith(area) || `${name} ${title}`.toLowerCase().includes(text.toLowerCase()),
  );
  const list = similar.map(({ id, title }) => `\n  ${id}  ${title}`).join("");
  throw new Error(`no control has the id or policy name ${text}${list === "" ? "; docs/controls.md lists them" : `. Similar:${list}`}`);
}

if (require.main === module) {
  try {
    process.stdout.write(`${explain(process.argv.slice(2))}\n`);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exitCode = 2;
  }
}
