import { below } from "../reading/pods";
import { isUnknown, type Located, type Value } from "../reading/values";

/** A text in a pod and the name it has there. */
export interface NamedText extends Located {
  /** Name of the variable, flag, header or annotation; empty where there is none, unknown where that is. */
  readonly name: Value;
}

/** `--password=x`, `-Dspring.datasource.password=x`, `PASSWORD=x`. */
const ASSIGNED = /^-{0,2}([A-Za-z_][\w.:-]*)=(.*)$/s;
/** A flag whose value is the next argument. */
const FLAG = /^--?([A-Za-z][\w.-]*)$/;
/** Assignments and flags in the text of a shell script. */
const IN_SCRIPT = /(?:^|[\s;&|(])-{0,2}([A-Za-z_][\w.-]*)=("[^"\n]*"|'[^'\n]*'|[^\s;&|)]+)/g;
/** What a shell computes: `$(cat /run/secrets/password)`, a variable with a default. */
const COMPUTED = /^["']?[$`]/;

/** The command lines of a container: of its process, and of the commands that the kubelet executes in it. */
export function commandLinesOf(container: Located, handlers: readonly string[]): readonly (readonly Located[])[] {
  const own = ["command", "args"].flatMap((list) => below(container, `${list}[*]`));
  return [own, ...handlers.map((handler) => below(container, `${handler}.exec.command[*]`))];
}

/** The arguments of a command line, each with the name of the flag or variable that it sets. */
export function namedArguments(commandLine: readonly Located[]): readonly NamedText[] {
  return commandLine.flatMap((argument, index) => {
    const { value } = argument;
    if (typeof value !== "string") return isUnknown(value) ? [{ ...argument, name: flagBefore(commandLine, index) ?? value }] : [];
    const [, name, assigned] = ASSIGNED.exec(value) ?? [];
    if (name !== undefined && !/\s/.test(value)) return [{ ...argument, name, value: assigned }];
    const flag = value.startsWith("-") ? undefined : flagBefore(commandLine, index);
    return [{ ...argument, name: flag ?? "" }, ...assignmentsIn(argument, value)];
  });
}

function flagBefore(commandLine: readonly Located[], index: number): string | undefined {
  const before = commandLine[index - 1]?.value;
  return typeof before === "string" ? FLAG.exec(before)?.[1] : undefined;
}

function assignmentsIn(argument: Located, script: string): readonly NamedText[] {
  return Array.from(script.matchAll(IN_SCRIPT), ([, name = "", value = ""]) => ({ ...argument, name, value })).filter(
    ({ value }) => !COMPUTED.test(value),
  );
}
