import { DIAGNOSTIC_SETTING } from "../facts/tokens";
import type { CheckResults, RuleResource, StackView } from "../rule";
import { sameText } from "./arm";
import { linkById } from "./links";
import { elements, get, isMissing, isUnknown } from "./values";

/** A log category that must be sent, or several of which one will do; names of category groups count too. */
export type Wanted = string | readonly string[];

/** Whether some diagnostic setting sends every given log category of a resource to a Log Analytics workspace. */
export function checkDiagnostics(stack: StackView, target: RuleResource, wanted: readonly Wanted[]): CheckResults {
  const categories = wanted.map((one) => [one].flat());
  const settings = stack.ofType(DIAGNOSTIC_SETTING).map((setting) => {
    return { setting, link: linkById(stack, setting, "resourceUri", [setting.props.resourceUri], target) };
  });
  const own = settings.filter(({ link }) => link === "linked").map(({ setting }) => setting);
  const missing = categories.filter((category) => !own.some((setting) => sends(setting, category) === true));
  if (missing.length === 0) return [];
  const open = settings.some(({ setting, link }) => link !== "separate" && missing.some((category) => canSend(link, setting, category)));
  if (open) return [{ unknown: "diagnosticSettings", resource: target }];
  const found = own.length === 0 ? undefined : `no ${missing.map(words).join(", no ")} sent to a workspace`;
  return [{ path: "diagnosticSettings", found, expected: `${categories.map(words).join(" and ")} sent to a workspace`, resource: target }];
}

function words(alternatives: readonly string[]): string {
  return alternatives.join(" or ");
}

function canSend(link: string, setting: RuleResource, category: readonly string[]): boolean {
  const verdict = sends(setting, category);
  return link === "undecided" ? verdict !== false : verdict === undefined;
}

/** `undefined` where an unknown value decides. */
function sends({ props }: RuleResource, category: readonly string[]): boolean | undefined {
  if (isMissing(props.workspaceId)) return false;
  if (isUnknown(props.logs)) return undefined;
  const entries = elements(props.logs);
  if (entries.some((entry) => names(entry, category) && get(entry, "enabled") === true)) return true;
  return entries.some((entry) => mayName(entry, category) && maySend(entry)) ? undefined : false;
}

function names(entry: unknown, alternatives: readonly string[]): boolean {
  const [category, group] = [get(entry, "category"), get(entry, "categoryGroup")];
  return sameText(group, "allLogs") || alternatives.some((one) => sameText(category, one) || sameText(group, one));
}

function maySend(entry: unknown): boolean {
  const enabled = get(entry, "enabled");
  return enabled === true || isUnknown(enabled);
}

/** An entry names a category or a group: one that is not known yet may be wanted. */
function mayName(entry: unknown, category: readonly string[]): boolean {
  return names(entry, category) || isUnknown(get(entry, "category")) || isUnknown(get(entry, "categoryGroup"));
}
