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
  /** Name of the environment variable; `undefined` on the command line. */
  readonly variable: string | undefined;
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
/** Working directory of the image, which contains its program and settings (microsoft-identity-web, Dockerfile of the sidecar). */
const PROGRAM_DIRECTORY = "/app";
const STARTUP_FILE = /\.(?:json|dll|so)\/?$/i;
const ARGUMENT = /^(?:--|\/)?([A-Za-z][\w.:-]*)(?:=(.*))?$/s;

/**
 * The settings of a container, by increasing precedence: environment, then command line, as in .NET's default configuration.
 *
 * Keys are case-insensitive, `:` and `__` both separate levels, and of two equal variables the later one applies. Variables whose
 * names differ only in this are all returned: .NET reads them from a hash table, so which of them applies is not defined
 * (dotnet/runtime, EnvironmentVariablesConfigurationProvider).
 */
export function settingsOf(container: Located): readonly Setting[] {
  const variables = below(container, "env[*]");
  const all = [
    ...PREFIXES.flatMap((prefix) => variables.flatMap((variable) => fromVariable(variable, prefix))),
    ...fromArguments(container),
  ];
  return all.filter((setting, index) => !all.slice(index + 1).some((later) => overrides(later, setting)));
}

function overrides(later: Setting, { key, variable }: Setting): boolean {
  if (later.key !== key) return false;
  return later.variable === undefined || variable === undefined || later.variable === variable || !isSameName(later.variable, variable);
}

/** The setting of a key; of several variables that differ in case only, the last one. */
export function settingOf(settings: readonly Setting[], key: string): Setting | undefined {
  return settingsOfKey(settings, key).at(-1);
}

/** Every setting that may apply to a key: more than one where variables differ in case only. */
export function settingsOfKey(settings: readonly Setting[], key: string): readonly Setting[] {
  return settings.filter((setting) => setting.key === key.toLowerCase());
}

export function settingsMatching(settings: readonly Setting[], pattern: RegExp): readonly Setting[] {
  return settings.filter(({ key }) => pattern.test(key));
}

/**
 * The place where the container imports settings whose keys are not in the pod's spec: whole maps of variables (`envFrom`), or a
 * volume with the files that .NET reads at its start.
 */
export function importedSettings(container: Located): Located | undefined {
  const place = at(container, "envFrom");
  return isUnknown(place.value) || elements(place.value).length > 0 ? place : mountedSettings(container);
}

/** The first mount that is, or may contain, a file that the program is started with, such as `appsettings.json`. */
function mountedSettings(container: Located): Located | undefined {
  const root = settingOf(settingsOf(container), "contentroot");
  const workingDirectory = at(container, "workingDir").value;
  const directories = [PROGRAM_DIRECTORY, ...(root === undefined ? [] : [root.value]), workingDirectory ?? PROGRAM_DIRECTORY];
  return below(container, "volumeMounts[*]").find((mount) => {
    const path = get(mount.value, "mountPath");
    return directories.some((directory) => typeof path !== "string" || typeof directory !== "string" || mayStartWith(path, directory));
  });
}

/** Whether a program in a directory may read a mount at its start: that directory, one above it, or a file of settings or code in it. */
function mayStartWith(mountPath: string, directory: string): boolean {
  const [mount, folder] = [partsOf(mountPath), partsOf(directory.startsWith("/") ? directory : `${PROGRAM_DIRECTORY}/${directory}`)];
  const isShared = mount.slice(0, folder.length).every((part, index) => part === folder[index]);
  const isFile = mount.length === folder.length + 1 && STARTUP_FILE.test(mountPath);
  return isShared && (mount.length <= folder.length || isFile);
}

function partsOf(path: string): readonly string[] {
  return path.split("/").filter((part) => part !== "" && part !== ".");
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
  if (!isMissing(from)) return [{ key, value: undefined, path: `${variable.path}.valueFrom`, from, variable: name }];
  return [{ key, value: get(variable.value, "value") ?? "", path: `${variable.path}.value`, from: undefined, variable: name }];
}

function fromArguments(container: Located): readonly Setting[] {
  const commandLine = argumentsOf(container);
  return commandLine.flatMap((argument, index) => {
    const [, name, inline] = typeof argument.value === "string" ? (ARGUMENT.exec(argument.value) ?? []) : [];
    if (name === undefined || (inline === undefined && !isOptionName(argument.value))) return [];
    const next = commandLine[index + 1];
    const { path, value } =
      inline === undefined ? { path: next?.path ?? argument.path, value: next?.value } : { ...argument, value: inline };
    return value === undefined ? [] : [{ key: normalise(name), value, path, from: undefined, variable: undefined }];
  });
}

function argumentsOf(container: Located): readonly Located[] {
  return ["command", "args"].flatMap((list) => below(container, `${list}[*]`));
}

/** Whether the next argument is the value of this one. */
function isOptionName(argument: Value): boolean {
  return typeof argument === "string" && /^(?:--|\/)[A-Za-z][\w.:-]*$/.test(argument);
}

function isSameName(one: string, other: string): boolean {
  return normalise(one) === normalise(other);
}

function normalise(name: string): string {
  return name.replaceAll(":", "__").toLowerCase();
}
