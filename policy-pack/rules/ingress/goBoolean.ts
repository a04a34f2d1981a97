import type { Value } from "../reading/values";

const TRUE = ["1", "t", "T", "TRUE", "true", "True"];
const FALSE = ["0", "f", "F", "FALSE", "false", "False"];

/** The boolean of an annotation as Go's strconv.ParseBool reads it; `undefined` for other values, which controllers ignore. */
export function goBoolean(value: Value): boolean | undefined {
  if (typeof value !== "string") return undefined;
  return TRUE.includes(value) || (FALSE.includes(value) ? false : undefined);
}
