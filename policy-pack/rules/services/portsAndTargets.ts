import { SERVICE } from "../facts/tokens";
import { type Condition, checkProperty } from "../reading/expect";
import { elements, isMissing, isRecord } from "../reading/values";
import type { Outcome, RuleContext, RuleResource } from "../rule";

/** Option that lists the ports Services may expose. */
export const PORTS = "ports";

const notLocalhost: Condition = {
  holds: (value) => typeof value !== "string" || !/^(?:(?:.*\.)?localhost|127(?:\.\d{1,3}){3})\.?$/i.test(value),
  expected: "a name outside the cluster",
};

/** Compliant: a Service exposes only listed ports, its externalName is not localhost, and its endpoints are not created manually. */
export function checkPortsAndTargets(resource: RuleResource, context: RuleContext): Outcome {
  if (resource.type !== SERVICE) return checkEndpoints(resource);
  const ports = elements(context.config[PORTS]);
  const listed: Condition = { holds: (port) => ports.length === 0 || ports.includes(port), expected: `one of ${ports.join(", ")}` };
  return [
    ...checkProperty(resource, "spec.externalName", notLocalhost, context),
    ...(ports.length === 0 ? [] : checkProperty(resource, "spec.ports[*].port", listed, context)),
  ];
}

function checkEndpoints({ props }: RuleResource): Outcome {
  const path = ["endpoints", "subsets"].find((list) => !isMissing(props[list]));
  if (path === undefined || !isRecord(props)) return [];
  return [{ path, expected: "endpoints created from a Service's selector" }];
}
