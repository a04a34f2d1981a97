import { parseArgs } from "node:util";
import { InputFault } from "./fault";

export const HELP = `Runs the program and the policy pack in this process: no CLI, no credentials, no network.

Usage: npm run preview -- [stack] [options]

  stack                    stack to preview (default: dev)
  -c, --config KEY=VALUE   configuration on top of the stack's file; repeatable
      --path               keys of --config are paths: -c 'cluster.pools[0].size=3'
      --policy-pack-config FILE
                           levels and options of policies, as pulumi preview takes them (JSON)
      --unknowns           leave computed outputs unknown, as the first preview of a stack that does not exist yet
      --json               print one JSON document and nothing else, also where the preview fails
      --manifests DIR      write the Kubernetes objects to DIR as YAML, in an order that can be applied
  -C, --cwd DIR            preview the Pulumi project in DIR (runtime nodejs)
  -h, --help               show this text

Exit codes: 0 nothing mandatory found, 1 mandatory findings, 2 bad input or a program that fails.
`;

export interface Options {
  readonly stack: string;
  readonly overrides: readonly string[];
  readonly path: boolean;
  /** File with policy configuration; undefined takes the pack's defaults. */
  readonly policyConfig: string | undefined;
  readonly unknowns: boolean;
  readonly json: boolean;
  /** Folder for Kubernetes manifests; undefined writes none. */
  readonly manifests: string | undefined;
  readonly help: boolean;
}

const FLAGS = {
  config: { type: "string", short: "c", multiple: true },
  path: { type: "boolean" },
  // What `pulumi preview` calls it.
  "config-path": { type: "boolean" },
  "policy-pack-config": { type: "string" },
  unknowns: { type: "boolean" },
  json: { type: "boolean" },
  manifests: { type: "string" },
  cwd: { type: "string", short: "C" },
  help: { type: "boolean", short: "h" },
} as const;

export function parseOptions(args: readonly string[]): Options {
  const { values, positionals } = parsed(args);
  const [stack = "dev", ...more] = positionals;
  if (more.length > 0) throw new InputFault(`one stack at a time: ${positionals.join(", ")}`);
  if (!/^[A-Za-z0-9_.-]{1,100}$/.test(stack)) throw new InputFault(`"${stack}" is no stack name; allowed: letters, digits, - _ .`);
  if (values.manifests === "") throw new InputFault("--manifests: a folder is needed");
  return {
    stack,
    overrides: values.config ?? [],
    path: values.path === true || values["config-path"] === true,
    policyConfig: values["policy-pack-config"],
    unknowns: values.unknowns === true,
    json: values.json === true,
    manifests: values.manifests,
    help: values.help === true,
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: FLAGS, allowPositionals: true });
  } catch (error) {
    throw new InputFault(`${error instanceof Error ? error.message.split(". ")[0] : error}; see --help`);
  }
}
