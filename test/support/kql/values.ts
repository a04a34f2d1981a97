/** A scalar: `dynamic` values are JSON; a missing value is null, except that of a string, which is empty. */
export type Value = string | number | boolean | Date | null | readonly Value[] | { readonly [key: string]: Value };

export type Row = Readonly<Record<string, Value>>;

/** Rows with the columns that they may have. */
export interface Table {
  readonly columns: ReadonlySet<string>;
  readonly rows: readonly Row[];
}

/** `tostring()`: an object as JSON, null as an empty string. */
export function text(value: Value): string {
  if (value === null) return "";
  if (typeof value === "string") return value;
  if (value instanceof Date) return value.toISOString();
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** Value of a string operator's operand. Kusto needs `tostring()` around a dynamic value in most places, so that it is demanded in all. */
export function stringOperand(value: Value): string {
  if (typeof value !== "string") throw new Error(`expected a string, found ${JSON.stringify(value)}: use tostring()`);
  return value;
}

/** A property or element of a dynamic value, null where it does not exist. */
export function memberOf(value: Value, key: string | number): Value {
  if (isList(value)) return typeof key === "number" ? (value[key] ?? null) : null;
  if (value === null || typeof value !== "object" || value instanceof Date || typeof key === "number") return null;
  return value[key] ?? null;
}

const isList = (value: Value): value is readonly Value[] => Array.isArray(value);

/** `toint()`: null for what is no number. */
export function integer(value: Value): number | null {
  if (typeof value === "number") return Math.trunc(value);
  if (typeof value === "boolean") return Number(value);
  const source = text(value);
  return /^-?\d+$/.test(source) ? Number(source) : null;
}

/** Whether two non-null scalars are equal; strings with case. */
export function same(left: Value, right: Value): boolean {
  if (left instanceof Date && right instanceof Date) return left.getTime() === right.getTime();
  if (typeof left !== typeof right || typeof left === "object") {
    throw new Error(`cannot compare ${JSON.stringify(left)} with ${JSON.stringify(right)}`);
  }
  return left === right;
}
