import { armIs, sameText } from "../reading/arm";
import { type Condition, checkProperty } from "../reading/expect";
import { get, isMissing, isUnknown } from "../reading/values";
import { NOT_APPLICABLE, type ResourceRule, type RuleResource } from "../rule";

/** A read replica takes its sign-in settings from the server it copies. */
export function isReplica({ props }: RuleResource): boolean {
  return sameText(get(props, "createMode"), "Replica");
}

export function authentication(path: string, state: string): ResourceRule["check"] {
  return (server, context) => (isReplica(server) ? NOT_APPLICABLE : checkProperty(server, path, armIs(state), context));
}

/** One server parameter, where a Configuration resource sets it; a server that has none keeps Azure's default. */
export function serverParameter(name: string, allowed: readonly string[]): ResourceRule["check"] {
  const value: Condition = { ...armIs(...allowed), holds: (given, context) => isMissing(given) || armIs(...allowed).holds(given, context) };
  return (configuration, context) => {
    const parameter = configuration.props.configurationName ?? configuration.name;
    if (isUnknown(parameter)) return [{ unknown: "configurationName" }];
    return sameText(parameter, name) ? checkProperty(configuration, "value", value, context) : NOT_APPLICABLE;
  };
}
