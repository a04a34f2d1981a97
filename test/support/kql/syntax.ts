/** A scalar expression. */
export type Expression =
  | { readonly kind: "literal"; readonly value: string | number | boolean }
  /** In milliseconds. */
  | { readonly kind: "timespan"; readonly value: number }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "member"; readonly of: Expression; readonly key: string | number }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: "binary"; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | { readonly kind: "list"; readonly operator: string; readonly left: Expression; readonly right: readonly Expression[] };

/** `Name = expression`; without a name the engine derives one from the expression. */
export interface NamedExpression {
  readonly name: string;
  readonly expression: Expression;
}

/** A tabular operator, what follows a `|`. */
export type Operator =
  | { readonly kind: "where"; readonly predicate: Expression }
  | { readonly kind: "extend" | "project"; readonly columns: readonly NamedExpression[] }
  | { readonly kind: "distinct"; readonly columns: readonly string[] }
  | { readonly kind: "summarize"; readonly aggregates: readonly NamedExpression[]; readonly by: readonly NamedExpression[] };

/** A table and the operators that its rows pass through. */
export interface Pipeline {
  readonly table: string;
  readonly operators: readonly Operator[];
}

/** A query: tabular `let` statements, and the pipeline whose rows it returns. */
export interface Query {
  readonly lets: ReadonlyMap<string, Pipeline>;
  readonly body: Pipeline;
}
