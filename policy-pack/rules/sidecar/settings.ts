import { at, below } from "../reading/pods";
import { elements, get, isMissing, isRecord, isUnknown, type Located, UNKNOWN, type Value } from "../reading/values";

/** One setting that a .NET container is started with. */
export interface Setting {
  /** Key in .NET's configuration: lower case, levels separated by `__`, host prefix removed. */
  readonly key: string;
  /** The text; {@link UNKNOWN} while it is not known yet, `undefined` where another object provides it (`valueFrom`). */
  readonly value: Value;
  /** Path of the value, or of its reference. */
  readonly path: string;
  /** `valueFrom` of the environment variable, where there is one. */
  readonly from: Value;
}

/** A container with the settings it is started with. */
export interface ConfiguredContainer {
  readonly container: Located;
  readonly settings: readonly Setting[];
}

/**
 * Prefixes of the host's variables, by increasing precedence; a variable without prefix takes precedence over both
 * (learn.microsoft.com/dotnet/core/compatibility/aspnet-core/7.0/environment-variable-precedence).
 */
const PREFIXES = ["aspnetcore_", "dotnet_", ""] as const;
/** The host reads its environment before variables without prefix are read, so those cannot set it. */
const ENVIRONMENT = "environment";
const ARGUMENT = /^(?:--|\/)?([A-Za-z][\w.:-]*)(?:=(.*))?$/s;

/**
 * The settings of a container, by increasing precedence: environment, then command line, as in .NET's default configuration.
 *
 * Keys are case-insensitive, `:` and `__` both separate levels, and of two equal variables the later one applies.
 */
export function settingsOf(container: Located): readonly Setting[] {
  const variables = below(container, "env[*]");
  const all = [
    ...PREFIXES.flatMap((prefix) => variables.flatMap((variable) => fromVariable(variable, prefix))),
    ...fromArguments(container),
  ];
  return all.filter((setting, index) => !all.slice(index + 1).some(({ key }) => key === setting.key));
}

export function settingOf(settings: readonly Setting[], key: string): Setting | undefined {
  return settings.find((setting) => setting.key === key.toLowerCase());
}

export function settingsMatching(settings: readonly Setting[], pattern: RegExp): readonly Setting[] {
  return settings.filter(({ key }) => pattern.test(key));
}

/** The place where the container imports whole maps of variables (`envFrom`), whose keys are not in the pod's spec. */
export function importedSettings(container: Located): Located | undefined {
  const place = at(container, "envFrom");
  return isUnknown(place.value) || elements(place.value).length > 0 ? place : undefined;
}

/** The first setting whose name is not known yet, so that it may be any setting. */
export function settingOfUnknownName(container: Located): Located | undefined {
  const commandLine = argumentsOf(container);
  const unnamed = commandLine.filter((_, index) => !isOptionName(commandLine[index - 1]?.value));
  return [...below(container, "env[*].name"), ...unnamed].find(({ value }) => isUnknown(value));
}

/** The setting in a variable that has this prefix. */
function fromVariable(variable: Located, prefix: (typeof PREFIXES)[number]): readonly Setting[] {
  const name = get(variable.value, "name");
  if (!isRecord(variable.value) || typeof name !== "string") return [];
  const full = normalise(name);
  if (PREFIXES.find((one) => full.startsWith(one)) !== prefix) return [];
  const key = full.slice(prefix.length);
  if (key === ENVIRONMENT && prefix === "") return [];
  const from = get(variable.value, "valueFrom");
  if (!isMissing(from)) return [{ key, value: undefined, path: `${variable.path}.valueFrom`, from }];
  return [{ key, value: get(variable.value, "value") ?? "", path: `${variable.path}.value`, from: undefined }];
}

function fromArguments(container: Located): readonly Setting[] {
  const commandLine = argumentsOf(container);
  return commandLine.flatMap((argument, index) => {
    const [, name, inline] = typeof argument.value === "string" ? (ARGUMENT.exec(argument.value) ?? []) : [];
    if (name === undefined || (inline === undefined && !isOptionName(argument.value))) return [];
    const next = commandLine[index + 1];
    const value = inline ?? next?.value;
    return value === undefined
      ? []
      : [{ key: normalise(name), value, path: inline === undefined ? (next?.path ?? argument.path) : argument.path, from: undefined }];
  });
}

function argumentsOf(container: Located): readonly Located[] {
  return ["command", "args"].flatMap((list) => below(container, `${list}[*]`));
}

/** Whether the next argument is the value of this one. */
function isOptionName(argument: Value): boolean {
  return typeof argument === "string" && /^(?:--|\/)[A-Za-z][\w.:-]*$/.test(argument);
}

function normalise(name: string): string {
  return name.replaceAll(":", "__").toLowerCase();
}
