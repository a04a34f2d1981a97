import { asUndecided } from "../reading/listed";
import type { Match } from "../reading/selectors";
import { isMissing, isUnknown, type Located, locate, UNKNOWN, type Value } from "../reading/values";
import type { CheckResults, Outcome, RuleResource } from "../rule";

/** Actions with which a principal can assign itself any other role. */
const GRANTING = ["microsoft.authorization/roleassignments/write", "microsoft.authorization/roledefinitions/write"] as const;
const WIDE_SCOPE = /^\/?$|^\/subscriptions\/[^/]+\/?$|^\/providers\/Microsoft\.Management\/managementGroups\//i;

/** Compliant: no action is `*`, and no role assignable at subscription scope or above can write role assignments or definitions. */
export function checkWildcardRole({ props }: RuleResource): Outcome {
  const actions = [...locate(props, "permissions[*].actions[*]"), ...locate(props, "permissions[*].dataActions[*]")];
  const scopes = isMissing(props.assignableScopes) ? [props.scope] : locate(props, "assignableScopes[*]").map(({ value }) => value);
  return actions.flatMap((action) => {
    if (isUnknown(action.value)) return [{ unknown: action.path }];
    if (action.value === "*") return [{ path: action.path, found: "*", expected: "the actions the role requires" }];
    const granted = grants(action, props);
    if (granted === false) return [];
    const outcome = checkScopes(action, scopes);
    return isUnknown(granted) ? asUndecided(outcome, `${permissionOf(action)}.notActions`) : outcome;
  });
}

function checkScopes({ path, value }: Located, scopes: readonly Value[]): CheckResults {
  const expected = "no write access to role assignments or definitions at subscription scope or above";
  if (scopes.some((scope) => typeof scope === "string" && WIDE_SCOPE.test(scope))) return [{ path, found: value, expected }];
  return scopes.some(isUnknown) ? [{ unknown: "assignableScopes" }] : [];
}

/** Unknown notActions may exclude the granting actions. */
function grants(action: Located, props: RuleResource["props"]): Match {
  if (action.path.includes("dataActions")) return false;
  const excluded = locate(props, `${permissionOf(action)}.notActions[*]`).map(({ value }) => value);
  const granted = GRANTING.filter((granting) => matches(action.value, granting) && !excluded.some((pattern) => matches(pattern, granting)));
  if (granted.length === 0) return false;
  return excluded.some(isUnknown) ? UNKNOWN : true;
}

function permissionOf({ path }: Located): string {
  return /^permissions\[\d+\]/.exec(path)?.[0] ?? "";
}

/** `*` matches any text, including slashes. */
function matches(pattern: Value, action: string): boolean {
  if (typeof pattern !== "string") return false;
  const expression = pattern
    .toLowerCase()
    .split("*")
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${expression.join(".*")}$`).test(action);
}
