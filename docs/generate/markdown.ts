/** A table, with a line between head and rows. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
}

/** Escapes text for a table cell, so that it contains neither a column separator nor HTML. */
export function text(value: string): string {
  return value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll("|", "\\|").replaceAll("*", "\\*").replaceAll("\n", " ");
}

export function code(value: string): string {
  return `\`${value}\``;
}
