import { DIAGNOSTIC_SETTING } from "../facts/tokens";
import type { CheckResults, RuleResource, StackView } from "../rule";
import { sameText } from "./arm";
import { linkById } from "./links";
import { elements, get, isMissing, isUnknown } from "./values";

/** A log category that must be sent, or several of which one is enough. Names of category groups are accepted too. */
export type RequiredCategory = string | readonly string[];

/** Checks that diagnostic settings send every required log category of a resource to a Log Analytics workspace. */
export function checkDiagnostics(stack: StackView, target: RuleResource, required: readonly RequiredCategory[]): CheckResults {
  const categories = required.map((one) => [one].flat());
  const settings = stack.ofType(DIAGNOSTIC_SETTING).map((setting) => {
    return { setting, link: linkById(stack, setting, "resourceUri", [setting.props.resourceUri], target) };
  });
  const linked = settings.filter(({ link }) => link === "linked").map(({ setting }) => setting);
  const missing = categories.filter((category) => !linked.some((setting) => isSent(setting, category) === true));
  if (missing.length === 0) return [];
  const isUndecided = settings.some(
    ({ setting, link }) => link !== "separate" && missing.some((category) => maySend(link, setting, category)),
  );
  if (isUndecided) return [{ unknown: "diagnosticSettings", resource: target }];
  const found = linked.length === 0 ? undefined : `no ${missing.map(joinAlternatives).join(", no ")} sent to a workspace`;
  return [
    {
      path: "diagnosticSettings",
      found,
      expected: `${categories.map(joinAlternatives).join(" and ")} sent to a workspace`,
      resource: target,
    },
  ];
}

function joinAlternatives(alternatives: readonly string[]): string {
  return alternatives.join(" or ");
}

function maySend(link: string, setting: RuleResource, category: readonly string[]): boolean {
  const sent = isSent(setting, category);
  return link === "undecided" ? sent !== false : sent === undefined;
}

/** Whether a diagnostic setting sends a category; `undefined` where that depends on an unknown value. */
function isSent({ props }: RuleResource, category: readonly string[]): boolean | undefined {
  if (isMissing(props.workspaceId)) return false;
  if (isUnknown(props.logs)) return undefined;
  const entries = elements(props.logs);
  if (entries.some((entry) => matchesCategory(entry, category) && get(entry, "enabled") === true)) return true;
  return entries.some((entry) => mayMatchCategory(entry, category) && mayBeEnabled(entry)) ? undefined : false;
}

function matchesCategory(entry: unknown, alternatives: readonly string[]): boolean {
  const [category, group] = [get(entry, "category"), get(entry, "categoryGroup")];
  return sameText(group, "allLogs") || alternatives.some((one) => sameText(category, one) || sameText(group, one));
}

function mayBeEnabled(entry: unknown): boolean {
  const enabled = get(entry, "enabled");
  return enabled === true || isUnknown(enabled);
}

/** An entry has a category or a category group: one that is not known yet may be the required one. */
function mayMatchCategory(entry: unknown, category: readonly string[]): boolean {
  return matchesCategory(entry, category) || isUnknown(get(entry, "category")) || isUnknown(get(entry, "categoryGroup"));
}
