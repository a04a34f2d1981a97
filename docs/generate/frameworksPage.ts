import type { Rule } from "../../policy-pack/rules/rule";
import type { Item } from "../../requirements/frameworkItems";
import { FRAMEWORKS, type Framework, itemsOfFramework } from "../../requirements/frameworks";
import { linkTo } from "./areas";
import { table, text } from "./markdown";

/** Name of the page in docs/controls. */
export const FRAMEWORKS_PAGE = "frameworks.md";

/** Renders one table for each framework: its items and the controls that implement them. */
export function renderFrameworks(rules: readonly Rule[], comment: string): string {
  return [
    "# Frameworks",
    "",
    comment,
    "",
    "[All areas](../controls.md)",
    "",
    "A control is listed where it checks what the item asks, or a part of it, as far as a Pulumi program shows it. Only the Pod Security",
    "Standards are covered as a whole: what frameworks ask of processes, images and running systems needs other evidence.",
    ...FRAMEWORKS.flatMap((framework) => section(framework, itemsOfFramework(framework, rules))),
  ].join("\n");
}

/** One row for each framework: items with a control, and controls. */
export function coverageTable(rules: readonly Rule[]): readonly string[] {
  return table(
    ["Framework", "Ids", "Items with a control", "Controls"],
    FRAMEWORKS.map((framework) => {
      const items = itemsOfFramework(framework, rules);
      const covered = items.filter(({ controls }) => controls.length > 0);
      const controls = new Set(covered.flatMap((item) => item.controls));
      // Of a framework in the metadata of the rules, only the items with a control are recorded.
      const total = framework.items === undefined ? "" : ` of ${items.length}`;
      return [
        `[${framework.name}](controls/${FRAMEWORKS_PAGE}#${anchor(framework)})`,
        framework.ids,
        `${covered.length}${total}`,
        `${controls.size}`,
      ];
    }),
  );
}

function section(framework: Framework, items: readonly Item[]): readonly string[] {
  const isTitled = items.some(({ title }) => title !== undefined);
  return [
    "",
    `## ${framework.name}`,
    "",
    `${framework.ids}. [Source](${framework.url})`,
    "",
    ...table(
      isTitled ? ["Item", "Subject", "Controls"] : ["Item", "Controls"],
      items.map(({ id, title, controls }) => {
        const links = controls.length === 0 ? "none" : controls.map((control) => linkTo(control)).join(", ");
        return isTitled ? [id, text(title ?? ""), links] : [id, links];
      }),
    ),
  ];
}

/** The anchor that GitHub generates for the framework's heading. */
function anchor({ name }: Framework): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9 -]/g, "")
    .replaceAll(" ", "-");
}
