import { asUndecided } from "../reading/listed";
import type { Match } from "../reading/selectors";
import { isMissing, isUnknown, type Located, locate, UNKNOWN, type Value } from "../reading/values";
import type { CheckResults, Outcome, RuleResource } from "../rule";

/** Actions with which the holder gives itself any other right. */
const GRANTING = ["microsoft.authorization/roleassignments/write", "microsoft.authorization/roledefinitions/write"] as const;
const WIDE_SCOPE = /^\/?$|^\/subscriptions\/[^/]+\/?$|^\/providers\/Microsoft\.Management\/managementGroups\//i;

/** Compliant: no permission is `*`, and none that can be assigned to a subscription or above writes role assignments or definitions. */
export function checkWildcardRole({ props }: RuleResource): Outcome {
  const actions = [...locate(props, "permissions[*].actions[*]"), ...locate(props, "permissions[*].dataActions[*]")];
  const scopes = isMissing(props.assignableScopes) ? [props.scope] : locate(props, "assignableScopes[*]").map(({ value }) => value);
  return actions.flatMap((action) => {
    if (isUnknown(action.value)) return [{ unknown: action.path }];
    if (action.value === "*") return [{ path: action.path, found: "*", expected: "the actions the role is for" }];
    const granted = grants(action, props);
    if (granted === false) return [];
    const outcome = judgeScopes(action, scopes);
    return isUnknown(granted) ? asUndecided(outcome, `${permissionOf(action)}.notActions`) : outcome;
  });
}

function judgeScopes({ path, value }: Located, scopes: readonly Value[]): CheckResults {
  const expected = "no writing of role assignments or definitions at subscription scope or above";
  if (scopes.some((scope) => typeof scope === "string" && WIDE_SCOPE.test(scope))) return [{ path, found: value, expected }];
  return scopes.some(isUnknown) ? [{ unknown: "assignableScopes" }] : [];
}

/** Actions that are not known yet may be the ones that take a granting one away. */
function grants(action: Located, props: RuleResource["props"]): Match {
  if (action.path.includes("dataActions")) return false;
  const taken = locate(props, `${permissionOf(action)}.notActions[*]`).map(({ value }) => value);
  const granted = GRANTING.filter((granting) => matches(action.value, granting) && !taken.some((pattern) => matches(pattern, granting)));
  if (granted.length === 0) return false;
  return taken.some(isUnknown) ? UNKNOWN : true;
}

function permissionOf({ path }: Located): string {
  return /^permissions\[\d+\]/.exec(path)?.[0] ?? "";
}

/** `*` stands for any text, slashes included. */
function matches(pattern: Value, action: string): boolean {
  if (typeof pattern !== "string") return false;
  const expression = pattern
    .toLowerCase()
    .split("*")
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${expression.join(".*")}$`).test(action);
}
