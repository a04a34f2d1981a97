import { DIAGNOSTIC_SETTING } from "../facts/tokens";
import type { CheckResults, RuleResource, StackView } from "../rule";
import { sameText } from "./arm";
import { linkById } from "./links";
import { elements, get, isMissing, isUnknown, type Value } from "./values";

/** A log category that must be sent, or several of which one is enough. Names of category groups are accepted too. */
export type RequiredCategory = string | readonly string[];

/**
 * Checks that diagnostic settings send every required log category of a resource to a Log Analytics workspace.
 *
 * @param service the service of a storage account that logs: `blobServices`; the resource itself, if omitted.
 */
export function checkDiagnostics(
  stack: StackView,
  target: RuleResource,
  required: readonly RequiredCategory[],
  service?: string,
): CheckResults {
  const categories = required.map((one) => [one].flat());
  const settings = stack
    .ofType(DIAGNOSTIC_SETTING)
    .filter(({ props }) => service === undefined || mayBeOf(props.resourceUri, service))
    .map((setting) => {
      const { resourceUri } = setting.props;
      const id = service === undefined ? resourceUri : accountOf(resourceUri);
      return { setting, link: linkById(stack, setting, "resourceUri", [id], target) };
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

/** Checks that a diagnostic setting of a resource, or of one of the services of a storage account, sends any log to a workspace. */
export function checkAnyDiagnostics(stack: StackView, target: RuleResource): CheckResults {
  const settings = stack.ofType(DIAGNOSTIC_SETTING).map((setting) => {
    const id = accountOf(setting.props.resourceUri);
    return { link: linkById(stack, setting, "resourceUri", [id], target), sends: sendsAnyLog(setting) };
  });
  if (settings.some(({ link, sends }) => link === "linked" && sends === true)) return [];
  if (settings.some(({ link, sends }) => link !== "separate" && sends !== false))
    return [{ unknown: "diagnosticSettings", resource: target }];
  const found = settings.some(({ link }) => link === "linked") ? "no log sent to a workspace" : undefined;
  return [{ path: "diagnosticSettings", found, expected: "a DiagnosticSetting that sends logs to a workspace", resource: target }];
}

/** A storage account logs requests in its services: `…/storageAccounts/<name>/blobServices/default`. */
function accountOf(resourceUri: Value): Value {
  return typeof resourceUri === "string" ? resourceUri.replace(/\/(?:blob|file|queue|table)Services\/default\/?$/i, "") : resourceUri;
}

/** Which service an unknown id denotes is not known. */
function mayBeOf(resourceUri: Value, service: string): boolean {
  return typeof resourceUri !== "string" || resourceUri.toLowerCase().includes(`/${service.toLowerCase()}/`);
}

function sendsAnyLog({ props }: RuleResource): boolean | undefined {
  if (isMissing(props.workspaceId)) return false;
  if (elements(props.logs).some((entry) => get(entry, "enabled") === true)) return true;
  return isUnknown(props.logs) || elements(props.logs).some(mayBeEnabled) ? undefined : false;
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
