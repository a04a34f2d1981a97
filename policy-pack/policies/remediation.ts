import { steps } from "../rules/reading/values";
import { isEncoded } from "./reader";

/** What remediation writes, by the last step of the path. */
export type Remedy = Readonly<Record<string, string | number | boolean>>;

/** Inputs of a resource as the SDK passes them, without its proxy. */
export type Inputs = Readonly<Record<string, unknown>>;

/** Several faults with one cause are one finding, so that a further finding may follow a remedy; none follows as many as these. */
const MAXIMUM = 20;

/**
 * A copy of the inputs with the remedy at each path where the check finds a violation. Everything else stays what it was, marks of
 * secrets and of unknown values included: the copy shares it. A missing object on a path is created; a list is not, nor is anything
 * replaced that is not an object.
 *
 * @returns undefined if nothing changes: no path has a remedy, or none can be reached.
 */
export function remedied(
  inputs: object,
  pathsOf: (inputs: Inputs) => readonly string[],
  remedy: Remedy,
): Record<string, unknown> | undefined {
  let current = inputs as Inputs;
  for (let round = 0; round < MAXIMUM; round++) {
    const next = pathsOf(current).reduce((changed, path) => withRemedy(changed, path, remedy), current);
    if (next === current) break;
    current = next;
  }
  return current === inputs ? undefined : current;
}

function withRemedy(inputs: Inputs, path: string, remedy: Remedy): Inputs {
  const way = steps(path);
  const last = way.at(-1) ?? "";
  const value = Object.hasOwn(remedy, last) ? remedy[last] : undefined;
  return value === undefined ? inputs : ((withValue(inputs, way, value) as Inputs | undefined) ?? inputs);
}

/** @returns undefined where a step leads through a text, a secret, or a missing element of a list. */
function withValue(holder: unknown, [step, ...rest]: readonly string[], value: string | number | boolean): object | undefined {
  if (step === undefined) return undefined;
  if (Array.isArray(holder) ? !Object.hasOwn(holder, step) : !isPlainObject(holder)) return undefined;
  const inner = rest.length === 0 ? value : withValue(ownValue(holder, step) ?? {}, rest, value);
  return inner === undefined ? undefined : copyWith(holder as object, step, inner);
}

function isPlainObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !isEncoded(value);
}

/** By property descriptors: the SDK's proxies of inputs have no trap for those, and reading an unknown value through one throws. */
function copyWith(holder: object, step: string, value: unknown): object {
  const copy = Array.isArray(holder) ? [] : {};
  Object.defineProperties(copy, Object.getOwnPropertyDescriptors(holder));
  return Object.defineProperty(copy, step, { value, writable: true, enumerable: true, configurable: true });
}

function ownValue(holder: unknown, key: string): unknown {
  return Object.getOwnPropertyDescriptor(holder as object, key)?.value;
}
