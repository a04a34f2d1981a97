import type { Session } from "node:inspector";
import { createRequire, Module } from "node:module";

interface Hooks {
  getSessionAsync: () => Promise<Session>;
}

const load = createRequire(__filename);

/** Only the SDK's runners load this module, and then they open its inspector session. */
const HOOKS = "@pulumi/pulumi/runtime/closure/v8Hooks";

/**
 * npm's dependency resolver, two fifths of the SDK's own load time, which serializes functions; and the Automation API, which other programs
 * use. The TypeScript compiler stays: the SDK's runners load it themselves.
 */
const RARELY_USED = ["@npmcli/arborist", "@pulumi/pulumi/automation"];

/**
 * The SDK prepares to serialize functions of the program (for dynamic providers and the like): it loads what that requires, and keeps V8's
 * debugger on, under which each promise takes several times as long. Neither this program nor its policies serialize functions. Everything
 * is available again as soon as a function is serialized.
 * Has an effect only before the SDK is loaded; afterwards a function may already be in serialization. In a bundle, of which Node.js does
 * not load this file as a module, it does not load the SDK either.
 */
export function serializeOnDemand(): void {
  if (process.versions.bun || load.cache[__filename] === undefined) return;
  const index = load.resolve("@pulumi/pulumi");
  if (load.cache[index] !== undefined) return;
  const sdk = createRequire(index);
  for (const module of RARELY_USED) loadOnDemand(resolved(sdk, module));
  // If this fails, everything works, only slower.
  enableDebuggerOnDemand(resolved(sdk, HOOKS)).catch(() => undefined);
}

/** Replaces a module by a placeholder, which loads it when one of its exports is first read. */
function loadOnDemand(file: string | undefined): void {
  if (file === undefined || load.cache[file] !== undefined) return;
  const loaded = (): object => {
    if (load.cache[file] === placeholder) delete load.cache[file];
    return load(file) as object;
  };
  const exports = new Proxy(
    {},
    {
      // `__esModule` is answered here: an importer without it copies the exports key by key, which would load the module immediately.
      get: (_, key) => (key === "__esModule" ? true : Reflect.get(loaded(), key)),
      has: (_, key) => Reflect.has(loaded(), key),
      ownKeys: () => Reflect.ownKeys(loaded()),
      // A proxy can only report properties as configurable that its own object does not have.
      getOwnPropertyDescriptor: (_, key) => {
        const found = Reflect.getOwnPropertyDescriptor(loaded(), key);
        return found === undefined ? undefined : { ...found, configurable: true };
      },
    },
  );
  const placeholder = Object.assign(new Module(file), { filename: file, loaded: true, exports });
  load.cache[file] = placeholder;
}

/** Turns off the debugger of the session that the SDK's runner opened, if any, until the SDK requests that session again. */
async function enableDebuggerOnDemand(file: string | undefined): Promise<void> {
  const hooks = load.cache[file ?? ""]?.exports as Hooks | undefined;
  if (hooks === undefined) return;
  const session = await hooks.getSessionAsync();
  session.post("Debugger.disable");
  hooks.getSessionAsync = () => {
    // Reports every script again, so that the SDK has the same list as if the debugger had stayed on.
    session.post("Debugger.enable");
    hooks.getSessionAsync = () => Promise.resolve(session);
    return hooks.getSessionAsync();
  };
}

/** Path of a module, resolved from the SDK's own folder; undefined in an SDK that no longer has it. */
function resolved(sdk: NodeJS.Require, module: string): string | undefined {
  try {
    return sdk.resolve(module);
  } catch {
    return undefined;
  }
}
