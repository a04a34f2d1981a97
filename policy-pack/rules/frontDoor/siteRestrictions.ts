import { type Edge, HEADER, isFrontDoorId } from "../ingress/edge";
import { sameText } from "../reading/arm";
import { allOf, anyOf, type Match, negate } from "../reading/selectors";
import { elements, entries, get, isMissing, isUnknown, UNKNOWN, type Value } from "../reading/values";
import type { RuleResource } from "../rule";

const CONFIG = "siteConfig.ipSecurityRestrictions";
/** Service tags that include other customers' Front Doors and virtual machines. */
const SHARED_TAG = /^(?:AzureFrontDoor|AzureCloud|Internet)/i;
/** Address ranges that include a large part of the internet, or all of it. */
const WIDE_RANGE = /^\s*(?:any|.*\/[0-7])\s*$/i;

/**
 * Whether the access restrictions of an App Service reject requests that did not pass through the Front Door: one rule requires its
 * id, every other allow rule is for a narrow source, and unmatched requests are denied. Once there is a rule, denying unmatched
 * requests is App Service's default.
 */
export function isRestricted({ props }: RuleResource, edge: Edge): Match {
  const [rules, unmatched] = [get(props, CONFIG), get(props, `${CONFIG}DefaultAction`)];
  if (isUnknown(rules)) return UNKNOWN;
  const allowing = elements(rules).filter((rule) => isDenying(rule) !== true);
  return allOf([
    isUnknown(unmatched) ? UNKNOWN : !sameText(unmatched, "Allow"),
    anyOf(allowing.map((rule) => allOf([negate(isDenying(rule)), requiresId(rule, edge)]))),
    ...allowing.map((rule) => anyOf([isDenying(rule), requiresId(rule, edge), isNarrow(rule)])),
  ]);
}

function isDenying(rule: Value): Match {
  const action = get(rule, "action");
  return isUnknown(action) ? UNKNOWN : sameText(action, "Deny");
}

function requiresId(rule: Value, edge: Edge): Match {
  const headers = get(rule, "headers");
  if (isUnknown(headers)) return UNKNOWN;
  const [, ids] = entries(headers).find(([name]) => name.toLowerCase() === HEADER) ?? [];
  if (isUnknown(ids)) return UNKNOWN;
  return elements(ids).length > 0 && allOf(elements(ids).map((id) => isFrontDoorId(id, edge)));
}

function isNarrow(rule: Value): Match {
  const [source, tag] = [get(rule, "ipAddress"), get(rule, "tag")];
  if (isUnknown(source) || isUnknown(tag)) return UNKNOWN;
  if (typeof source !== "string") return !isMissing(get(rule, "vnetSubnetResourceId"));
  return sameText(tag, "ServiceTag") ? !SHARED_TAG.test(source) : !source.split(",").some((range) => WIDE_RANGE.test(range));
}
