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

/** Keywords that describe and are not checked. */
const ANNOTATIONS = ["$schema", "$comment", "title", "description", "default"];

type Check = (value: unknown, path: string, schema: Schema) => readonly string[];

const size = (value: unknown): number => (typeof value === "string" || Array.isArray(value) ? value.length : Number(value));
const bound =
  (holds: (size: number, limit: number) => boolean, requirement: string) =>
  (limit: unknown): Check =>
  (value, path) =>
    holds(size(value), Number(limit)) ? [] : [`${path}: ${requirement} ${limit}`];
const atLeast = bound((actual, limit) => actual >= limit, "at least");
const atMost = bound((actual, limit) => actual <= limit, "at most");

/** Keywords of draft 7 that the generated schema uses. Any other keyword is an error, so that none is skipped. */
const KEYWORDS: Readonly<Record<string, (keyword: unknown) => Check>> = {
  type: (type) => (value, path) => (TYPES[String(type)]?.(value) ? [] : [`${path}: not ${type}`]),
  const: (constant) => (value, path) => (value === constant ? [] : [`${path}: not ${constant}`]),
  enum: (values) => (value, path) => ((values as unknown[]).includes(value) ? [] : [`${path}: not one of ${values}`]),
  pattern: (pattern) => (value, path) => (new RegExp(String(pattern)).test(String(value)) ? [] : [`${path}: does not match`]),
  minimum: atLeast,
  minLength: atLeast,
  minItems: atLeast,
  maximum: atMost,
  maxLength: atMost,
  maxItems: atMost,
  items: (schema) => (value, path) => (value as unknown[]).flatMap((item, index) => schemaFaults(schema, item, `${path}[${index}]`)),
  required: (keys) => (value, path) =>
    (keys as string[]).filter((key) => !(key in (value as Schema))).map((key) => `${path}.${key}: missing`),
  propertyNames: (schema) => (value, path) => Object.keys(value as Schema).flatMap((key) => schemaFaults(schema, key, `${path}.${key}`)),
  properties: (properties) => (value, path) =>
    Object.entries(properties as Schema).flatMap(([key, schema]) =>
      key in (value as Schema) ? schemaFaults(schema, (value as Schema)[key], `${path}.${key}`) : [],
    ),
  patternProperties: () => () => [],
  additionalProperties:
    (additional) =>
    (value, path, { properties, patternProperties }) => {
      const patterns = Object.keys((patternProperties as Schema | undefined) ?? {}).map((pattern) => new RegExp(pattern));
      const others = Object.keys(value as Schema).filter(
        (key) => !(key in ((properties as Schema | undefined) ?? {})) && !patterns.some((pattern) => pattern.test(key)),
      );
      return others.flatMap((key) =>
        additional === false ? [`${path}.${key}: no such key`] : schemaFaults(additional, (value as Schema)[key], `${path}.${key}`),
      );
    },
  oneOf: (schemas) => (value, path) => matchCount(schemas as unknown[], value, path, (count) => count === 1),
  anyOf: (schemas) => (value, path) => matchCount(schemas as unknown[], value, path, (count) => count > 0),
};

function matchCount(schemas: readonly unknown[], value: unknown, path: string, isExpected: (count: number) => boolean): readonly string[] {
  const matching = schemas.filter((schema) => schemaFaults(schema, value, path).length === 0);
  return isExpected(matching.length) ? [] : [`${path}: matches ${matching.length} of ${schemas.length} schemas`];
}

/** Returns the faults of a value under a JSON schema. */
export function schemaFaults(schema: unknown, value: unknown, path = ""): readonly string[] {
  if (!isObject(schema)) throw new Error(`${path}: no schema`);
  const wrongType = "type" in schema ? KEYWORDS.type?.(schema.type)(value, path, schema) : [];
  if (wrongType !== undefined && wrongType.length > 0) return wrongType;
  return Object.entries(schema).flatMap(([name, keyword]) => {
    if (ANNOTATIONS.includes(name)) return [];
    const check = KEYWORDS[name];
    if (check === undefined) throw new Error(`${path}: keyword ${name} is not supported`);
    return check(keyword)(value, path, schema);
  });
}
