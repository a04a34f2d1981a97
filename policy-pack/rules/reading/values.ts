/**
 * Resource inputs as rules see them: plain data in which a leaf that the engine cannot know yet is {@link UNKNOWN}.
 *
 * The adapter makes this view once per resource; no rule ever touches the proxies of `@pulumi/policy`, whose getters throw
 * at the first unknown leaf and so hide every known violation behind it.
 */
export const UNKNOWN: unique symbol = Symbol("unknown until the resource it depends on exists");

export type Value = unknown;

/** A value together with the property path it was read from, written as users write it: `spec.containers[0].image`. */
export interface Located {
  readonly path: string;
  readonly value: Value;
}

export function isUnknown(value: Value): value is typeof UNKNOWN {
  return value === UNKNOWN;
}

/** Whether a property is absent. Azure and Kubernetes both treat `null` as "not set". */
export function isMissing(value: Value): value is undefined | null {
  return value === undefined || value === null;
}

export function isRecord(value: Value): value is Readonly<Record<string, Value>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The elements of a list; nothing where the value is missing, unknown or no list. */
export function elements(value: Value): readonly Value[] {
  return Array.isArray(value) ? value : [];
}

/** The entries of an object; nothing where the value is missing, unknown or no object. */
export function entries(value: Value): readonly (readonly [string, Value])[] {
  return isRecord(value) ? Object.entries(value) : [];
}

/**
 * One value by path. `a.b.c` walks objects and `a[0]` lists; a key that holds dots is written `a["b.c"]`.
 *
 * @returns the value, `undefined` where any step is missing, {@link UNKNOWN} where any step is unknown.
 */
export function get(root: Value, path: string): Value {
  return steps(path).reduce<Value>((value, step) => {
    if (isUnknown(value) || isMissing(value)) return isUnknown(value) ? UNKNOWN : undefined;
    // Own properties only: the path of a property that is missing must not find one every object inherits.
    return typeof value === "object" && value !== null && Object.hasOwn(value, step) ? (value as Record<string, Value>)[step] : undefined;
  }, root);
}

/**
 * Every value that a path with wildcards names: `agentPoolProfiles[*].enableNodePublicIP`.
 *
 * A list that is unknown gives one unknown value under the path of the list; a missing list gives nothing.
 */
export function locate(root: Value, path: string): readonly Located[] {
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

/** Rules ask for the same few hundred paths on every resource, so each is taken apart once. */
function steps(path: string): readonly string[] {
  const known = parsed.get(path);
  if (known !== undefined) return known;
  const fresh = Array.from(path.matchAll(/\["([^"]+)"\]|\[(\d+)\]|([^.[\]]+)/g), ([, quoted, index, key]) => quoted ?? index ?? key ?? "");
  parsed.set(path, fresh);
  return fresh;
}
