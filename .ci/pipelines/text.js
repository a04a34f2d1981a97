// Text that another system chose, in Markdown.

/** A value in a code span: one line, at most `max` characters. */
function code(value, max = 120) {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "(none)");
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ").trim();
  const short = line.length > max ? `${line.slice(0, max - 1)}…` : line;
  if (short === "") return "(empty)";
  const fence = "`".repeat(1 + Math.max(0, ...(short.match(/`+/g) ?? []).map(({ length }) => length)));
  const padded = fence.length > 1 ? ` ${short} ` : short;
  // A pipe ends a table's cell even in a code span.
  return `${fence}${padded.replaceAll("|", "\\|")}${fence}`;
}

/** Text in a fenced block that the text itself cannot end. */
function block(text) {
  const fence = "`".repeat(Math.max(3, 1 + Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length))));
  return `${fence}text\n${text.trimEnd()}\n${fence}`;
}

module.exports = { block, code };
