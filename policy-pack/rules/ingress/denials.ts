import { AUTHORIZATION_POLICY } from "../facts/tokens";
import { perObject } from "../reading/memoize";
import { allInTurn, allOf, anyInTurn, anyOf, type Match, negate } from "../reading/selectors";
import { elements, get, isMissing, isRecord, isUnknown, toText, UNKNOWN, type Value } from "../reading/values";
import type { RuleResource, StackView } from "../rule";
import { type Edge, HEADER, isFrontDoorId } from "./edge";
import type { GatewayName } from "./gateways";
import { goBoolean } from "./goBoolean";
import { perGateway } from "./perGateway";
import { appliesTo, mayApplyTo } from "./policyScope";

/** What an AuthorizationPolicy does wherever it applies. */
interface EvaluatedPolicy {
  readonly policy: RuleResource;
  /** Whether it denies every request without the id. */
  readonly denies: Match;
  /** Whether it is one of the policies of which one must allow a request. */
  readonly isAllow: Match;
  /** Whether each of its rules requires the id. */
  readonly onlyId: Match;
}

/** Annotation with which Istio only logs what a policy would do (istio.io, "Dry Run", 2026). */
const DRY_RUN = "istio.io/dry-run";
/** Every path: as presence, as a prefix, or as a path template (istio.io, "Authorization Policy", Operation.paths, 2026). */
const EVERY_PATH = /^(?:\*|\/\*|\/?\{\*\*\})$/;

/**
 * Whether the AuthorizationPolicies on a gateway deny every request without the id. One policy with action DENY and `notValues`
 * is enough, since Istio evaluates DENY before ALLOW. Policies with action ALLOW are enough where each of their rules requires
 * the id: once an ALLOW policy selects a workload, Istio denies every request that none of them matches.
 */
export function isDeniedAt(stack: StackView, gateway: GatewayName, edge: Edge): Match {
  return denialsOf(stack, edge)(stack, gateway);
}

const denialsOf = perObject((stack: StackView, edge: Edge) => {
  const policies = evaluatedPolicies(stack, edge);
  const [denying, allowing] = [policies.filter(({ denies }) => denies !== false), policies.filter(({ isAllow }) => isAllow !== false)];
  return perGateway((stack, gateway) =>
    anyInTurn(
      ...denying.map(
        ({ policy, denies }) =>
          () =>
            allInTurn(
              () => denies,
              () => appliesTo(stack, policy, gateway),
            ),
      ),
      () => isOnlyIdAllowed(stack, gateway, allowing),
    ),
  );
});

/** Policies that compare the id, wherever they apply. */
export const policiesOnId = perObject((stack: StackView, edge: Edge): readonly RuleResource[] =>
  evaluatedPolicies(stack, edge)
    .filter(({ policy, denies, isAllow }) => {
      const requires = () => anyOf(rulesOf(policy, (rule) => ruleRequiresId(rule, edge)));
      return (
        anyInTurn(
          () => denies,
          () => allInTurn(() => isAllow, requires),
        ) === true
      );
    })
    .map(({ policy }) => policy),
);

const evaluatedPolicies = perObject((stack: StackView, edge: Edge): readonly EvaluatedPolicy[] =>
  stack.ofType(AUTHORIZATION_POLICY).map((policy) => {
    const enforced = negate(isDryRun(policy));
    const denies = () => anyOf(rulesOf(policy, (rule) => ruleDenies(rule, edge)));
    return {
      policy,
      denies: allInTurn(
        () => enforced,
        () => hasAction("DENY", policy),
        denies,
      ),
      isAllow: allOf([enforced, hasAction("ALLOW", policy)]),
      onlyId: allOf(rulesOf(policy, (rule) => ruleRequiresId(rule, edge))),
    };
  }),
);

/** Where one policy that allows only requests with the id applies, and each other one certainly allows nothing at this gateway. */
function isOnlyIdAllowed(stack: StackView, gateway: GatewayName, policies: readonly EvaluatedPolicy[]): Match {
  const requiring = policies.filter(({ onlyId }) => onlyId !== false);
  const others = policies.filter(({ onlyId }) => onlyId !== true);
  return allInTurn(
    () =>
      anyInTurn(
        ...requiring.map(
          ({ policy, isAllow, onlyId }) =>
            () =>
              allInTurn(
                () => isAllow,
                () => onlyId,
                () => appliesTo(stack, policy, gateway),
              ),
        ),
      ),
    ...others.map(({ policy, isAllow, onlyId }) => () => {
      const isElsewhere = () => negate(mayApplyTo(stack, policy, gateway));
      return anyInTurn(
        () => onlyId,
        () => negate(isAllow),
        isElsewhere,
      );
    }),
  );
}

function isDryRun({ props }: RuleResource): Match {
  const annotation = get(props, `metadata.annotations["${DRY_RUN}"]`);
  return isUnknown(annotation) ? UNKNOWN : goBoolean(annotation) === true;
}

/** The default counts for complete policies only: the action that a Patch leaves out is its owner's. */
function hasAction(action: string, { isPatch, props }: RuleResource): Match {
  const configured = get(props, "spec.action");
  const isNotShown = isUnknown(configured) || (isPatch === true && isMissing(configured));
  return isNotShown ? UNKNOWN : (configured ?? "ALLOW") === action;
}

/** The result of a check for each rule of a policy; a single unknown result while the list of rules is unknown, or left out by a Patch. */
function rulesOf({ isPatch, props }: RuleResource, check: (rule: Value) => Match): readonly Match[] {
  const rules = get(props, "spec.rules");
  return isPatch === true && isMissing(rules) ? [UNKNOWN] : each(rules, check);
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
    isUnknown(key) ? UNKNOWN : toText(key).toLowerCase() === `request.headers[${HEADER}]`,
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
  const hasNoOther = isRecord(operation) && Object.keys(operation).every((key) => key === "notPaths");
  const leavesPaths = each(get(operation, "notPaths"), (path) => !EVERY_PATH.test(toText(path)));
  return allOf([hasNoOther, ...leavesPaths]);
}
