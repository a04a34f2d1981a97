import { SERVICE } from "../facts/tokens";
import { type Condition, checkProperty } from "../reading/expect";
import { elements, isMissing, isRecord } from "../reading/values";
import type { Outcome, RuleContext, RuleResource } from "../rule";

/** Option that lists the ports Services may offer. */
export const PORTS = "ports";

const notLocalhost: Condition = {
  holds: (value) => typeof value !== "string" || !/^(?:(?:.*\.)?localhost|127(?:\.\d{1,3}){3})\.?$/i.test(value),
  expected: "a name outside the cluster",
};

/** A Service offers listed ports only and names no localhost; nobody writes its endpoints by hand. */
export function allowedPortsAndTargets(resource: RuleResource, context: RuleContext): Outcome {
  if (resource.type !== SERVICE) return handMade(resource);
  const ports = elements(context.config[PORTS]);
  const listed: Condition = { holds: (port) => ports.length === 0 || ports.includes(port), expected: `one of ${ports.join(", ")}` };
  return [
    ...checkProperty(resource, "spec.externalName", notLocalhost, context),
    ...(ports.length === 0 ? [] : checkProperty(resource, "spec.ports[*].port", listed, context)),
  ];
}

function handMade({ props }: RuleResource): Outcome {
  const path = ["endpoints", "subsets"].find((list) => !isMissing(props[list]));
  if (path === undefined || !isRecord(props)) return [];
  return [{ path, expected: "endpoints made by a Service's selector" }];
}
