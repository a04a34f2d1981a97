import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { InputFault } from "./fault";
import type { ReportFiles } from "./report/files";

export const HELP = `Runs the Pulumi program and the policy pack in this process, without the Pulumi CLI, credentials or network access.

Usage: npm run preview -- [stack] [options]

  stack                    stack to preview (default: dev)
  -c, --config KEY=VALUE   configuration value, overrides the stack's file; repeatable
      --path               keys of --config are paths: -c 'cluster.pools[0].size=3'
      --policy-pack-config FILE
                           enforcement levels and options of policies (JSON), in the format of pulumi preview
      --only CONTROL       evaluate only these controls, by id or policy name; repeatable, or separated by commas
      --unknowns           leave computed outputs unknown, as in the first preview of a stack that does not exist yet
      --strict             also fail (exit code 1) if the pack could not judge everything
      --json               print a single JSON document, also if the preview fails
      --manifests DIR      write the Kubernetes objects to DIR as YAML files, numbered in the order in which to apply them
      --diff BASE          show only what differs from BASE: a git revision, or a file that --json has written
      --markdown FILE      write a report for a comment on a pull request: verdict, difference or findings, reasons and fixes
      --sarif FILE         write the findings as SARIF 2.1.0, for code scanning
      --junit FILE         write the evaluated controls as JUnit XML, for the test view of a pipeline
      --html FILE          write a page with topology, findings, coverage and resources
      --timeout SECONDS    end a program that registers no resource for so long (default: 60)
  -C, --cwd DIR            preview the Pulumi project in DIR (runtime nodejs)
  -h, --help               show this text

Exit codes: 0 no mandatory findings, 1 mandatory findings (with --strict also what is not judged), 2 invalid input or a program that fails.
`;

export interface Options {
  /** Name of the stack. */
  readonly stack: string;
  /** Configuration values, `key=value`, that override the stack's file. */
  readonly overrides: readonly string[];
  /** Whether the keys of overrides are paths. */
  readonly path: boolean;
  /** File with policy configuration; undefined uses the pack's defaults. */
  readonly policyConfig: string | undefined;
  /** Leaves computed outputs unknown, as in the first preview of a stack that does not exist yet. */
  readonly unknowns: boolean;
  /** Fails if the pack could not judge everything. */
  readonly strict: boolean;
  /** Prints one JSON document instead of text. */
  readonly json: boolean;
  /** Folder for Kubernetes manifests; undefined writes none. */
  readonly manifests: string | undefined;
  /** Git revision or file with which the result is compared; undefined compares nothing. */
  readonly diff: string | undefined;
  /** Ids or policy names of the controls to evaluate; empty evaluates all. */
  readonly only: readonly string[];
  /** Files of reports by format; all undefined writes none. */
  readonly reports: ReportFiles;
  /** Seconds without a registration after which a program counts as one that never ends. */
  readonly timeout: number;
  /** Prints the help text and exits. */
  readonly help: boolean;
}

const FLAGS = {
  config: { type: "string", short: "c", multiple: true },
  path: { type: "boolean" },
  // The name of --path in `pulumi preview`.
  "config-path": { type: "boolean" },
  "policy-pack-config": { type: "string" },
  unknowns: { type: "boolean" },
  strict: { type: "boolean" },
  json: { type: "boolean" },
  manifests: { type: "string" },
  diff: { type: "string" },
  markdown: { type: "string" },
  sarif: { type: "string" },
  junit: { type: "string" },
  html: { type: "string" },
  only: { type: "string", multiple: true },
  timeout: { type: "string" },
  cwd: { type: "string", short: "C" },
  help: { type: "boolean", short: "h" },
} as const;

export function parseOptions(args: readonly string[]): Options {
  const { values, positionals } = parsed(args);
  const [stack = "dev", ...more] = positionals;
  if (more.length > 0) throw new InputFault(`expected one stack: ${positionals.join(", ")}`);
  if (!/^[A-Za-z0-9_.-]{1,100}$/.test(stack)) throw new InputFault(`"${stack}" is not a valid stack name; allowed: letters, digits, - _ .`);
  if (values.manifests === "") throw new InputFault("--manifests: expected a folder");
  if (values.diff === "") throw new InputFault("--diff: expected a git revision or a file");
  return {
    stack,
    overrides: values.config ?? [],
    path: values.path === true || values["config-path"] === true,
    policyConfig: values["policy-pack-config"],
    unknowns: values.unknowns === true,
    strict: values.strict === true,
    json: values.json === true,
    manifests: values.manifests,
    diff: values.diff,
    reports: {
      markdown: reportFile("markdown", values.markdown),
      sarif: reportFile("sarif", values.sarif),
      junit: reportFile("junit", values.junit),
      html: reportFile("html", values.html),
    },
    only: (values.only ?? []).flatMap((text) => text.split(",")).map((text) => text.trim()),
    timeout: secondsOf(values.timeout ?? "60"),
    help: values.help === true,
  };
}

/** The program runs in its own working directory, so that the path has to be absolute. */
function reportFile(option: string, file: string | undefined): string | undefined {
  if (file === "") throw new InputFault(`--${option}: expected a file`);
  return file && resolve(file);
}

function secondsOf(text: string): number {
  const seconds = Number(text);
  if (!(seconds > 0)) throw new InputFault(`--timeout ${text}: expected a number of seconds`);
  return seconds;
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: FLAGS, allowPositionals: true });
  } catch (error) {
    throw new InputFault(`${error instanceof Error ? error.message.split(". ")[0] : error}; see --help`);
  }
}
