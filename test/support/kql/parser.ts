import { readExpression } from "./expressions";
import { TokenReader } from "./reader";
import type { Expression, NamedExpression, Operator, Pipeline, Query } from "./syntax";
import { tokenize } from "./tokens";

/** Parses a query. Throws on operators and statements that the evaluator does not have. */
export function parseQuery(text: string): Query {
  const reader = new TokenReader(tokenize(text));
  const lets = new Map<string, Pipeline>();
  while (reader.accept("let")) {
    const name = reader.name();
    reader.expect("=");
    lets.set(name, readPipeline(reader));
    reader.expect(";");
  }
  const body = readPipeline(reader);
  if (!reader.done) throw new Error(`unexpected ${reader.next().text} after the query`);
  return { lets, body };
}

function readPipeline(reader: TokenReader): Pipeline {
  const table = reader.name();
  const operators: Operator[] = [];
  while (reader.accept("|")) operators.push(readOperator(reader));
  return { table, operators };
}

function readOperator(reader: TokenReader): Operator {
  const kind = reader.name();
  switch (kind) {
    case "where":
      return { kind, predicate: readExpression(reader) };
    case "extend":
    case "project":
      return { kind, columns: reader.list(() => readColumn(reader)) };
    case "distinct":
      return { kind, columns: reader.list(() => reader.name()) };
    case "summarize":
      return readSummarize(reader);
    default:
      throw new Error(`unknown operator ${kind}`);
  }
}

function readSummarize(reader: TokenReader): Operator {
  const aggregates = reader.list(() => readColumn(reader));
  const by = reader.accept("by") ? reader.list(() => readColumn(reader)) : [];
  return { kind: "summarize", aggregates, by };
}

function readColumn(reader: TokenReader): NamedExpression {
  if (!reader.startsAssignment()) {
    const expression = readExpression(reader);
    return { name: derivedName(expression), expression };
  }
  const name = reader.name();
  reader.expect("=");
  return { name, expression: readExpression(reader) };
}

/** Name of a column without one: the column itself, or `count_` for `count()` (Kusto: summarize operator). */
function derivedName(expression: Expression): string {
  if (expression.kind === "name") return expression.name;
  if (expression.kind === "call" && expression.name === "count") return "count_";
  throw new Error("name the column: the name that the engine derives is not modelled");
}
