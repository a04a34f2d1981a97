import { FLOW_LOG, VIRTUAL_NETWORK } from "../facts/tokens";
import { linkById } from "../reading/links";
import { get, isMissing, isUnknown } from "../reading/values";
import { type CheckResults, NOT_APPLICABLE, type Outcome, type RuleContext, type RuleResource, type StackView } from "../rule";

/** Compliant: a flow log of the stack is on for every virtual network, and keeps its records for the configured number of days. */
export function checkFlowLogs(stack: StackView, { config }: RuleContext): Outcome {
  const networks = stack.ofType(VIRTUAL_NETWORK);
  const logs = stack.ofType(FLOW_LOG);
  if (config.flowLogsElsewhere === true || networks.length + logs.length === 0) return NOT_APPLICABLE;
  const missing = networks.flatMap((network) => checkNetwork(stack, network, logs));
  return [...missing, ...logs.flatMap((log) => checkRetention(log, Number(config.minDays)))];
}

function checkNetwork(stack: StackView, network: RuleResource, logs: readonly RuleResource[]): CheckResults {
  const links = logs.map((log) => ({ log, link: linkById(stack, log, "targetResourceId", [log.props.targetResourceId], network) }));
  const enabled = links.filter(({ log }) => log.props.enabled === true);
  if (enabled.some(({ link }) => link === "linked")) return [];
  const mayBe = links.some(({ log, link }) => link !== "separate" && (log.props.enabled === true || isUnknown(log.props.enabled)));
  if (mayBe) return [{ unknown: "flowLogs", resource: network }];
  return [{ path: "flowLogs", found: undefined, expected: "a network.FlowLog with the network's id and enabled: true", resource: network }];
}

/** 0 days, and no policy at all, keep the records in the storage account until something else deletes them. */
function checkRetention(resource: RuleResource, minDays: number): CheckResults {
  const [policy, path] = [get(resource.props, "retentionPolicy"), "retentionPolicy.days"];
  const [isOn, days] = [get(policy, "enabled"), get(policy, "days")];
  if (isUnknown(policy) || isUnknown(days)) return [{ unknown: isUnknown(policy) ? "retentionPolicy" : path, resource }];
  if (isMissing(days) || days === 0 || isOn === false || (typeof days === "number" && days >= minDays)) return [];
  if (isUnknown(isOn)) return [{ unknown: "retentionPolicy.enabled", resource }];
  return [{ path, found: days, expected: `at least ${minDays}, or 0 for no limit`, resource }];
}
