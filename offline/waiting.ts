/** Descriptions of what a program waits for. */

/** Node.js' names of active resources (`process.getActiveResourcesInfo`). */
const NAMES: ReadonlyMap<string, string> = new Map([
  ["Timeout", "a timer"],
  ["TCPServerWrap", "an open server"],
  ["PipeServerWrap", "an open server"],
  ["TCPSocketWrap", "a network connection"],
  ["TLSWrap", "a network connection"],
  ["TCPConnectWrap", "a network connection"],
  ["GetAddrInfoReqWrap", "a name lookup"],
  ["UDPWrap", "an open socket"],
  ["ProcessWrap", "a child process"],
  ["FSEventWrap", "a watched file"],
  ["StatWatcher", "a watched file"],
  ["FSReqCallback", "a file operation"],
  ["FSReqPromise", "a file operation"],
  ["MessagePort", "a worker"],
  ["Worker", "a worker"],
]);

/** Standard streams, which do not keep a program running. */
const STREAMS: ReadonlySet<string> = new Set(["TTYWrap", "PipeWrap", "Immediate", "CloseReq"]);

/** What keeps the event loop busy: `an open server, a timer`. */
export function describeResources(): string {
  const active = process.getActiveResourcesInfo().filter((name) => !STREAMS.has(name));
  const names = new Set(active.map((name) => NAMES.get(name) ?? name));
  return Array.from(names).join(", ") || "standard input";
}

/** The fields of the SDK's list of unfinished registrations (`runtime/debuggable.js`); older versions have none. */
interface PendingRegistration {
  readonly name?: string;
  readonly type?: string;
  readonly inputProperty?: string;
}

/** Lines with the resources whose registration has not finished; empty if the SDK knows none. */
export function describePending(): string {
  const store: unknown = Reflect.get(globalThis, "globalStore");
  const pending: unknown = typeof store === "object" && store !== null ? Reflect.get(store, "pendingResourceRegistrations") : undefined;
  if (!(pending instanceof Map)) return "";
  return Array.from(pending.values(), ({ name, type, inputProperty }: PendingRegistration) => {
    const input = inputProperty === undefined ? "" : `: its input property "${inputProperty}"`;
    return `\n  unfinished: ${type} "${name}"${input}`;
  }).join("");
}
