import type { ReadResourceRequest, RegisterResourceRequest } from "./protocol";
import { type Registration, readRegistrationOf, registrationOf } from "./registration";

/** Fields that former versions of the SDK do not send (`proto/resource.proto`), with the values that mean "not set". */
const NOT_SET: Readonly<Record<string, unknown>> = {
  getReplaceonchangesList: [],
  getPropertydependenciesMap: new Map(),
  getRetainondelete: false,
  getDeletedwith: "",
  getTransformsList: [],
  getHooks: undefined,
};

const known = new WeakSet<object>();

/** Adds the fields that a version of the SDK does not know to its message type. Nothing is added to the current version's. */
export function addMissingFields(request: RegisterResourceRequest): void {
  const type: unknown = Object.getPrototypeOf(request);
  if (typeof type !== "object" || type === null || known.has(type)) return;
  known.add(type);
  for (const [getter, value] of Object.entries(NOT_SET)) if (!(getter in type)) Reflect.set(type, getter, () => value);
}

/** A registration, with the fields that are missing added, as the current version of the SDK would send it. `stack` is the stack's own, if it is already registered. */
export function receivedRegistration(request: RegisterResourceRequest, urn: string, stack: Registration | undefined): Registration {
  return withParent(registrationOf(request, urn), stack);
}

export function receivedRead(request: ReadResourceRequest, urn: string, stack: Registration | undefined): Registration {
  return withParent(readRegistrationOf(request, urn), stack);
}

/** Former versions leave it to the engine that the stack is the parent of a resource without one. */
function withParent(registration: Registration, stack: Registration | undefined): Registration {
  return stack === undefined || registration.parent !== "" ? registration : { ...registration, parent: stack.urn };
}
