import type { TokenReader } from "./reader";
import type { Expression } from "./syntax";

const SYMBOLS = ["==", "!=", "=~", "!~", "<=", ">=", "<", ">"];
const WORDS = ["has", "!has", "contains", "!contains", "startswith", "!startswith", "endswith", "!endswith"];
/** Operators whose right side is a list in parentheses. */
const LISTS = ["in", "!in", "in~", "!in~", "has_any"];
const MILLISECONDS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Reads a scalar expression: `or` binds weaker than `and`, and that weaker than a comparison. */
export function readExpression(reader: TokenReader): Expression {
  let left = readConjunction(reader);
  while (reader.accept("or")) left = { kind: "binary", operator: "or", left, right: readConjunction(reader) };
  return left;
}

function readConjunction(reader: TokenReader): Expression {
  let left = readComparison(reader);
  while (reader.accept("and")) left = { kind: "binary", operator: "and", left, right: readComparison(reader) };
  return left;
}

function readComparison(reader: TokenReader): Expression {
  const left = readMember(reader);
  const operator = [...SYMBOLS, ...WORDS].find((text) => reader.accept(text));
  if (operator !== undefined) return { kind: "binary", operator, left, right: readMember(reader) };
  if (reader.accept("matches")) {
    reader.expect("regex");
    return { kind: "binary", operator: "matches regex", left, right: readMember(reader) };
  }
  const list = LISTS.find((text) => reader.accept(text));
  if (list === undefined) return left;
  reader.expect("(");
  const right = reader.list(() => readExpression(reader));
  reader.expect(")");
  return { kind: "list", operator: list, left, right };
}

/** Reads a value and the properties or elements of it: `RequestObject.roleRef.name`, `SourceIps[0]`. */
function readMember(reader: TokenReader): Expression {
  let value = readPrimary(reader);
  for (;;) {
    if (reader.accept(".")) value = { kind: "member", of: value, key: reader.name() };
    else if (reader.accept("[")) {
      const { kind, text } = reader.next();
      if (kind !== "number" && kind !== "string") throw new Error(`unknown index ${text}`);
      value = { kind: "member", of: value, key: kind === "number" ? Number(text) : text };
      reader.expect("]");
    } else return value;
  }
}

function readPrimary(reader: TokenReader): Expression {
  if (reader.accept("(")) {
    const inner = readExpression(reader);
    reader.expect(")");
    return inner;
  }
  const { kind, text } = reader.next();
  if (kind === "string") return { kind: "literal", value: text };
  if (kind === "number") return { kind: "literal", value: Number(text) };
  if (kind === "timespan") return { kind: "timespan", value: timespan(text) };
  if (kind !== "name") throw new Error(`expected an expression, found ${text}`);
  if (text === "true" || text === "false") return { kind: "literal", value: text === "true" };
  return reader.is("(") ? readCall(reader, text) : { kind: "name", name: text };
}

function readCall(reader: TokenReader, name: string): Expression {
  reader.expect("(");
  if (reader.accept(")")) return { kind: "call", name, args: [] };
  const args = reader.list(() => readExpression(reader));
  reader.expect(")");
  return { kind: "call", name, args };
}

function timespan(text: string): number {
  const unit = MILLISECONDS[text.replace(/^\d+/, "")];
  if (unit === undefined) throw new Error(`unknown timespan ${text}`);
  return Number.parseInt(text, 10) * unit;
}
