import { parseQuery } from "./parser";
import { evaluate, holds, type Scope } from "./scalars";
import type { Expression, NamedExpression, Operator, Pipeline } from "./syntax";
import { type Row, type Table, text, type Value } from "./values";

export interface Database {
  /** Tables by name. */
  readonly tables: Readonly<Record<string, Table>>;
  /** Time of the evaluation, for `ago()`. */
  readonly now: Date;
}

type Lookup = (name: string) => Table | undefined;

/**
 * Runs a query of the Kusto Query Language over rows. It has the operators and functions that this project's queries use, with the
 * semantics of the Kusto reference; it throws on any other one, and on names that a table does not have.
 */
export function runQuery(query: string, { tables, now }: Database): Table {
  const { lets, body } = parseQuery(query);
  const lookup: Lookup = (name) => {
    const pipeline = lets.get(name);
    return pipeline === undefined ? tables[name] : runPipeline(pipeline, lookup, now);
  };
  return runPipeline(body, lookup, now);
}

function runPipeline({ table: name, operators }: Pipeline, lookup: Lookup, now: Date): Table {
  const source = lookup(name);
  if (source === undefined) throw new Error(`failed to resolve table ${name}`);
  return operators.reduce((table, operator) => {
    const scopeOf = (row: Row): Scope => ({ row, columns: table.columns, table: lookup, now });
    return runOperator(operator, table, scopeOf);
  }, source);
}

type ScopeOf = (row: Row) => Scope;

function runOperator(operator: Operator, table: Table, scopeOf: ScopeOf): Table {
  switch (operator.kind) {
    case "where":
      return { columns: table.columns, rows: table.rows.filter((row) => holds(operator.predicate, scopeOf(row))) };
    case "extend":
      return extend(operator.columns, table, scopeOf);
    case "project": {
      const rows = table.rows.map((row) => named(operator.columns, scopeOf(row)));
      return { columns: new Set(operator.columns.map(({ name }) => name)), rows };
    }
    case "distinct": {
      const columns = operator.columns.map((name): NamedExpression => ({ name, expression: { kind: "name", name } }));
      return { columns: new Set(operator.columns), rows: [...groups(columns, table, scopeOf).values()].map(({ key }) => key) };
    }
    case "summarize":
      return summarize(operator, table, scopeOf);
  }
}

function extend(columns: readonly NamedExpression[], table: Table, scopeOf: ScopeOf): Table {
  // Columns of one `extend` do not see each other.
  const rows = table.rows.map((row) => ({ ...row, ...named(columns, scopeOf(row)) }));
  return { columns: new Set([...table.columns, ...columns.map(({ name }) => name)]), rows };
}

const named = (columns: readonly NamedExpression[], scope: Scope): Row =>
  Object.fromEntries(columns.map(({ name, expression }) => [name, evaluate(expression, scope)]));

interface Group {
  readonly key: Row;
  readonly rows: Row[];
}

function groups(by: readonly NamedExpression[], table: Table, scopeOf: ScopeOf): ReadonlyMap<string, Group> {
  const found = new Map<string, Group>();
  for (const row of table.rows) {
    const key = named(by, scopeOf(row));
    const id = JSON.stringify(Object.values(key).map((value) => [typeof value, text(value)]));
    const group = found.get(id) ?? { key, rows: [] };
    group.rows.push(row);
    found.set(id, group);
  }
  return found;
}

function summarize({ aggregates, by }: Extract<Operator, { readonly kind: "summarize" }>, table: Table, scopeOf: ScopeOf): Table {
  const found = [...groups(by, table, scopeOf).values()];
  // Without `by` there is one row, also over no rows (Kusto: summarize operator).
  const all = by.length === 0 && found.length === 0 ? [{ key: {}, rows: [] }] : found;
  const rows = all.map(({ key, rows: members }) => ({
    ...key,
    ...Object.fromEntries(aggregates.map(({ name, expression }) => [name, aggregate(expression, members, scopeOf)])),
  }));
  return { columns: new Set([...by, ...aggregates].map(({ name }) => name)), rows };
}

function aggregate(expression: Expression, rows: readonly Row[], scopeOf: ScopeOf): Value {
  if (expression.kind !== "call") throw new Error("expected an aggregation function");
  const { name, args } = expression;
  if (name === "count" && args.length === 0) return rows.length;
  const [of] = args;
  if (name !== "dcount" || of === undefined || args.length > 1) throw new Error(`unknown aggregation function ${name}`);
  return new Set(rows.map((row) => evaluate(of, scopeOf(row))).filter((value) => value !== null)).size;
}
