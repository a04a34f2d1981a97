/** A step of a property path: a key of an object, or the position in a list. */
export type Step = string | number;

/**
 * Steps from a resource's inputs to one of their values, as users write them; keys that hold separators are quoted. The text is created
 * for the few values that are reported: a stack has tens of thousands.
 */
export function pathOf(steps: readonly Step[]): string {
  return steps.reduce<string>(pathBelow, "");
}

/** The path of a member, from the path of the object or list that contains it. */
export function pathBelow(path: string, step: Step): string {
  if (typeof step === "number") return `${path}[${step}]`;
  if (/[.[\]]/.test(step)) return `${path}["${step}"]`;
  return path === "" ? step : `${path}.${step}`;
}
