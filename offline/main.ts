import { HELP, type Options, parseOptions } from "./cli";
import { loadStack } from "./config/stack";
import { InputFault } from "./fault";
import { renderTree } from "./report/tree";
import { run } from "./run";

export interface Start {
  /** Command line after the script. */
  readonly args: readonly string[];
  /** Folder of Pulumi.yaml. */
  readonly directory: string;
  readonly program: () => unknown;
}

/** @returns the exit code: 0 clean, 1 mandatory findings, 2 bad input or a failing program. */
export async function main(start: Start): Promise<number> {
  try {
    const options = parseOptions(start.args);
    if (!options.help) return await preview(options, start);
    process.stdout.write(HELP);
    return 0;
  } catch (error) {
    if (!(error instanceof InputFault)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 2;
  }
}

async function preview(options: Options, { directory, program }: Start): Promise<number> {
  const config = loadStack({ directory, ...options });
  const { monitor, errors } = await run({ config, unknowns: options.unknowns, program });
  if (errors.length > 0) {
    for (const error of errors) console.error(error);
    return 2;
  }
  process.stdout.write(renderTree(monitor.registrations));
  return 0;
}
