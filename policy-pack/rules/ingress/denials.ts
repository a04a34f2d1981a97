import { AUTHORIZATION_POLICY } from "../facts/tokens";
import { allOf, anyOf, type Match, negate } from "../reading/selectors";
import { elements, get, isMissing, isRecord, isUnknown, UNKNOWN, type Value } from "../reading/values";
import type { RuleResource, StackView } from "../rule";
import { type Edge, HEADER, isFrontDoorId } from "./edge";
import type { GatewayName } from "./gateways";
import { appliesTo, mayApplyTo } from "./policyScope";

/**
 * Whether the AuthorizationPolicies on a gateway deny every request without the id. One policy with action DENY and `notValues`
 * is enough, since Istio evaluates DENY before ALLOW. Policies with action ALLOW are enough where each of their rules requires
 * the id: once an ALLOW policy selects a workload, Istio denies every request that none of them matches.
 */
export function isDeniedAt(stack: StackView, gateway: GatewayName, edge: Edge): Match {
  const policies = stack.ofType(AUTHORIZATION_POLICY);
  const denied = policies.map((policy) =>
    allOf([hasAction("DENY", policy), appliesTo(stack, policy, gateway), anyOf(rulesOf(policy, (rule) => ruleDenies(rule, edge)))]),
  );
  return anyOf([...denied, isOnlyIdAllowed(stack, gateway, policies, edge)]);
}

/** Policies that compare the id, wherever they apply. */
export function policiesOnId(stack: StackView, edge: Edge): readonly RuleResource[] {
  return stack.ofType(AUTHORIZATION_POLICY).filter((policy) => {
    const denies = allOf([hasAction("DENY", policy), anyOf(rulesOf(policy, (rule) => ruleDenies(rule, edge)))]);
    return anyOf([denies, allOf([hasAction("ALLOW", policy), anyOf(rulesOf(policy, (rule) => ruleRequiresId(rule, edge)))])]) === true;
  });
}

interface AllowPolicy {
  readonly applies: Match;
  /** Whether it allows only requests with the id. */
  readonly onlyId: Match;
  /** Whether it certainly allows nothing at this gateway. */
  readonly allowsNothing: Match;
}

function isOnlyIdAllowed(stack: StackView, gateway: GatewayName, policies: readonly RuleResource[], edge: Edge): Match {
  const allowPolicies = policies.map(
    (policy): AllowPolicy => ({
      applies: allOf([hasAction("ALLOW", policy), appliesTo(stack, policy, gateway)]),
      onlyId: allOf(rulesOf(policy, (rule) => ruleRequiresId(rule, edge))),
      allowsNothing: anyOf([negate(hasAction("ALLOW", policy)), negate(mayApplyTo(stack, policy, gateway))]),
    }),
  );
  return allOf([
    anyOf(allowPolicies.map(({ applies, onlyId }) => allOf([applies, onlyId]))),
    ...allowPolicies.map(({ onlyId, allowsNothing }) => anyOf([onlyId, allowsNothing])),
  ]);
}

function hasAction(action: string, { props }: RuleResource): Match {
  const configured = get(props, "spec.action");
  return isUnknown(configured) ? UNKNOWN : (configured ?? "ALLOW") === action;
}

/** The result of a check for each rule of a policy; a single unknown result while the list of rules is unknown. */
function rulesOf({ props }: RuleResource, check: (rule: Value) => Match): readonly Match[] {
  return each(get(props, "spec.rules"), check);
}

function each(list: Value, check: (item: Value) => Match): readonly Match[] {
  return isUnknown(list) ? [UNKNOWN] : elements(list).map((item) => (isUnknown(item) ? UNKNOWN : check(item)));
}

/** Sources, further conditions and named operations would restrict the rule; excluded paths (health checks) are allowed. */
function ruleDenies(rule: Value, edge: Edge): Match {
  const conditions = each(get(rule, "when"), (condition) => comparesId(condition, "notValues", edge));
  const isOnlyCondition = conditions.length === 1;
  return allOf([isOnlyCondition, anyOf(conditions), isAbsent(get(rule, "from")), ...each(get(rule, "to"), onlyExcludesPaths)]);
}

/** All conditions of a rule must hold, so one condition on the id is enough. */
function ruleRequiresId(rule: Value, edge: Edge): Match {
  return anyOf(each(get(rule, "when"), (condition) => comparesId(condition, "values", edge)));
}

/** Whether a condition compares the header with ids only: `values` and `notValues` together have another meaning. */
function comparesId(condition: Value, list: "values" | "notValues", edge: Edge): Match {
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

function onlyExcludesPaths(to: Value): Match {
  const operation = get(to, "operation");
  if (isUnknown(operation)) return UNKNOWN;
  if (isUnknown(get(operation, "notPaths"))) return UNKNOWN;
  const paths = elements(get(operation, "notPaths"));
  return (
    isRecord(operation) && Object.keys(operation).every((key) => key === "notPaths") && !paths.some((path) => path === "*" || path === "/*")
  );
}
