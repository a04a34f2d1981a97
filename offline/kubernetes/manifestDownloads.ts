import type { Renderings } from "../renderings";
import { replace } from "../sdkPatches";

/** The constructor of the SDK's `yaml.ConfigFile`, as a stack trace names it. */
const CONFIG_FILE = /\bnew _?ConfigFile\d*\b/;

/**
 * Until the end of the run, `yaml.ConfigFile` of an address gets an empty file: its constructor downloads the manifest in the program,
 * before anything is registered. What else the program fetches is not changed.
 */
export function withoutManifestDownloads(renderings: Renderings): void {
  const original = globalThis.fetch;
  replace(globalThis, "fetch", (...args: Parameters<typeof fetch>) => {
    if (!CONFIG_FILE.test(stack())) return original(...args);
    renderings.notRendered(`${args[0]}`.replace(/\?.*$/, ""), "its file is an address, which is not read offline");
    return Promise.resolve(new Response(""));
  });
}

function stack(): string {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 10;
  const trace = new Error().stack ?? "";
  Error.stackTraceLimit = limit;
  return trace;
}
