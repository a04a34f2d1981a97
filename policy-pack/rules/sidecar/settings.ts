import { at, below } from "../reading/pods";
import { elements, get, isMissing, isRecord, isUnknown, type Located, UNKNOWN, type Value } from "../reading/values";

/** One setting a .NET container is started with. */
export interface Setting {
  /** Key as .NET's configuration knows it: lower case, levels split by `__`, host prefix removed. */
  readonly key: string;
  /** The text, {@link UNKNOWN} until it is known, `undefined` where it comes from elsewhere (`valueFrom`). */
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

const HOST_PREFIX = /^(?:aspnetcore_|dotnet_)/;
const ARGUMENT = /^(?:--|\/)?([A-Za-z][\w.:-]*)(?:=(.*))?$/s;

/**
 * The settings of a container, by increasing rank: environment, then command line, as .NET's default configuration reads them.
 *
 * Keys do not regard case, `:` and `__` both split levels, and of two equal variables the later one counts.
 */
export function settingsOf(container: Located): readonly Setting[] {
  const all = [...below(container, "env[*]").flatMap(fromVariable), ...fromArguments(container)];
  return all.filter((setting, index) => !all.slice(index + 1).some(({ key }) => key === setting.key));
}

export function settingOf(settings: readonly Setting[], key: string): Setting | undefined {
  return settings.find((setting) => setting.key === key.toLowerCase());
}

export function settingsLike(settings: readonly Setting[], pattern: RegExp): readonly Setting[] {
  return settings.filter(({ key }) => pattern.test(key));
}

/** The place from which the container takes whole maps of variables, whose keys do not show here. */
export function importedSettings(container: Located): Located | undefined {
  const place = at(container, "envFrom");
  return isUnknown(place.value) || elements(place.value).length > 0 ? place : undefined;
}

/** The first place that sets something whose name is not known yet, so that it may be any setting. */
export function unnamedSetting(container: Located): Located | undefined {
  const words = wordsOf(container);
  const unnamed = words.filter((_, index) => !isDashed(words[index - 1]?.value));
  return [...below(container, "env[*].name"), ...unnamed].find(({ value }) => isUnknown(value));
}

function fromVariable(variable: Located): readonly Setting[] {
  const name = get(variable.value, "name");
  if (!isRecord(variable.value) || typeof name !== "string") return [];
  const from = get(variable.value, "valueFrom");
  const key = normalise(name).replace(HOST_PREFIX, "");
  if (!isMissing(from)) return [{ key, value: undefined, path: `${variable.path}.valueFrom`, from }];
  return [{ key, value: get(variable.value, "value") ?? "", path: `${variable.path}.value`, from: undefined }];
}

function fromArguments(container: Located): readonly Setting[] {
  const words = wordsOf(container);
  return words.flatMap((word, index) => {
    const [, name, inline] = typeof word.value === "string" ? (ARGUMENT.exec(word.value) ?? []) : [];
    if (name === undefined || (inline === undefined && !isDashed(word.value))) return [];
    const next = words[index + 1];
    const value = inline ?? next?.value;
    return value === undefined
      ? []
      : [{ key: normalise(name), value, path: inline === undefined ? (next?.path ?? word.path) : word.path, from: undefined }];
  });
}

function wordsOf(container: Located): readonly Located[] {
  return ["command", "args"].flatMap((list) => below(container, `${list}[*]`));
}

/** A word that takes the next one as its value. */
function isDashed(word: Value): boolean {
  return typeof word === "string" && /^(?:--|\/)[A-Za-z][\w.:-]*$/.test(word);
}

function normalise(name: string): string {
  return name.replaceAll(":", "__").toLowerCase();
}
