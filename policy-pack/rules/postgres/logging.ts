import { POSTGRES_LOGS } from "../facts/limits";
import { POSTGRES_CONFIGURATION, POSTGRES_SERVER } from "../facts/tokens";
import { sameText } from "../reading/arm";
import { linkToParent } from "../reading/links";
import { unlessExcluded } from "../reading/listed";
import { checkCategories } from "../reading/logCategories";
import { isMissing, isUnknown, toText } from "../reading/values";
import { type CheckResults, NOT_APPLICABLE, type Outcome, type RuleContext, type RuleResource, type StackView } from "../rule";
import { CREATE_MODE, replicaMatch } from "./settings";

/** Parameters that have to be on. The first three are on by default, connection_throttle.enable is not (Azure: server parameters). */
const ON_BY_DEFAULT = ["log_checkpoints", "log_connections", "log_disconnections"];
const OFF_BY_DEFAULT = ["connection_throttle.enable"];
const LIBRARIES = "shared_preload_libraries";
const AUDIT = "pgaudit";

/** Compliant: no parameter is off, throttling (and pgaudit, if required) is on, and the server's log is sent to a workspace. */
export function checkLogging(stack: StackView, context: RuleContext): Outcome {
  const servers = stack.ofType(POSTGRES_SERVER).filter((server) => replicaMatch(server) !== true);
  const parameters = stack.ofType(POSTGRES_CONFIGURATION);
  if (servers.length + parameters.length === 0) return NOT_APPLICABLE;
  const logs = checkCategories(stack, servers, POSTGRES_LOGS, context);
  return [
    ...parameters.flatMap(checkParameter),
    ...servers.flatMap((server) =>
      unlessExcluded(replicaMatch(server), CREATE_MODE, server, () => requireParameters(stack, server, context)),
    ),
    ...(logs === NOT_APPLICABLE ? [] : logs),
  ];
}

function nameOf({ name, props }: RuleResource) {
  return props.configurationName ?? name;
}

function checkParameter(resource: RuleResource): CheckResults {
  const [name, { value }] = [nameOf(resource), resource.props];
  if (isUnknown(name)) return [{ unknown: "configurationName", resource }];
  if (![...ON_BY_DEFAULT, ...OFF_BY_DEFAULT].some((one) => sameText(one, name)) || isMissing(value)) return [];
  if (isUnknown(value)) return [{ unknown: "value", resource }];
  return isOn(value) ? [] : [{ path: "value", found: value, expected: `on: ${toText(name)}`, resource }];
}

/** PostgreSQL accepts several words. */
function isOn(value: unknown): boolean {
  return ["on", "true", "yes", "1"].some((word) => sameText(word, toText(value)));
}

/** Parameters that the stack has to set, because Azure's default is off: one finding for each that no Configuration sets. */
function requireParameters(stack: StackView, server: RuleResource, { config }: RuleContext): CheckResults {
  const own = stack.ofType(POSTGRES_CONFIGURATION).filter((one) => linkToParent(stack, one, server) !== "separate");
  const names = own.map(nameOf);
  if (names.some(isUnknown)) return [];
  const missing = OFF_BY_DEFAULT.filter((parameter) => !names.some((name) => sameText(name, parameter)));
  const audit = config.pgaudit === "required" ? checkAudit(own, server) : [];
  return [
    ...missing.map((parameter) => ({ path: "configurations", found: undefined, expected: `${parameter} on`, resource: server })),
    ...audit,
  ];
}

function checkAudit(parameters: readonly RuleResource[], server: RuleResource): CheckResults {
  const libraries = parameters.find((one) => sameText(nameOf(one), LIBRARIES));
  const value = libraries?.props.value;
  if (libraries !== undefined && isUnknown(value)) return [{ unknown: "value", resource: libraries }];
  const isLoaded = typeof value === "string" && value.split(",").some((library) => sameText(library.trim(), AUDIT));
  return isLoaded ? [] : [{ path: "configurations", found: value, expected: `${LIBRARIES} with ${AUDIT}`, resource: libraries ?? server }];
}
