/** Responses of the resource monitor, as the SDK reads them. */
import { toStruct } from "./protocol";
import type { Properties } from "./wire";

export type Registered = ReturnType<typeof registered>;

/** Response to the registration of a resource. */
export function registered(urn: string, id: string, outputs: Properties) {
  return {
    getUrn: () => urn,
    getId: () => id,
    getObject: () => toStruct(outputs),
    getPropertydependenciesMap: () => undefined,
    getResult: () => 0,
    getUnknown: () => false,
  };
}

/** Response to a function call. */
export function returned(result: Properties) {
  return { getFailuresList: () => [], getReturn: () => toStruct(result), getUnknown: () => false };
}
