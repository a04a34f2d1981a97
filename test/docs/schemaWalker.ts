type Schema = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Schema => typeof value === "object" && value !== null && !Array.isArray(value);

const TYPES: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => typeof value === "string",
  boolean: (value) => typeof value === "boolean",
  number: (value) => typeof value === "number",
  integer: (value) => Number.isInteger(value),
  array: Array.isArray,
  object: isObject,
};

/** Keywords without a check: they describe. */
const ANNOTATIONS = ["$schema", "$comment", "title", "description", "default"];

type Check = (value: unknown, at: string, schema: Schema) => readonly string[];

const size = (value: unknown): number => (typeof value === "string" || Array.isArray(value) ? value.length : Number(value));
const bound =
  (holds: (size: number, limit: number) => boolean, word: string) =>
  (limit: unknown): Check =>
  (value, at) =>
    holds(size(value), Number(limit)) ? [] : [`${at}: ${word} ${limit}`];
const atLeast = bound((given, limit) => given >= limit, "at least");
const atMost = bound((given, limit) => given <= limit, "at most");

/** The keywords of draft 7 that the generated schema uses; any other is an error of the walker, never silence. */
const KEYWORDS: Readonly<Record<string, (keyword: unknown) => Check>> = {
  type: (type) => (value, at) => (TYPES[String(type)]?.(value) ? [] : [`${at}: not ${type}`]),
  const: (constant) => (value, at) => (value === constant ? [] : [`${at}: not ${constant}`]),
  enum: (values) => (value, at) => ((values as unknown[]).includes(value) ? [] : [`${at}: not one of ${values}`]),
  pattern: (pattern) => (value, at) => (new RegExp(String(pattern)).test(String(value)) ? [] : [`${at}: does not match`]),
  minimum: atLeast,
  minLength: atLeast,
  minItems: atLeast,
  maximum: atMost,
  maxLength: atMost,
  maxItems: atMost,
  items: (schema) => (value, at) => (value as unknown[]).flatMap((item, index) => schemaFaults(schema, item, `${at}[${index}]`)),
  required: (keys) => (value, at) => (keys as string[]).filter((key) => !(key in (value as Schema))).map((key) => `${at}.${key}: missing`),
  propertyNames: (schema) => (value, at) => Object.keys(value as Schema).flatMap((key) => schemaFaults(schema, key, `${at}.${key}`)),
  properties: (properties) => (value, at) =>
    Object.entries(properties as Schema).flatMap(([key, schema]) =>
      key in (value as Schema) ? schemaFaults(schema, (value as Schema)[key], `${at}.${key}`) : [],
    ),
  patternProperties: () => () => [],
  additionalProperties:
    (rest) =>
    (value, at, { properties, patternProperties }) => {
      const patterns = Object.keys((patternProperties as Schema | undefined) ?? {}).map((pattern) => new RegExp(pattern));
      const others = Object.keys(value as Schema).filter(
        (key) => !(key in ((properties as Schema | undefined) ?? {})) && !patterns.some((pattern) => pattern.test(key)),
      );
      return others.flatMap((key) =>
        rest === false ? [`${at}.${key}: no such key`] : schemaFaults(rest, (value as Schema)[key], `${at}.${key}`),
      );
    },
  oneOf: (cases) => (value, at) => oneOf(cases as unknown[], value, at, (count) => count === 1),
  anyOf: (cases) => (value, at) => oneOf(cases as unknown[], value, at, (count) => count > 0),
};

function oneOf(cases: readonly unknown[], value: unknown, at: string, enough: (count: number) => boolean): readonly string[] {
  const holding = cases.filter((schema) => schemaFaults(schema, value, at).length === 0);
  return enough(holding.length) ? [] : [`${at}: fits ${holding.length} of ${cases.length} cases`];
}

/** What of a value a JSON Schema refuses. */
export function schemaFaults(schema: unknown, value: unknown, at = ""): readonly string[] {
  if (!isObject(schema)) throw new Error(`${at}: no schema`);
  const wrongType = "type" in schema ? KEYWORDS.type?.(schema.type)(value, at, schema) : [];
  if (wrongType !== undefined && wrongType.length > 0) return wrongType;
  return Object.entries(schema).flatMap(([name, keyword]) => {
    if (ANNOTATIONS.includes(name)) return [];
    const check = KEYWORDS[name];
    if (check === undefined) throw new Error(`${at}: keyword ${name} is not known here`);
    return check(keyword)(value, at, schema);
  });
}
