import { AUTHORIZATION_POLICY } from "../facts/tokens";
import { allOf, anyOf, type Match, negate } from "../reading/selectors";
import { elements, get, isMissing, isRecord, isUnknown, UNKNOWN, type Value } from "../reading/values";
import type { RuleResource, StackView } from "../rule";
import { type Edge, HEADER, isFrontDoorId } from "./edge";
import type { GatewayName } from "./gateways";
import { appliesTo, mayApplyTo } from "./policyScope";

/**
 * Whether the AuthorizationPolicies on a gateway deny every request without the id. One of action DENY with `notValues` does,
 * for DENY outranks every ALLOW. So do those of action ALLOW where each of their rules asks for the id: once one of them
 * selects a workload, Istio denies what none of them matches.
 */
export function isDeniedAt(stack: StackView, gateway: GatewayName, edge: Edge): Match {
  const policies = stack.ofType(AUTHORIZATION_POLICY);
  const denied = policies.map((policy) =>
    allOf([isOf("DENY", policy), appliesTo(stack, policy, gateway), anyOf(rulesOf(policy, (rule) => ruleDenies(rule, edge)))]),
  );
  return anyOf([...denied, onlyIdAllowed(stack, gateway, policies, edge)]);
}

interface Admission {
  readonly applies: Match;
  /** Whether it lets through nothing but requests with the id. */
  readonly onlyId: Match;
  /** Whether it certainly lets nothing through at this gateway. */
  readonly elsewhere: Match;
}

function onlyIdAllowed(stack: StackView, gateway: GatewayName, policies: readonly RuleResource[], edge: Edge): Match {
  const admitted = policies.map(
    (policy): Admission => ({
      applies: allOf([isOf("ALLOW", policy), appliesTo(stack, policy, gateway)]),
      onlyId: allOf(rulesOf(policy, (rule) => ruleAsksForId(rule, edge))),
      elsewhere: anyOf([negate(isOf("ALLOW", policy)), negate(mayApplyTo(stack, policy, gateway))]),
    }),
  );
  return allOf([
    anyOf(admitted.map(({ applies, onlyId }) => allOf([applies, onlyId]))),
    ...admitted.map(({ onlyId, elsewhere }) => anyOf([onlyId, elsewhere])),
  ]);
}

function isOf(action: string, { props }: RuleResource): Match {
  const stated = get(props, "spec.action");
  return isUnknown(stated) ? UNKNOWN : (stated ?? "ALLOW") === action;
}

/** What is to be said of each rule of a policy; one unknown answer while the list of them is unknown. */
function rulesOf({ props }: RuleResource, judge: (rule: Value) => Match): readonly Match[] {
  return each(get(props, "spec.rules"), judge);
}

function each(list: Value, judge: (item: Value) => Match): readonly Match[] {
  return isUnknown(list) ? [UNKNOWN] : elements(list).map((item) => (isUnknown(item) ? UNKNOWN : judge(item)));
}

/** Sources, further conditions and named operations would narrow the rule; paths left out (health checks) may be. */
function ruleDenies(rule: Value, edge: Edge): Match {
  const conditions = each(get(rule, "when"), (condition) => compares(condition, "notValues", edge));
  const alone = conditions.length === 1;
  return allOf([alone, anyOf(conditions), isAbsent(get(rule, "from")), ...each(get(rule, "to"), leavesPathsOut)]);
}

/** The conditions of a rule must all hold, so that one on the id is enough. */
function ruleAsksForId(rule: Value, edge: Edge): Match {
  return anyOf(each(get(rule, "when"), (condition) => compares(condition, "values", edge)));
}

/** Whether a condition compares the header with ids only: `values` and `notValues` together would say something else. */
function compares(condition: Value, list: "values" | "notValues", edge: Edge): Match {
  const key = get(condition, "key");
  const ids = get(condition, list);
  const compared = each(ids, (id) => isFrontDoorId(id, edge));
  return allOf([
    isUnknown(key) ? UNKNOWN : String(key).toLowerCase() === `request.headers[${HEADER}]`,
    isAbsent(get(condition, list === "values" ? "notValues" : "values")),
    compared.length > 0 && allOf(compared),
  ]);
}

function isAbsent(value: Value): Match {
  return isUnknown(value) ? UNKNOWN : isMissing(value);
}

function leavesPathsOut(to: Value): Match {
  const operation = get(to, "operation");
  if (isUnknown(operation)) return UNKNOWN;
  if (isUnknown(get(operation, "notPaths"))) return UNKNOWN;
  const paths = elements(get(operation, "notPaths"));
  return (
    isRecord(operation) && Object.keys(operation).every((key) => key === "notPaths") && !paths.some((path) => path === "*" || path === "/*")
  );
}
