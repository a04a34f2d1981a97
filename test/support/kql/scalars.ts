import { compareStrings, hasTerm } from "./strings";
import type { Expression } from "./syntax";
import { integer, memberOf, type Row, same, stringOperand, type Table, text, type Value } from "./values";

/** What an expression is evaluated in. */
export interface Scope {
  readonly row: Row;
  readonly columns: ReadonlySet<string>;
  /** Returns a table or the result of a tabular `let`; undefined if there is none of that name. */
  readonly table: (name: string) => Table | undefined;
  /** Time of the evaluation. */
  readonly now: Date;
}

export function evaluate(expression: Expression, scope: Scope): Value {
  switch (expression.kind) {
    case "literal":
    case "timespan":
      return expression.value;
    case "name":
      return column(expression.name, scope);
    case "member":
      return memberOf(evaluate(expression.of, scope), expression.key);
    case "call":
      return call(expression.name, expression.args, scope);
    case "binary":
      return binary(expression.operator, expression.left, expression.right, scope);
    case "list":
      return contained(expression.operator, evaluate(expression.left, scope), members(expression.right, scope));
  }
}

/** `where` and the logical operators treat null as false (Kusto: null values, logical operators). */
export const holds = (expression: Expression, scope: Scope): boolean => evaluate(expression, scope) === true;

function column(name: string, { row, columns }: Scope): Value {
  if (!columns.has(name)) throw new Error(`failed to resolve column ${name}`);
  return row[name] ?? null;
}

function binary(operator: string, leftExpression: Expression, rightExpression: Expression, scope: Scope): Value {
  if (operator === "and") return holds(leftExpression, scope) && holds(rightExpression, scope);
  if (operator === "or") return holds(leftExpression, scope) || holds(rightExpression, scope);
  const [left, right] = [evaluate(leftExpression, scope), evaluate(rightExpression, scope)];
  return compareStrings(operator, left, right) ?? compare(operator, left, right);
}

/** Comparisons with null (Kusto: null values, equality and inequality). */
function compare(operator: string, left: Value, right: Value): boolean | null {
  if (left === null && right === null) return null;
  if (operator === "==" || operator === "!=") {
    const equal = left !== null && right !== null && same(left, right);
    return equal === (operator === "==");
  }
  if (left === null || right === null) return null;
  const [first, second] = [ordinal(left), ordinal(right)];
  if (operator === "<") return first < second;
  if (operator === "<=") return first <= second;
  if (operator === ">") return first > second;
  if (operator === ">=") return first >= second;
  throw new Error(`unknown operator ${operator}`);
}

function ordinal(value: Value): number {
  if (value instanceof Date) return value.getTime();
  if (typeof value === "number") return value;
  throw new Error(`${JSON.stringify(value)} has no order`);
}

/** Members of a list; the only member of it may be a table, which stands for its first column. */
function members(list: readonly Expression[], scope: Scope): readonly Value[] {
  const [only] = list;
  if (list.length === 1 && only?.kind === "name" && !scope.columns.has(only.name)) {
    const table = scope.table(only.name);
    if (table === undefined) throw new Error(`failed to resolve ${only.name}`);
    const [first] = table.columns;
    return first === undefined ? [] : table.rows.map((row) => row[first] ?? null);
  }
  return list.map((member) => evaluate(member, scope));
}

function contained(operator: string, value: Value, list: readonly Value[]): boolean {
  if (operator === "has_any") return list.some((term) => hasTerm(stringOperand(value), stringOperand(term)));
  const equal = operator.endsWith("~")
    ? (member: Value) => stringOperand(member).toLowerCase() === stringOperand(value).toLowerCase()
    : (member: Value) => value !== null && member !== null && same(value, member);
  return list.some(equal) !== operator.startsWith("!");
}

type Scalar = (args: readonly Expression[], scope: Scope) => Value;

/** Functions that evaluate every argument, with the number of these. */
const FUNCTIONS: Readonly<Record<string, readonly [count: number, apply: (values: readonly Value[]) => Value]>> = {
  tostring: [1, ([value = null]) => text(value)],
  toint: [1, ([value = null]) => integer(value)],
  isempty: [1, ([value = null]) => text(value) === ""],
  isnotempty: [1, ([value = null]) => text(value) !== ""],
  not: [1, ([value = null]) => (value === null ? null : value === false)],
};

const SPECIAL: Readonly<Record<string, Scalar>> = {
  case: (args, scope) => {
    if (args.length < 3 || args.length % 2 === 0) throw new Error("case() needs pairs and a last value");
    for (let at = 0; at + 2 < args.length; at += 2) {
      const [predicate, then] = [args[at], args[at + 1]];
      if (predicate !== undefined && then !== undefined && holds(predicate, scope)) return evaluate(then, scope);
    }
    return argument(args, args.length - 1, scope);
  },
  /** The column, or the second argument where the table has none of that name. */
  column_ifexists: (args, scope) => {
    const name = stringOperand(argument(args, 0, scope));
    return scope.columns.has(name) ? (scope.row[name] ?? null) : argument(args, 1, scope);
  },
  ago: (args, scope) => {
    const [span] = args;
    if (span?.kind !== "timespan") throw new Error("ago() needs a timespan");
    return new Date(scope.now.getTime() - span.value);
  },
};

function argument(args: readonly Expression[], index: number, scope: Scope): Value {
  const expression = args[index];
  if (expression === undefined) throw new Error(`argument ${index + 1} is missing`);
  return evaluate(expression, scope);
}

function call(name: string, args: readonly Expression[], scope: Scope): Value {
  const special = SPECIAL[name];
  if (special !== undefined) return special(args, scope);
  const [count, apply] = FUNCTIONS[name] ?? [];
  if (apply === undefined) throw new Error(`unknown function ${name}`);
  if (args.length !== count) throw new Error(`${name}() takes ${count} arguments`);
  return apply(args.map((expression) => evaluate(expression, scope)));
}
