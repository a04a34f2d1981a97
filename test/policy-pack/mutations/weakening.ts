import { isDeepStrictEqual } from "node:util";
import type { Registration } from "../../../offline/registration";
import { isRecord } from "../../../offline/wire";
import { expand, pathText, REMOVED, type Step, valueAt, withValue } from "./paths";

/** Why a weakening need not be reported. */
export type Accepted =
  /** Another setting of the stack still enforces the same. */
  | { readonly kind: "layered"; readonly reason: string; readonly other?: Layer }
  /** No control of the catalogue is about it. */
  | { readonly kind: "unnamed"; readonly reason: string }
  /** A control is about it and accepts this value. */
  | { readonly kind: "survivor"; readonly reason: string };

/** The other setting of the same resource, and the controls that report the weakening once that is weakened too. */
export interface Layer {
  readonly path: string;
  readonly value: unknown;
  readonly controls: readonly string[];
}

/** One way to weaken the values at a path. */
export interface Weakening {
  /** The weaker value, or {@link REMOVED}. Undefined where the value cannot become weaker. */
  readonly weaker: (current: unknown, resource: Registration) => unknown;
  /** Whether the property may be absent today. */
  readonly adds: boolean;
  /** Ids of the controls one of which must report it; none where the pack accepts it. */
  readonly controls: readonly string[];
  /** Absent if a control must report it. */
  readonly accepted?: Accepted;
}

/** A row of the table: a type, a pattern of paths, and one way to weaken what is there. */
export interface Row extends Weakening {
  readonly type: string;
  /** Pattern of the path in the inputs; `options.` in front of a resource option; empty for the resource as a whole. */
  readonly path: string;
}

type Weakenings = Readonly<Record<string, Weakening | readonly Weakening[]>>;

/** Rows of one or several types. */
export function rowsOf(types: string | readonly string[], weakenings: Weakenings): readonly Row[] {
  return [types]
    .flat()
    .flatMap((type) =>
      Object.entries(weakenings).flatMap(([path, ways]) => [ways].flat().map((way) => ({ type, path, ...(way as Weakening) }))),
    );
}

/** The rows of a block that several paths hold. */
export function under(prefix: string, weakenings: Weakenings): Weakenings {
  return Object.fromEntries(Object.entries(weakenings).map(([path, ways]) => [`${prefix}${path}`, ways]));
}

/** Replaces the value. */
export const to = (value: unknown, ...controls: readonly string[]): Weakening => ({ weaker: () => value, adds: false, controls });

/** Sets the property, which may be absent. */
export const set = (value: unknown, ...controls: readonly string[]): Weakening => ({ weaker: () => value, adds: true, controls });

/** Replaces the value by one computed from it. */
export const by = <T>(change: (current: T, resource: Registration) => unknown, ...controls: readonly string[]): Weakening => ({
  weaker: (current, resource) => change(current as T, resource),
  adds: false,
  controls,
});

/** Removes the property, list element or resource. */
export const removed = (...controls: readonly string[]): Weakening => to(REMOVED, ...controls);

/** A weakening with which another setting still enforces the same; `other` is that setting, where the same resource has it. */
export const layered = (reason: string, weakening: Weakening, other?: Layer): Weakening => ({
  ...weakening,
  accepted: { kind: "layered", reason, ...(other && { other }) },
});

/** A weakening that no control of the catalogue is about. */
export const unnamed = (reason: string, weakening: Weakening): Weakening => ({ ...weakening, accepted: { kind: "unnamed", reason } });

/** A weakening that a control could report and does not. */
export const survives = (reason: string, weakening: Weakening): Weakening => ({ ...weakening, accepted: { kind: "survivor", reason } });

/** One weakened value of one resource. */
export interface Mutation {
  readonly row: Row;
  readonly registration: Registration;
  /** Path of the weakened value. */
  readonly path: readonly Step[];
  /** The resource after the change; undefined if it is removed. */
  readonly changed: Registration | undefined;
}

/** All mutations of a resource that a row describes. */
export function mutationsOf(row: Row, registration: Registration): readonly Mutation[] {
  if (row.type !== registration.type && !(row.type.endsWith("*") && registration.type.startsWith(row.type.slice(0, -1)))) return [];
  if (row.path === "") {
    const stays = row.weaker(registration.inputs, registration) !== REMOVED;
    return stays ? [] : [{ row, registration, path: [], changed: undefined }];
  }
  const [, option] = /^options\.(.+)$/.exec(row.path) ?? [];
  const container = option === undefined ? registration.inputs : registration.options;
  return expand(container, option ?? row.path, row.adds).flatMap((path) => {
    const current = valueAt(container, path);
    const weaker = row.weaker(current, registration);
    if (weaker === undefined || isDeepStrictEqual(current, weaker)) return [];
    const member = option === undefined ? "inputs" : "options";
    const changed: Registration = { ...registration, [member]: withValue(container, path, weaker) };
    return [{ row, registration, path, changed }];
  });
}

/** `prod swedencentral-data-vault-vault properties.enablePurgeProtection = false`. */
export function mutationText(stack: string, { registration, path, changed, row }: Mutation): string {
  if (changed === undefined) return `${stack} ${registration.name} removed`;
  const value = valueAt(row.path.startsWith("options.") ? changed.options : changed.inputs, path);
  const text = isRecord(value) || Array.isArray(value) ? JSON.stringify(value).slice(0, 60) : String(value);
  return `${stack} ${registration.type} ${registration.name} ${pathText(path)} = ${text}`;
}
