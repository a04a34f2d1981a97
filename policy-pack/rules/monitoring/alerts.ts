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

export const ALERT_READS = [...ALERT_TYPES, token.PROMETHEUS_RULE_GROUP, token.ALERT_PROCESSING_RULE, token.ACTION_GROUP];

/** Tag of an alert rule that names the required alert it is. */
const TAG = "alert";

/**
 * Compliant: every enabled alert rule notifies an action group, itself or by an alert processing rule of the stack, and in production none
 * is off; every action group is on and has a receiver; and for each name in `requiredAlerts` there is an enabled alert rule with that
 * name in its tag `alert`.
 */
export function checkAlerts(stack: StackView, context: RuleContext): Outcome {
  const required = strings(context, "requiredAlerts");
  const rules = stack.ofType(...ALERT_TYPES, token.PROMETHEUS_RULE_GROUP).map((resource) => ({ resource, off: isOff(resource) }));
  const receivers = stack.ofType(token.ACTION_GROUP);
  if (required.length === 0 && rules.length === 0 && receivers.length === 0) return NOT_APPLICABLE;
  const enabled = rules.filter(({ off }) => !off).map(({ resource }) => resource);
  const always = [
    ...required.flatMap((name) => checkRequired(name, enabled)),
    ...(context.profile === "nonProduction" ? [] : rules.flatMap((rule) => checkOn(rule, required))),
    ...receivers.flatMap(checkActionGroup),
  ];
  return addsGroups(stack) ? always : [...always, ...enabled.flatMap(checkNotification)];
}

const OFF = { found: false, expected: "true", fix: "Turn the alert rule on, or remove it." };

interface AlertRule {
  readonly resource: RuleResource;
  readonly off: boolean;
}

const isOff = ({ props }: RuleResource): boolean => props.enabled === false;

/** A required alert that is off is reported as missing already; a rule that only records a metric raises no alert. */
function checkOn({ resource, off }: AlertRule, required: readonly string[]): CheckResults {
  const { type, props } = resource;
  const raised =
    type === token.PROMETHEUS_RULE_GROUP ? locate(props, "rules[*]").filter(({ value }) => !isMissing(get(value, "alert"))) : [];
  if (required.some((name) => name === get(props, `tags.${TAG}`))) return [];
  const isUndecided = raised.some(({ value }) => isUnknown(value) || isUnknown(get(value, "alert")));
  if (off && isUndecided) return [{ unknown: "rules", resource }];
  if (off) return raised.length > 0 || type !== token.PROMETHEUS_RULE_GROUP ? [{ ...OFF, path: "enabled", resource }] : [];
  return raised.filter(({ value }) => get(value, "enabled") === false).map(({ path }) => ({ ...OFF, path: `${path}.enabled`, resource }));
}

const checkNotification = (resource: RuleResource): CheckResults =>
  resource.type === token.PROMETHEUS_RULE_GROUP ? checkGroup(resource) : checkAlert(resource);

/** An action group that is off, or has no receivers, notifies nobody. */
function checkActionGroup(resource: RuleResource): CheckResults {
  const { props } = resource;
  const results: CheckResults = props.enabled === false ? [{ ...OFF, path: "enabled", fix: "Turn the action group on.", resource }] : [];
  const lists = Object.entries(props).filter(([key]) => key.endsWith("Receivers"));
  if (lists.some(([, list]) => elements(list).length > 0)) return results;
  const [unknown] = lists.find(([, list]) => isUnknown(list)) ?? [];
  if (unknown !== undefined) return [...results, { unknown, resource }];
  return [
    ...results,
    { path: "emailReceivers", found: props.emailReceivers, expected: "a receiver of some kind", fix: RECEIVER, resource },
  ];
}

const RECEIVER = "Add a receiver to the action group: an email address, a webhook, a function, an incident.";

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
