import * as token from "../facts/tokens";
import { sameText } from "../reading/arm";
import { strings } from "../reading/pods";
import { anyOf, type Match } from "../reading/selectors";
import { elements, get, isMissing, isUnknown, type Located, locate, UNKNOWN, type Value } from "../reading/values";
import { type CheckResults, NOT_APPLICABLE, type Outcome, type RuleContext, type RuleResource, type StackView } from "../rule";

/** Alert rules, each with the list of action groups that it notifies. */
const ACTIONS: Readonly<Record<string, string>> = {
  [token.METRIC_ALERT]: "actions",
  [token.SCHEDULED_QUERY_RULE]: "actions.actionGroups",
  [token.ACTIVITY_LOG_ALERT]: "actions.actionGroups",
};
const ALERT_TYPES = Object.keys(ACTIONS);

export const ALERT_READS = [...ALERT_TYPES, token.PROMETHEUS_RULE_GROUP, token.ALERT_PROCESSING_RULE];

/** Tag of an alert rule that names the required alert it is. */
const TAG = "alert";

/**
 * Compliant: every enabled alert rule notifies an action group, itself or by an alert processing rule of the stack; and for each name in
 * `requiredAlerts` there is an enabled alert rule with that name in its tag `alert`.
 */
export function checkAlerts(stack: StackView, context: RuleContext): Outcome {
  const required = strings(context, "requiredAlerts");
  const alerts = stack.ofType(...ALERT_TYPES).filter(({ props }) => props.enabled !== false);
  const groups = stack.ofType(token.PROMETHEUS_RULE_GROUP).filter(({ props }) => props.enabled !== false);
  if (required.length === 0 && alerts.length === 0 && groups.length === 0) return NOT_APPLICABLE;
  const missing = required.flatMap((name) => checkRequired(name, [...alerts, ...groups]));
  return addsGroups(stack) ? missing : [...missing, ...alerts.flatMap(checkAlert), ...groups.flatMap(checkGroup)];
}

/** An alert processing rule may add action groups to the alerts of a whole scope. */
function addsGroups(stack: StackView): boolean {
  const actions = stack.ofType(token.ALERT_PROCESSING_RULE).flatMap(({ props }) => locate(props, "properties.actions[*].actionType"));
  return actions.some(({ value }) => isUnknown(value) || sameText(value, "AddActionGroups"));
}

function checkRequired(name: string, alerts: readonly RuleResource[]): CheckResults {
  const found = anyOf(
    alerts.map(({ props }): Match => {
      const tag = get(props, `tags.${TAG}`);
      if (isUnknown(tag)) return UNKNOWN;
      return tag === name && isUnknown(props.enabled) ? UNKNOWN : tag === name;
    }),
  );
  if (found === true) return [];
  const path = `tags.${TAG}`;
  return [
    isUnknown(found) ? { unknown: path } : { path, found: undefined, expected: `an enabled alert rule with the tag ${TAG}: ${name}` },
  ];
}

function checkAlert(resource: RuleResource): CheckResults {
  const path = ACTIONS[resource.type] ?? "actions";
  return notifies({ path, value: get(resource.props, path) }, resource.props.enabled, resource);
}

/** Rules of a group that record a metric raise no alert. */
function checkGroup(resource: RuleResource): CheckResults {
  return locate(resource.props, "rules[*]")
    .filter(({ value }) => isUnknown(value) || (!isMissing(get(value, "alert")) && get(value, "enabled") !== false))
    .flatMap(({ path, value }) => notifies({ path: `${path}.actions`, value: get(value, "actions") }, get(value, "enabled"), resource));
}

/** An alert that may be off needs no action group. */
function notifies({ path, value }: Located, enabled: Value, resource: RuleResource): CheckResults {
  if (isUnknown(value) || (isUnknown(enabled) && elements(value).length === 0)) return [{ unknown: path, resource }];
  return elements(value).length > 0 ? [] : [{ path, found: value, expected: "an action group", resource }];
}
