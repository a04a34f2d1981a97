import type { Session } from "node:inspector";
import { createRequire, Module } from "node:module";

interface Hooks {
  getSessionAsync: () => Promise<Session>;
}

const load = createRequire(__filename);
const index = load.resolve("@pulumi/pulumi");
const sdk = createRequire(index);

/** Only runners load it by themselves, and then they open its session. */
const HOOKS = "@pulumi/pulumi/runtime/closure/v8Hooks";

/**
 * The SDK is ready at any time to send a function of the program to another machine, with all that it needs: it loads npm's resolver,
 * two fifths of its own load time, and keeps V8's debugger on, under which each promise takes several times as long. Neither this
 * program nor its policies send functions. Both are there again as soon as one is sent; until then nobody waits for them.
 * Has an effect only before the SDK is loaded; afterwards a function may be on its way already.
 */
export function serializeOnDemand(): void {
  if (process.versions.bun || load.cache[index] !== undefined) return;
  resolveOnDemand();
  // Without it everything works as well, only slower.
  debugOnDemand().catch(() => undefined);
}

/** A stand-in for npm's resolver, which loads it when it is first asked for something. */
function resolveOnDemand(): void {
  const file = located("@npmcli/arborist");
  if (file === undefined || load.cache[file] !== undefined) return;
  const resolver = (): object => {
    if (load.cache[file] === stand) delete load.cache[file];
    return load(file) as object;
  };
  // What says that it is an ES module is not copied key by key, which would load it at once.
  const exports = new Proxy({}, { get: (_, key) => (key === "__esModule" ? true : Reflect.get(resolver(), key)) });
  const stand = Object.assign(new Module(file), { filename: file, loaded: true, exports });
  load.cache[file] = stand;
}

/** Turns off the debugger of the session that the SDK's runner has opened, if it has, until the SDK wants that session again. */
async function debugOnDemand(): Promise<void> {
  const hooks = load.cache[located(HOOKS) ?? ""]?.exports as Hooks | undefined;
  if (hooks === undefined) return;
  const session = await hooks.getSessionAsync();
  session.post("Debugger.disable");
  hooks.getSessionAsync = () => {
    // Tells of every script again, so that the SDK knows them as if the debugger had been on all the time.
    session.post("Debugger.enable");
    hooks.getSessionAsync = () => Promise.resolve(session);
    return hooks.getSessionAsync();
  };
}

/** Where the SDK has a module, seen from its own folder; undefined in an SDK that has it no more. */
function located(module: string): string | undefined {
  try {
    return sdk.resolve(module);
  } catch {
    return undefined;
  }
}
