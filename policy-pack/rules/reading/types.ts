/** Whether a normalised type is one of a rule's types, in which `*` matches any characters. */
export function typeMatcher(types: readonly string[]): (type: string) => boolean {
  const exact = new Set(types);
  const patterns = types.filter((type) => type.includes("*")).map(asPattern);
  return (type) => exact.has(type) || patterns.some((pattern) => pattern.test(type));
}

function asPattern(type: string): RegExp {
  const parts = type.split("*").map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`);
}
