/**
 * Marks an unknown leaf in resource inputs, which rules receive as plain data.
 *
 * The adapter creates this data once for each resource. Rules never read the proxies of `@pulumi/policy`, whose getters throw at
 * the first unknown leaf, so that no known violation after it is reported.
 */
export const UNKNOWN: unique symbol = Symbol("unknown until the resource it depends on exists");

export type Value = unknown;

/** A value together with its property path: `spec.containers[0].image`. */
export interface Located {
  readonly path: string;
  readonly value: Value;
}

export function isUnknown(value: Value): value is typeof UNKNOWN {
  return value === UNKNOWN;
}

/** Whether a property is absent. Azure and Kubernetes both treat `null` as absent. */
export function isMissing(value: Value): value is undefined | null {
  return value === undefined || value === null;
}

export function isRecord(value: Value): value is Readonly<Record<string, Value>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * A boolean, number or text as messages show it. Text is quoted where it is empty, could be taken for a value of another type, or
 * starts or ends with a space: otherwise a found `"true"` and an expected `true` would look the same.
 */
export function literal(value: string | number | boolean): string {
  if (typeof value !== "string") return String(value);
  return value === "" || value !== value.trim() || /^(?:true|false|null|-?\d+(?:\.\d+)?)$/i.test(value) ? JSON.stringify(value) : value;
}

/**
 * A value as text, for comparisons and messages. `String` throws an exception for a list that contains an unknown value; a list or an
 * object where a text is expected equals no text.
 */
export function toText(value: Value): string {
  if (typeof value !== "object" || value === null) return String(value);
  return Array.isArray(value) ? "(a list)" : "(an object)";
}

/** A value as a number: `NaN` for a list, an object and an unknown value, for which `Number` may throw an exception. */
export function toNumber(value: Value): number {
  return isUnknown(value) || (typeof value === "object" && value !== null) ? Number.NaN : Number(value);
}

/** The elements of a list; none where the value is missing, unknown or not a list. */
export function elements(value: Value): readonly Value[] {
  return Array.isArray(value) ? value : [];
}

/** The entries of an object; none where the value is missing, unknown or not an object. */
export function entries(value: Value): readonly (readonly [string, Value])[] {
  return isRecord(value) ? Object.entries(value) : [];
}

/**
 * The value at a path: `a.b.c` for objects, `a[0]` for lists; a key that contains dots is written `a["b.c"]`.
 *
 * @returns the value, `undefined` where any step is missing, {@link UNKNOWN} where any step is unknown.
 */
export function get(root: Value, path: string): Value {
  let value = root;
  for (const step of steps(path)) {
    if (isUnknown(value)) return UNKNOWN;
    // Own properties only: the path of a missing property must not resolve to an inherited one, such as `toString`.
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string, Value>)[step];
  }
  return value;
}

/**
 * Every value at a path with wildcards: `agentPoolProfiles[*].enableNodePublicIP`.
 *
 * An unknown list results in one unknown value with the path of the list; a missing list results in none.
 */
export function locate(root: Value, path: string): readonly Located[] {
  if (!path.includes("[*]")) return [{ path, value: get(root, path) }];
  const [head = "", ...tails] = path.split("[*]");
  return tails.reduce<readonly Located[]>(
    (found, tail) => found.flatMap((list) => unfold(list).map((item) => at(item, tail))),
    [{ path: head, value: get(root, head) }],
  );
}

function unfold(list: Located): readonly Located[] {
  if (isUnknown(list.value)) return [list];
  return elements(list.value).map((value, index) => ({ path: `${list.path}[${index}]`, value }));
}

function at(item: Located, tail: string): Located {
  if (isUnknown(item.value)) return item;
  return { path: item.path + tail, value: get(item.value, tail) };
}

const parsed = new Map<string, readonly string[]>();

/** The steps of a path. Rules read the same few hundred paths of every resource, so each path is parsed once. */
export function steps(path: string): readonly string[] {
  const known = parsed.get(path);
  if (known !== undefined) return known;
  const result = Array.from(path.matchAll(/\["([^"]+)"\]|\[(\d+)\]|([^.[\]]+)/g), ([, quoted, index, key]) => quoted ?? index ?? key ?? "");
  parsed.set(path, result);
  return result;
}
