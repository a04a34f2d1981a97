import * as pulumi from "@pulumi/pulumi";
import { type Struct, struct } from "./protocol";
import type { Properties } from "./wire";

/**
 * The SDK prepares every registration for a trip to another process: it encodes properties as protocol buffers and notes where
 * in the program each resource came from. Here both ends are in one process, and this leaves the trip out; it halves the time
 * of a run. What arrives at the monitor is the same.
 */
export function withoutTransport<T>(action: () => Promise<T>): Promise<T> {
  const limit = Error.stackTraceLimit;
  const callsites: unknown = Reflect.get(pulumi.Resource, "callsites");
  // The SDK takes a stack trace for every promise.
  Error.stackTraceLimit = tracing() ? Math.max(limit, 30) : 0;
  Reflect.set(pulumi.Resource, "callsites", () => []);
  return action().finally(() => {
    Error.stackTraceLimit = limit;
    Reflect.set(pulumi.Resource, "callsites", callsites);
  });
}

/** Makes the class of a protocol struct carry its properties along instead of encoding them. */
export function keepPlain(sample: Struct | undefined): void {
  const encoded: unknown = sample?.constructor;
  if (typeof encoded !== "function") return;
  const plainStruct = (properties: Properties): unknown => Object.assign(Reflect.construct(encoded, []), struct(properties));
  Reflect.set(encoded, "fromJavaScript", plainStruct);
}

const TRACES = "OFFLINE_PREVIEW_TRACES";

/** Whether this run is the second one, which exists to say where an error was made. */
export function tracing(): boolean {
  return process.env[TRACES] === "1";
}

export function tracingEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, [TRACES]: "1" };
}
