import type { RegisterResourceRequest } from "./protocol";

/** Fields that former versions of the SDK do not send (`proto/resource.proto`), with the values that mean "not set". */
const NOT_SET: Readonly<Record<string, unknown>> = {
  getReplaceonchangesList: [],
  getPropertydependenciesMap: new Map(),
  getRetainondelete: false,
  getDeletedwith: "",
};

const known = new WeakSet<object>();

/** Adds the fields that a version of the SDK does not know to its message type. Nothing is added to the current version's. */
export function addMissingFields(request: RegisterResourceRequest): void {
  const type: unknown = Object.getPrototypeOf(request);
  if (typeof type !== "object" || type === null || known.has(type)) return;
  known.add(type);
  for (const [getter, value] of Object.entries(NOT_SET)) if (!(getter in type)) Reflect.set(type, getter, () => value);
}
