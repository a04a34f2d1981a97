import { checkProperty, is } from "../reading/expect";
import { asUndecided, isListedObject, unlessListed } from "../reading/listed";
import { declaredNamespace, NAMESPACE_PATH, strings } from "../reading/pods";
import { get, isMissing, isUnknown, type Value } from "../reading/values";
import { NOT_APPLICABLE, type Outcome, type RuleContext, type RuleResource } from "../rule";

/** Option that lists the Services that may be public. */
export const PUBLIC_SERVICES = "publicServices";

const INTERNAL = 'metadata.annotations["service.beta.kubernetes.io/azure-load-balancer-internal"]';
const CLASS = "spec.loadBalancerClass";
const CLASS_ADVICE = {
  expected: "no class, or one that assigns no public address",
  fix: "Check which addresses this class assigns. Azure's annotation for internal load balancers has no effect on it.",
  advisory: true,
} as const;

/**
 * Compliant: a Service of type LoadBalancer is internal, or is on the allow-list. One with a loadBalancerClass gets its address from
 * that class: cloud providers ignore it (Kubernetes API, ServiceSpec.loadBalancerClass), and its inputs do not show whether the
 * address is public, so it is reported as advisory.
 */
export function checkLoadBalancer(resource: RuleResource, context: RuleContext): Outcome {
  const [type, balancer] = [get(resource.props, "spec.type"), get(resource.props, CLASS)];
  const internal = checkProperty(resource, INTERNAL, is("true"), context);
  if (isUnknown(type)) return internal.length === 0 ? [] : [{ unknown: "spec.type" }];
  if (type !== "LoadBalancer") return [];
  const name = nameOf(resource);
  const outcome = unlessListed(isListedObject(name.namespace, name.name, strings(context, PUBLIC_SERVICES)), name.path, () => {
    if (isUnknown(balancer)) return asUndecided(internal, CLASS);
    return isMissing(balancer) || balancer === "" ? internal : [{ path: CLASS, found: balancer, ...CLASS_ADVICE }];
  });
  return outcome === NOT_APPLICABLE ? [] : outcome;
}

interface Name {
  readonly namespace: Value;
  readonly name: Value;
  /** Path of the part that is not known yet. */
  readonly path: string;
}

function nameOf(resource: RuleResource): Name {
  const [namespace, name] = [declaredNamespace(resource), get(resource.props, "metadata.name") ?? resource.name];
  return { namespace, name, path: isUnknown(namespace) ? NAMESPACE_PATH : "metadata.name" };
}
