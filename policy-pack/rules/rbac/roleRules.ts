import { CLUSTER_ROLE } from "../facts/tokens";
import { asUndecided, unlessListed } from "../reading/listed";
import { at, strings } from "../reading/pods";
import { anyOf, type Match } from "../reading/selectors";
import { elements, get, isMissing, isUnknown, type Located, locate, UNKNOWN, type Value } from "../reading/values";
import { type CheckResults, NOT_APPLICABLE, type Option, type ResourceRule, type RuleResource } from "../rule";
import { COMPONENT_ROLES } from "./componentRoles";

const NAME_PATH = "metadata.name";
const AGGREGATION_PATH = "aggregationRule";
/** Roles that Kubernetes creates, and restores when the API server starts; the names of all others of its own begin with `system:`. */
const DEFAULT_ROLES: readonly string[] = ["cluster-admin", "admin", "edit", "view"];
const SYSTEM_PREFIX = "system:";
/** In a list of a rule: everything. */
export const EVERYTHING = "*";

/** What a rule of a role must not grant. Absent lists mean any. */
export interface Right {
  /** The list that names the right: where the others may also contain `*`, this one has to name it. RB-02 refuses `*` itself. */
  readonly namedBy: "resources" | "verbs";
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly verbs?: readonly string[];
  /** Names that make the right harmful although `resourceNames` restricts it; absent: any names. */
  readonly harmfulNames?: readonly string[];
  /** What is allowed, in words. */
  readonly expected: string;
}

export const READ = ["get", "list", "watch"] as const;
export const WRITE = ["create", "update", "patch", "delete", "deletecollection"] as const;

/** No name restricts the right: it is refused for single objects too. */
export const ANY_NAME: readonly string[] = [EVERYTHING];

export type RoleRuleCheck = (rule: Located, resource: RuleResource) => CheckResults;

/**
 * The check of each rule of a Role or ClusterRole. The roles of Kubernetes itself are not evaluated; neither are the rules of an
 * aggregated role, which the controller replaces by those of the selected roles, nor the roles in the option `componentRoles`.
 */
export function onRoleRules(options: Readonly<Record<string, Option>>, check: RoleRuleCheck): ResourceRule["check"] {
  const defaults = elements(options[COMPONENT_ROLES]?.default);
  return (resource, context) => {
    const name = nameOf(resource);
    const aggregation = get(resource.props, AGGREGATION_PATH);
    if (isDefaultRole(resource, name) || (!isMissing(aggregation) && !isUnknown(aggregation))) return NOT_APPLICABLE;
    return unlessListed(matchesName(name, strings(context, COMPONENT_ROLES), defaults), NAME_PATH, () => {
      const results = locate(resource.props, "rules[*]").flatMap((rule) =>
        isUnknown(rule.value) ? [{ unknown: rule.path }] : withoutRepetition(check(rule, resource)),
      );
      return isUnknown(aggregation) ? asUndecided(results, AGGREGATION_PATH) : results;
    });
  };
}

/** One unknown value may leave several rights of a rule undecided. */
function withoutRepetition(results: CheckResults): CheckResults {
  const unknown = new Set(results.flatMap((one) => ("unknown" in one ? [one.unknown] : [])));
  return [...results.filter((one) => !("unknown" in one)), ...Array.from(unknown, (path) => ({ unknown: path }))];
}

/** Checks that a rule of a role does not grant a right. */
export function checkRight(rule: Located, right: Right): CheckResults {
  const list = (key: string) => at(rule, key);
  const named = list(right.namedBy);
  const wanted = right[right.namedBy] ?? [];
  const conditions: readonly (readonly [Located, Match])[] = [
    [named, contains(named.value, wanted)],
    // A rule without API groups is invalid, so that it may be meant for any.
    [list("apiGroups"), isMissing(list("apiGroups").value) || contains(list("apiGroups").value, right.apiGroups, true)],
    [list("resources"), right.namedBy === "resources" || contains(list("resources").value, right.resources, true)],
    [list("verbs"), right.namedBy === "verbs" || contains(list("verbs").value, right.verbs, true)],
    [list("resourceNames"), isHarmful(list("resourceNames").value, right.harmfulNames ?? [])],
  ];
  if (conditions.some(([, match]) => match === false)) return [];
  const undecided = conditions.find(([, match]) => isUnknown(match));
  if (undecided !== undefined) return [{ unknown: undecided[0].path }];
  const found = elements(named.value).filter((one) => wanted.some((other) => includes(one, other)));
  return [{ path: named.path, found: found.join(", "), expected: right.expected }];
}

/** Whether a list contains one of the wanted texts, or `*` where that counts; any list does where nothing particular is wanted. */
function contains(list: Value, wanted: readonly string[] | undefined, everything = false): Match {
  if (wanted === undefined) return true;
  if (isUnknown(list)) return UNKNOWN;
  return anyOf(
    elements(list).map((one) =>
      isUnknown(one) ? UNKNOWN : (everything && one === EVERYTHING) || wanted.some((other) => includes(one, other)),
    ),
  );
}

/** Whether an entry of a rule includes a resource or verb: `*\/exec` is that subresource of every resource. */
function includes(entry: Value, wanted: string): boolean {
  return entry === wanted || (wanted.includes("/") && entry === `*/${wanted.split("/")[1]}`);
}

/** Without names the right is for every object; with names only where one of them is harmful. */
function isHarmful(names: Value, harmful: readonly string[]): Match {
  if (harmful.includes(EVERYTHING)) return true;
  if (isUnknown(names)) return UNKNOWN;
  if (elements(names).length === 0) return true;
  return anyOf(elements(names).map((name) => isHarmfulName(name, harmful)));
}

/** A request that names no object, such as a list of all, has the name "". */
function isHarmfulName(name: Value, harmful: readonly string[]): Match {
  if (isUnknown(name)) return harmful.length > 0 ? UNKNOWN : false;
  return name === "" || harmful.some((one) => one === name);
}

/** The object's name: the one that it declares, or the resource's, with which names that Pulumi generates begin. */
function nameOf({ name, props }: RuleResource): Value {
  const declared = get(props, NAME_PATH);
  return isMissing(declared) ? name : declared;
}

function isDefaultRole({ type }: RuleResource, name: Value): boolean {
  return typeof name === "string" && (name.startsWith(SYSTEM_PREFIX) || (type === CLUSTER_ROLE && DEFAULT_ROLES.includes(name)));
}

/** Whether a name matches a pattern of a list; unknown where the name is, and the list has more than the defaults, which charts define. */
function matchesName(name: Value, patterns: readonly string[], defaults: readonly Value[]): Match {
  if (isUnknown(name)) return patterns.some((pattern) => !defaults.includes(pattern)) ? UNKNOWN : false;
  return typeof name === "string" && patterns.some((pattern) => asExpression(pattern).test(name));
}

function asExpression(pattern: string): RegExp {
  const parts = pattern.split(EVERYTHING).map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`);
}
