import { is, judge } from "../expect";
import { strings } from "../pods";
import type { Outcome, RuleContext, RuleResource } from "../rule";
import { get, isUnknown } from "../values";

/** Option that lists the Services that may be public. */
export const PUBLIC_SERVICES = "publicServices";

const INTERNAL = 'metadata.annotations["service.beta.kubernetes.io/azure-load-balancer-internal"]';

/** A Service of type LoadBalancer asks for an internal address, unless it is on the allow-list. */
export function internalLoadBalancer(resource: RuleResource, context: RuleContext): Outcome {
  const type = get(resource.props, "spec.type");
  const internal = judge(resource, INTERNAL, is("true"), context);
  if (isUnknown(type)) return internal.length === 0 ? [] : [{ unknown: "spec.type" }];
  if (type !== "LoadBalancer" || strings(context, PUBLIC_SERVICES).includes(fullName(resource))) return [];
  return internal;
}

function fullName({ name, props }: RuleResource): string {
  return `${String(get(props, "metadata.namespace") ?? "default")}/${String(get(props, "metadata.name") ?? name)}`;
}
