import { NETWORK_SECURITY_GROUP, VAULT, VIRTUAL_NETWORK } from "../facts/tokens";
import { perKey } from "../reading/memoize";
import { strings } from "../reading/pods";
import { typeMatcher } from "../reading/types";
import { elements, entries, get, isUnknown, UNKNOWN, type Value } from "../reading/values";
import {
  type CheckResults,
  NOT_APPLICABLE,
  type Outcome,
  type ResourceRule,
  type Rule,
  type RuleContext,
  type RuleResource,
} from "../rule";

/** The option that lists what may be ignored, as `<type> <path>`. */
export const ALLOWED_PATHS = "allowedPaths";

/**
 * Lists in which Azure shows what may also be resources of their own: subnets, security rules, access policies. A program with such
 * resources leaves the list out and ignores it, so that an update does not delete them (pulumi-azure-native, issue 611); the controls
 * evaluate the resources themselves.
 */
const RESOURCES_OF_THEIR_OWN: Readonly<Record<string, string>> = {
  [VIRTUAL_NETWORK]: "subnets",
  [NETWORK_SECURITY_GROUP]: "securityRules",
  [VAULT]: "properties.accessPolicies",
};

/**
 * Compliant: no mandatory control of single resources depends on a property that the resource option `ignoreChanges` names. Whether one
 * does is tried: with an unknown value in its place the control can no longer decide.
 */
export function checkIgnoredProperties(controls: readonly Rule[]): ResourceRule["check"] {
  const rulesOf = perKey((type: string) => controls.filter(isMandatory).filter(({ types }) => typeMatcher(types)(type)));
  return (resource, context) => {
    const { ignoreChanges = [], type } = resource;
    const rules = ignoreChanges.length === 0 ? [] : rulesOf(type);
    if (rules.length === 0) return NOT_APPLICABLE;
    const allowed = strings(context, ALLOWED_PATHS);
    return ignoreChanges.flatMap((path, index): CheckResults => {
      const isAllowed = allowed.includes(`${type} ${path}`) || isListOfOthers(resource, path);
      const dependent = isAllowed ? [] : rules.filter((rule) => dependsOn(rule, resource, path, context));
      if (dependent.length === 0) return [];
      const ids = dependent.map(({ id }) => id).join(", ");
      return [{ path: `ignoreChanges[${index}]`, found: path, expected: `no property that a control checks: ${ids}` }];
    });
  };
}

/** An unknown list may be one of the program's own. */
function isListOfOthers({ type, props }: RuleResource, path: string): boolean {
  const list = RESOURCES_OF_THEIR_OWN[type] === path ? get(props, path) : UNKNOWN;
  return !isUnknown(list) && elements(list).length === 0;
}

function isMandatory(rule: Rule): rule is ResourceRule {
  return "check" in rule && rule.enforcement === "mandatory";
}

/** Without the marks of secrets: they are the program's, and ignoring a change in Azure does not take them off. */
function dependsOn(rule: ResourceRule, marked: RuleResource, path: string, { profile }: RuleContext): boolean {
  const { secretPaths: _marks, ...resource } = marked;
  const config = Object.fromEntries(Object.entries(rule.options ?? {}).map(([name, option]) => [name, option.default]));
  const undecided = (props: RuleResource["props"]): readonly string[] =>
    unknownPaths(rule.check({ ...resource, props }, { profile, config }));
  const before = undecided(resource.props);
  const changed = Object.fromEntries(entries(withUnknown(resource.props, stepsOf(path))));
  return undecided(changed).some((one) => !before.includes(one));
}

function unknownPaths(outcome: Outcome): readonly string[] {
  return outcome === NOT_APPLICABLE ? [] : outcome.flatMap((item) => ("unknown" in item ? [item.unknown] : []));
}

/** The steps of a path as the engine reads it: `a.b`, `a[0]`, `a["b.c"]`, and `*` for every key or element. */
function stepsOf(path: string): readonly string[] {
  return Array.from(path.matchAll(/\["([^"]+)"\]|\[(\d+|\*)\]|([^.[\]]+)/g), ([, quoted, index, key]) => quoted ?? index ?? key ?? "");
}

/** The value with an unknown one at a path, also where nothing is there. */
function withUnknown(value: Value, [step, ...rest]: readonly string[]): Value {
  if (step === undefined || isUnknown(value)) return UNKNOWN;
  if (Array.isArray(value)) {
    return elements(value).map((item, index) => (step === "*" || step === `${index}` ? withUnknown(item, rest) : item));
  }
  const members = new Map(entries(value));
  for (const key of step === "*" ? [...members.keys()] : [step]) members.set(key, withUnknown(members.get(key), rest));
  return Object.fromEntries(members);
}
