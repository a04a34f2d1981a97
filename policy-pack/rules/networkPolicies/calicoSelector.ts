import { allOf, anyOf, type Match, negate } from "../reading/selectors";
import { isMissing, isUnknown, UNKNOWN, type Value } from "../reading/values";
import type { KnownLabels } from "./namespaceLabels";

/** Whether an object with these labels matches. */
type Expression = (labels: KnownLabels) => Match;

/** Symbols, quoted texts without escapes, and words (Calico: "GlobalNetworkPolicy", selectors). */
const TOKEN = /[ \t]*(?:(&&|\|\||==|!=|[!(){},])|"([^"]*)"|'([^']*)'|([A-Za-z0-9_./-]+))[ \t]*/y;
/** Labels that a pod inherits from its namespace and service account. */
const INHERITED = /^pc(?:ns|sa)\./;
const INHERITED_WORDS = /\bpc(?:ns|sa)\.[A-Za-z0-9_./-]+/g;

/** Deepest nesting that is read: Calico's documentation states no limit, and one level is one call of the reader. */
const MOST_LEVELS = 100;

/**
 * Whether an expression, which is parsed once, matches an object; unknown where it depends on a label that is not known, or cannot be
 * read.
 */
export function calicoMatcher(selector: Value): Expression {
  return parse(selector) ?? (() => UNKNOWN);
}

/** Whether an expression, which is parsed once, matches every pod that Calico adds labels to, whatever its own labels. */
export function everyPodMatcher(selector: Value): (added: Readonly<Record<string, Value>>) => Match {
  const expression = parse(selector);
  const inherited = typeof selector === "string" ? (selector.match(INHERITED_WORDS) ?? []) : [];
  return (added) => {
    if (expression === undefined) return UNKNOWN;
    if (expression({ labels: {}, added, complete: false }) === true) return true;
    const depends = inherited.some((key) => !Object.hasOwn(added, key) || isUnknown(added[key]));
    // A pod without labels of its own is enough to decide that not every pod matches.
    return depends && expression({ labels: {}, added, complete: true }) !== false ? UNKNOWN : false;
  };
}

/** Whether an expression matches every object that has the given labels, whatever their unknown values and its other labels. */
export function matchesEvery(selector: Value, labels: Readonly<Record<string, Value>>): Match {
  const expression = parse(selector);
  return expression === undefined ? UNKNOWN : expression({ labels, complete: false }) === true;
}

/** A missing or empty selector matches everything. */
export function isBlank(selector: Value): Match {
  return isUnknown(selector) ? UNKNOWN : isMissing(selector) || selector === "";
}

/** `undefined` where the text is not known or not an expression that this reader understands. */
function parse(selector: Value): Expression | undefined {
  if (isBlank(selector) === true) return () => true;
  const tokens = typeof selector === "string" ? tokensOf(selector) : undefined;
  if (tokens === undefined) return undefined;
  const cursor = new Cursor(tokens);
  const expression = either(cursor);
  return cursor.atEnd() ? expression : undefined;
}

/** Symbols and words as they are; texts begin with a quotation mark. */
function tokensOf(text: string): readonly string[] | undefined {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  let end = 0;
  while (end < text.length) {
    const [, symbol, double, single, word] = TOKEN.exec(text) ?? [];
    const token = symbol ?? word ?? (double ?? single)?.replace(/^/, '"');
    if (token === undefined) return undefined;
    tokens.push(token);
    end = TOKEN.lastIndex;
  }
  return tokens;
}

class Cursor {
  private position = 0;
  private level = 0;
  constructor(private readonly tokens: readonly string[]) {}

  atEnd(): boolean {
    return this.position === this.tokens.length;
  }

  /** Reads one level deeper; nothing where that is too deep. */
  nested(read: (cursor: Cursor) => Expression | undefined): Expression | undefined {
    if (this.level === MOST_LEVELS) return undefined;
    this.level += 1;
    const expression = read(this);
    this.level -= 1;
    return expression;
  }

  /** Skips these tokens if they are next. */
  accept(...expected: readonly string[]): boolean {
    const found = expected.every((token, index) => this.tokens[this.position + index] === token);
    if (found) this.position += expected.length;
    return found;
  }

