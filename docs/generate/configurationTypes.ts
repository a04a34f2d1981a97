import { code, text } from "./markdown";

/** The part of JSON Schema that the schema of the configuration uses. */
export interface Part {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly items?: Part;
  readonly properties?: Readonly<Record<string, Part>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Part | boolean;
  readonly propertyNames?: Part;
  readonly oneOf?: readonly Part[];
  readonly anyOf?: readonly Part[];
  /** What a string may be, in words; not of JSON Schema. */
  readonly allowed?: string;
  /** Whether a key of the configuration has no default; members are named in `required` of their object. */
  readonly isRequired?: boolean;
}

/** The largest integer of JSON, which stands for "no maximum". */
const UNBOUNDED = Number.MAX_SAFE_INTEGER;

/** Says in words what a value may be. */
export function typeOf(part: Part): string {
  if (part.const !== undefined) return code(`${part.const}`);
  if (part.enum !== undefined) return oneOf(part.enum);
  if (part.anyOf !== undefined) return oneOf(part.anyOf.map((one) => one.const));
  if (part.oneOf !== undefined) return `object, by type: ${part.oneOf.map((form) => code(`${form.properties?.type?.const}`)).join(", ")}`;
  if (part.items !== undefined) return `list${amount(part.minItems, part.maxItems)} of ${plural(part.items)}`;
  if (part.type === "object") return objectType(part);
  if (part.type === "string") return stringType(part);
  return `${part.type}${range(part.minimum, part.maximum)}`;
}

function oneOf(values: readonly unknown[]): string {
  return values.map((value) => code(`${value}`)).join(", ");
}

function objectType({ additionalProperties: values, propertyNames: names }: Part): string {
  if (typeof values !== "object") return "object";
  return `map of ${plural(values)}${names?.allowed === undefined ? "" : `; names: ${text(names.allowed)}`}`;
}

function stringType({ allowed, minLength, maxLength }: Part): string {
  if (allowed !== undefined) return `string: ${text(allowed)}`;
  return `string${range(minLength, maxLength, " characters")}`;
}

/** The type of the values of a list or map. */
function plural(part: Part): string {
  if (part.type === "object" || part.oneOf !== undefined) return "objects";
  return typeOf(part);
}

/** The number of items of a list. */
function amount(minimum: number | undefined, maximum: number | undefined): string {
  const words = range(minimum, maximum).replace(", ", "");
  return words === "" ? "" : ` (${words})`;
}

function range(minimum: number | undefined, maximum: number | undefined, unit = ""): string {
  const [least, most] = [minimum === -UNBOUNDED ? undefined : minimum, maximum === UNBOUNDED ? undefined : maximum];
  if (least === undefined && most === undefined) return "";
  if (most === undefined) return `, at least ${least}${unit}`;
  return least === undefined ? `, at most ${most}${unit}` : `, ${least} to ${most}${unit}`;
}
