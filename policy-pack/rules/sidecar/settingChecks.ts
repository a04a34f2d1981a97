import { asUndecided } from "../reading/listed";
import { isUnknown, type Value } from "../reading/values";
import type { CheckResults, Finding } from "../rule";
import type { Sidecar } from "./detect";
import { importedSettings, type Setting, settingOfUnknownName, settingsOfKey } from "./settings";

/** The violation of a setting with a known text, without its path; `undefined` where the text is compliant. */
export type Fault = Omit<Finding, "path"> | undefined;

/**
 * The results for settings, one for each: undecided where the text is not in the pod's spec, or refers to another variable, which the
 * kubelet replaces.
 */
export function checkTexts(settings: readonly Setting[], faultOf: (text: string, setting: Setting) => Fault): CheckResults {
  return settings.flatMap((setting): CheckResults => {
    const text = textOf(setting);
    if (text === undefined) return [{ unknown: setting.path }];
    const fault = faultOf(text, setting);
    return fault === undefined ? [] : [{ path: setting.path, ...fault }];
  });
}

/** The text of a setting, where the pod's spec contains all of it. */
export function textOf({ value }: Pick<Setting, "value">): string | undefined {
  if (typeof value === "boolean" || typeof value === "number") return String(value);
  return typeof value === "string" && !value.includes("$(") ? value.trim() : undefined;
}

/**
 * Adds what the pod's spec does not show to the results for settings. A setting whose name is not known yet may replace one with a
 * violation, so that all are undecided; `envFrom` and mounted settings files come before variables.
 */
export function withUnseen(sidecar: Pick<Sidecar, "container">, results: CheckResults): CheckResults {
  const unnamed = settingOfUnknownName(sidecar.container);
  const imported = importedSettings(sidecar.container);
  if (unnamed !== undefined) return [...results.filter((item) => "unknown" in item), { unknown: unnamed.path }];
  return imported === undefined ? results : [...results, { unknown: imported.path }];
}

/** The results for settings, without findings where a setting of unknown name may replace any of them. */
export function unlessUnnamed({ container }: Pick<Sidecar, "container">, results: CheckResults): CheckResults {
  const unnamed = settingOfUnknownName(container);
  return unnamed === undefined ? results : asUndecided(results, unnamed.path);
}

/** The results for a setting that is missing; undecided where it may be one that the pod's spec does not show. */
export function unlessUnseen(sidecar: Pick<Sidecar, "container">, results: CheckResults): CheckResults {
  const unseen = settingOfUnknownName(sidecar.container) ?? importedSettings(sidecar.container);
  return unseen === undefined ? results : asUndecided(results, unseen.path);
}

/** Whether a setting has a value, wherever it is stored. .NET treats an empty variable as none. */
export function isSet({ value, from }: Setting): boolean {
  return from !== undefined || isUnknown(value) || (typeof value === "string" ? value.trim() !== "" : value !== undefined);
}

/** Whether a text is the boolean `true` to .NET's configuration binder. */
export function isTrue(text: Value): boolean {
  return typeof text === "string" && text.trim().toLowerCase() === "true";
}

/** Whether a switch is on; `undefined` where a setting of this key is not known. */
export function isSwitchedOn(settings: readonly Setting[], key: string): boolean | undefined {
  const texts = settingsOfKey(settings, key).map(textOf);
  if (texts.some(isTrue)) return true;
  return texts.includes(undefined) ? undefined : false;
}
