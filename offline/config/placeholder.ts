import type { ConfigType } from "./missing";

const TEXT = "placeholder";

/** A value in place of a missing one: the program goes on with it, and its results are not shown. */
export function placeholderOf(type: ConfigType): unknown {
  switch (type) {
    case "integer":
    case "number":
      return 1;
    case "boolean":
      return true;
    case "array":
    case "object":
      return anyObject();
    default:
      return TEXT;
  }
}

/**
 * An object that has every property, each such an object again, and is an empty list as well: a program that reads nested settings
 * reaches its next required key.
 */
function anyObject(): object {
  return new Proxy([], {
    get: (list, key) => {
      if (key === Symbol.toPrimitive) return () => TEXT;
      if (key === "toString" || key === "toJSON") return () => TEXT;
      if (typeof key === "symbol" || Reflect.has(list, key)) return Reflect.get(list, key);
      // The SDK recognises promises, outputs and resources by these members.
      return key === "then" || key.startsWith("__") ? undefined : anyObject();
    },
  });
}
