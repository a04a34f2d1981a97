import { armIs, sameText } from "../reading/arm";
import { type Condition, checkProperty } from "../reading/expect";
import type { Match } from "../reading/selectors";
import { get, isMissing, isUnknown, UNKNOWN } from "../reading/values";
import { NOT_APPLICABLE, type ResourceRule, type RuleResource } from "../rule";

export const CREATE_MODE = "createMode";

/** A read replica has the authentication settings of its source server. */
export function isReplica({ props }: RuleResource): boolean {
  return sameText(get(props, CREATE_MODE), "Replica");
}

/** The same, unknown where the mode is. */
export function replicaMatch(server: RuleResource): Match {
  return isUnknown(get(server.props, CREATE_MODE)) ? UNKNOWN : isReplica(server);
}

/** The check of an authentication setting; replicas have none of their own. */
export function authentication(path: string, state: string): ResourceRule["check"] {
  return (server, context) => (isReplica(server) ? NOT_APPLICABLE : checkProperty(server, path, armIs(state), context));
}

/** The check of a server parameter that a Configuration resource sets; without one, Azure's default applies. */
export function serverParameter(name: string, allowed: readonly string[]): ResourceRule["check"] {
  const value: Condition = {
    ...armIs(...allowed),
    holds: (actual, context) => isMissing(actual) || armIs(...allowed).holds(actual, context),
  };
  return (configuration, context) => {
    const parameter = configuration.props.configurationName ?? configuration.name;
    if (isUnknown(parameter)) return [{ unknown: "configurationName" }];
    return sameText(parameter, name) ? checkProperty(configuration, "value", value, context) : NOT_APPLICABLE;
  };
}
