/** One property of an interface or class in a declaration file: name, whether it may be absent, text of its type. */
export type Member = readonly [name: string, optional: boolean, type: string];

const COMMENTS = /\/\*\*[\s\S]*?\*\//g;
const PROPERTY = /^(?:public )?(?:readonly )?"?([\w$-]+)"?[!]?(\?)?: (.+)$/;

/** The properties between the braces of an interface or class. Methods and constructors are left out. */
export function membersIn(body: string): readonly Member[] {
  return statements(body.replace(COMMENTS, "")).flatMap((statement) => {
    const [, name, optional, type] = PROPERTY.exec(statement) ?? [];
    return name === undefined || type === undefined ? [] : [[name, optional === "?", type] as const];
  });
}

/** Splits at semicolons outside of all brackets, and writes each statement in one line. */
function statements(body: string): readonly string[] {
  const found: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < body.length; at++) {
    const character = body.charAt(at);
    if ("{[(".includes(character)) depth++;
    else if ("}])".includes(character)) depth--;
    else if (character === ";" && depth === 0) {
      found.push(body.slice(start, at).replace(/\s+/g, " ").trim());
      start = at + 1;
    }
  }
  return found;
}
