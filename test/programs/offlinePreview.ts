import { execFile } from "node:child_process";
import { join } from "node:path";
import { commandsOf } from "./project";

/** The document of `--json`, as far as the tests of the programs read it. */
export interface Document {
  readonly resources?: readonly { readonly urn: string; readonly type: string; readonly name: string }[];
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly warnings?: readonly string[];
  readonly findings?: readonly Finding[];
  readonly notJudged?: {
    /** Numbers of resources by package. */
    readonly packages: Readonly<Record<string, number>>;
    readonly components: readonly { readonly urn: string; readonly name: string }[];
  };
  readonly error?: string;
}

export interface Finding {
  readonly control: string;
  readonly policy: string;
  readonly level: string;
  readonly urn: string;
  readonly message: string;
}

export interface OfflinePreview {
  readonly exit: number;
  readonly document: Document;
  readonly stderr: string;
}

const SCRIPT = join(__dirname, "../../offline/preview.js");

/** Milliseconds after which a preview counts as hanging. */
const TIMEOUT = 60_000;

/** Previews a project with the command line, as its users do. @throws if standard output is not a single JSON document */
export async function previewOffline(folder: string, args: readonly string[]): Promise<OfflinePreview> {
  const { NO_COLOR: _plain, FORCE_COLOR: _coloured, NODE_OPTIONS: _loaders, ...env } = process.env;
  return new Promise((resolve, reject) => {
    const options = { encoding: "utf8", env: { ...env, PATH: commandsOf(folder) }, timeout: TIMEOUT, maxBuffer: 2 ** 26 } as const;
    execFile(process.execPath, [SCRIPT, "-C", folder, ...args, "--json"], options, (error, stdout, stderr) => {
      const exit = error === null ? 0 : error.code;
      try {
        if (typeof exit !== "number") throw error;
        resolve({ exit, stderr, document: JSON.parse(stdout) as Document });
      } catch (cause) {
        reject(new Error(`exit code ${exit}, no document on standard output: ${stdout}\n${stderr}`, { cause }));
      }
    });
  });
}
