/** The rows of a message that the pack composes: `found`, `expected`, `fix`, `note`. */
export interface MessageRows {
  readonly found?: string;
  readonly expected?: string;
  readonly fix?: string;
  readonly note?: string;
}

const ROW = /^ {2}(property|found|expected|fix|see|note) +(.*)$/;

/** Undefined for a message of another form, which is shown as it is. */
export function messageRows(control: string, message: string): MessageRows | undefined {
  const [head = "", ...lines] = message.trimEnd().split("\n");
  if (!head.startsWith(control) || lines.length === 0) return undefined;
  const rows = new Map<string, string>();
  for (const line of lines) {
    const [, label, text = ""] = ROW.exec(line) ?? [];
    if (label === undefined) return undefined;
    rows.set(label, text);
  }
  return Object.fromEntries(rows);
}