  word(): string | undefined {
    return this.take((token) => /^[A-Za-z0-9_./-]/.test(token));
  }

  text(): string | undefined {
    return this.take((token) => token.startsWith('"'))?.slice(1);
  }

  private take(matches: (token: string) => boolean): string | undefined {
    const token = this.tokens[this.position];
    if (token === undefined || !matches(token)) return undefined;
    this.position += 1;
    return token;
  }
}

function either(cursor: Cursor): Expression | undefined {
  return chain(cursor, "||", (next) => chain(next, "&&", operation, allOf), anyOf);
}

function chain(
  cursor: Cursor,
  symbol: string,
  operand: (cursor: Cursor) => Expression | undefined,
  combine: (matches: readonly Match[]) => Match,
): Expression | undefined {
  const operands: Expression[] = [];
  do {
    const next = operand(cursor);
    if (next === undefined) return undefined;
    operands.push(next);
  } while (cursor.accept(symbol));
  return (labels) => combine(operands.map((one) => one(labels)));
}

function operation(cursor: Cursor): Expression | undefined {
  if (cursor.accept("!")) {
    const negated = cursor.nested(operation);
    return negated && ((labels) => negate(negated(labels)));
  }
  if (cursor.accept("(")) {
    const inner = cursor.nested(either);
    return cursor.accept(")") ? inner : undefined;
  }
  if (cursor.accept("all", "(", ")")) return () => true;
  // Host endpoints and global network sets: no pods.
  if (cursor.accept("global", "(", ")")) return () => false;
  if (cursor.accept("has", "(")) {
    const key = cursor.word();
    return key !== undefined && cursor.accept(")") ? hasLabel(key) : undefined;
  }
  const key = cursor.word();
  return key === undefined ? undefined : comparison(cursor, key);
}

/** The negative operators also match an object without the label. */
function comparison(cursor: Cursor, key: string): Expression | undefined {
  if (cursor.accept("not", "in")) return onList(cursor, (list) => onLabel(key, (value) => !list.includes(value), true));
  if (cursor.accept("in")) return onList(cursor, (list) => onLabel(key, (value) => list.includes(value), false));
  if (cursor.accept("!=")) return onText(cursor, (text) => onLabel(key, (value) => value !== text, true));
  if (cursor.accept("==")) return onText(cursor, (text) => onLabel(key, (value) => value === text, false));
  if (cursor.accept("contains")) return onText(cursor, (text) => onLabel(key, (value) => value.includes(text), false));
  if (cursor.accept("starts", "with")) return onText(cursor, (text) => onLabel(key, (value) => value.startsWith(text), false));
  if (cursor.accept("ends", "with")) return onText(cursor, (text) => onLabel(key, (value) => value.endsWith(text), false));
  return undefined;
}

function onText(cursor: Cursor, create: (text: string) => Expression): Expression | undefined {
  const text = cursor.text();
  return text === undefined ? undefined : create(text);
}

function onList(cursor: Cursor, create: (list: readonly string[]) => Expression): Expression | undefined {
  const list: string[] = [];
  if (!cursor.accept("{")) return undefined;
  for (let text = cursor.text(); text !== undefined; text = cursor.accept(",") ? cursor.text() : undefined) list.push(text);
  return cursor.accept("}") ? create(list) : undefined;
}

function hasLabel(key: string): Expression {
  return (known) => (isMissing(labelValue(key, known)) ? absence(key, known, false) : true);
}

function onLabel(key: string, test: (value: string) => boolean, whereAbsent: boolean): Expression {
  return (known) => {
    const value = labelValue(key, known);
    if (isMissing(value)) return absence(key, known, whereAbsent);
    return typeof value === "string" ? test(value) : UNKNOWN;
  };
}

function labelValue(key: string, { labels, added }: KnownLabels): Value {
  if (added !== undefined && Object.hasOwn(added, key)) return added[key];
  return Object.hasOwn(labels, key) ? labels[key] : undefined;
}

function absence(key: string, { complete }: KnownLabels, whereAbsent: boolean): Match {
  return complete && !INHERITED.test(key) ? whereAbsent : UNKNOWN;
}
