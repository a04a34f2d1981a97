/** How the Pulumi protocol writes a value that is not known before the resource it comes from exists. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Joins parts into one text that is unknown as soon as one of them is. */
export function text(...parts: readonly unknown[]): string {
  return parts.includes(UNKNOWN) ? UNKNOWN : parts.map((part) => `${part ?? ""}`).join("");
}
