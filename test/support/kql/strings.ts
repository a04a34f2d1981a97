import { stringOperand, type Value } from "./values";

const ALPHANUMERIC = /[\p{L}\p{N}]/u;
const alphanumeric = (text: string): boolean => ALPHANUMERIC.test(text);

/**
 * `has`: the needle occurs in whole terms, which are maximal sequences of alphanumeric characters (Kusto: string operators, "What is
 * a term?"). Terms shorter than three characters are not indexed, but the result is the same.
 */
export function hasTerm(text: string, needle: string): boolean {
  const [where, what] = [text.toLowerCase(), needle.toLowerCase()];
  if (what === "") return true;
  for (let at = where.indexOf(what); at >= 0; at = where.indexOf(what, at + 1)) {
    const cutBefore = alphanumeric(what.charAt(0)) && alphanumeric(where.charAt(at - 1));
    const cutAfter = alphanumeric(what.charAt(what.length - 1)) && alphanumeric(where.charAt(at + what.length));
    if (!cutBefore && !cutAfter) return true;
  }
  return false;
}

/** Kusto uses RE2: constructs that only JavaScript has would pass here and fail there. */
function matches(text: string, pattern: string): boolean {
  if (/\(\?[=!<]|\\[1-9]/.test(pattern)) throw new Error(`RE2 has no lookaround and no back references: ${pattern}`);
  return new RegExp(pattern).test(text);
}

const insensitive = (compare: (text: string, other: string) => boolean) => (text: string, other: string) =>
  compare(text.toLowerCase(), other.toLowerCase());

/** Operators on two strings. All but `matches regex` ignore case. */
const OPERATORS: Readonly<Record<string, (text: string, other: string) => boolean>> = {
  "=~": insensitive((text, other) => text === other),
  has: hasTerm,
  contains: insensitive((text, other) => text.includes(other)),
  startswith: insensitive((text, other) => text.startsWith(other)),
  endswith: insensitive((text, other) => text.endsWith(other)),
  "matches regex": matches,
};

/** Evaluates a string operator; undefined if there is none of that name. */
export function compareStrings(operator: string, left: Value, right: Value): boolean | undefined {
  const negated = operator.startsWith("!");
  const positive = operator === "!~" ? "=~" : negated ? operator.slice(1) : operator;
  const compare = OPERATORS[positive];
  if (compare === undefined) return undefined;
  return compare(stringOperand(left), stringOperand(right)) !== negated;
}
