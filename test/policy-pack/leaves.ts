export type Path = readonly (string | number)[];

/** Key of the mark on a secret, which is no value of its own (`@pulumi/pulumi/runtime/rpc`). */
const SIGNATURE = "4dabf18193072939515e22adb298388d";

/** Every path inside a value, of leaves and of what contains them. */
export function* paths(value: unknown, path: Path = []): Generator<Path> {
  if (path.length > 0) yield path;
  if (typeof value !== "object" || value === null) return;
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value).filter((key) => key !== SIGNATURE);
  for (const key of keys) yield* paths((value as Record<string | number, unknown>)[key], [...path, key]);
}

/** The value at a path. */
export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((holder, step) => (holder as Record<string | number, unknown>)[step], value);
}

/** A copy of the value with another one at a path. */
export function replaced(value: unknown, [step, ...rest]: Path, by: unknown): unknown {
  if (step === undefined) return by;
  if (Array.isArray(value)) return value.map((item, index) => (index === step ? replaced(item, rest, by) : item));
  const holder = value as Record<string, unknown>;
  return { ...holder, [step]: replaced(holder[step], rest, by) };
}

/** The path as it is written in tables: `#` for any index. */
export function pattern(path: Path): string {
  return path.map((step) => (typeof step === "number" ? "#" : step)).join(".");
}
