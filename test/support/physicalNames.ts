/** The `name` output of an azure-native resource: the value of its name input, which has a different key in each class. */
export function physicalNameOf(type: string, logicalName: string, inputs: Readonly<Record<string, unknown>>): string {
  const kind = type.split(":").at(-1) ?? "";
  const lastWord = kind.match(/[A-Z][a-z]*$/)?.[0] ?? kind;
  const candidates = [`${lowerFirst(kind)}Name`, `${lowerFirst(lastWord)}Name`, "resourceName"];
  const found = candidates.map((key) => inputs[key]).find((value) => typeof value === "string");
  return typeof found === "string" ? found : logicalName;
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}
