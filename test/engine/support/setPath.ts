import { isRecord } from "../../../offline/wire";

/** A copy with one value replaced, at any depth of objects and arrays. */
export function set(base: unknown, [key, ...rest]: readonly (string | number)[], value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(base)) return base.map((item, index) => (index === key ? set(item, rest, value) : item));
  const record = isRecord(base) ? base : {};
  return { ...record, [key]: set(record[key], rest, value) };
}
