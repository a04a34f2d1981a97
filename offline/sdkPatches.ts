import * as pulumi from "@pulumi/pulumi";

import debuggable = require("@pulumi/pulumi/runtime/debuggable");
import invocation = require("@pulumi/pulumi/runtime/invoke");

import { type Struct, toStruct } from "./protocol";
import { isRecord, type Properties } from "./wire";

/** Enough to reach the program below the SDK's own frames. Recording them takes no measurable time, since few errors are created. */
const STACK_FRAMES = 30;

/** Functions that restore the patched members after the run, called in reverse order. */
const undo: (() => void)[] = [];

/**
 * Runs an action without the SDK's serialization, which halves the time of a run. To send registrations to another process the SDK
 * encodes properties as protocol buffers and records the call site of each resource and each promise. Here program and monitor are
 * in one process, and the monitor receives the same data without it.
 *
 * @param positionOf finds where the program creates a resource. Default: positions are not recorded.
 */
export function withoutSerialization<T>(action: () => Promise<T>, positionOf?: PositionOf): Promise<T> {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = Math.max(limit, STACK_FRAMES);
  undo.push(() => {
    Error.stackTraceLimit = limit;
  });
  replace(pulumi.Resource, "callsites", () => (positionOf === undefined ? [] : frames(positionOf(new Error().stack ?? ""))));
  // The SDK would add a description to each promise and keep it in a list of possible leaks.
  replace(debuggable, "debuggablePromise", (promise: Promise<unknown>) => promise);
  return action().finally(() => {
    while (undo.length > 0) undo.pop()?.();
  });
}

/** The position in the program that a stack trace leads to; undefined if it has none. */
export type PositionOf = (stack: string) => { readonly file: string; readonly line: number; readonly column: number } | undefined;

/** The SDK skips the frames of its own functions, whose number differs between its versions, and takes the next one. */
function frames(position: ReturnType<PositionOf>): readonly object[] {
  return position === undefined ? [] : Array.from({ length: STACK_FRAMES }, () => position);
}

/** Patches the class of a protocol struct so that it keeps plain properties instead of encoding them. */
export function skipEncoding(sample: Struct | undefined): void {
  const encoded: unknown = sample?.constructor;
  if (typeof encoded !== "function") return;
  replace(encoded, "fromJavaScript", (properties: Properties) => Object.assign(Reflect.construct(encoded, []), toStruct(properties)));
}

/** Until the end of {@link withoutSerialization}, passes the program's warnings to a function; without an engine the SDK prints them. */
export function captureWarnings(onWarning: (warning: string) => void): void {
  replace(pulumi.log, "warn", (message: string) => Promise.resolve(onWarning(message)));
}

/**
 * Until the end of {@link withoutSerialization}, fills results of functions in the form that returns a promise: the SDK resolves it with
 * an empty record if the result is unknown.
 */
export function answerPlainInvokes(answer: (token: string, args: unknown) => Properties | undefined): void {
  const { invoke } = invocation;
  const filled = async (...call: Parameters<typeof invoke>): Promise<unknown> => {
    const result: unknown = await invoke(...call);
    return isRecord(result) && Object.keys(result).length === 0 ? (answer(call[0], call[1]) ?? result) : result;
  };
  // Versions of the SDK differ in whether the index of `runtime` copies the functions of its modules or refers to them.
  for (const module of [invocation, pulumi.runtime]) replace(module, "invoke", filled);
}

/** Until the end of {@link withoutSerialization}, replaces a member. */
export function replace(target: object, key: string, value: unknown): void {
  const original: unknown = Reflect.get(target, key);
  Reflect.set(target, key, value);
  undo.push(() => {
    Reflect.set(target, key, original);
  });
}
