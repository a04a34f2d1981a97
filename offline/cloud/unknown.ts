/** The Pulumi protocol's string for an unknown value: an output of a resource that does not exist yet. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Concatenates parts; the result is unknown if one of them is. */
export function concat(...parts: readonly unknown[]): string {
  return parts.includes(UNKNOWN) ? UNKNOWN : parts.map((part) => `${part ?? ""}`).join("");
}
