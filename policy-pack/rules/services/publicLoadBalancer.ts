import { checkProperty, is } from "../reading/expect";
import { asUndecided, isListedObject, unlessListed } from "../reading/listed";
import { NAMESPACE_PATH, strings, writtenNamespace } from "../reading/pods";
import { get, isMissing, isUnknown, type Value } from "../reading/values";
import { NOT_APPLICABLE, type Outcome, type RuleContext, type RuleResource } from "../rule";

/** Option that lists the Services that may be public. */
export const PUBLIC_SERVICES = "publicServices";

const INTERNAL = 'metadata.annotations["service.beta.kubernetes.io/azure-load-balancer-internal"]';
const CLASS = "spec.loadBalancerClass";
const UNTOLD = {
  expected: "no class, or one that gives no public address",
  fix: "See what addresses this class gives. Azure's annotation for internal load balancers has no effect on it.",
  advisory: true,
} as const;

/**
 * A Service of type LoadBalancer asks for an internal address, unless it is on the allow-list. One with a class of its own gets
 * its address from that class: cloud providers leave it alone (Kubernetes API, ServiceSpec.loadBalancerClass), and whether the
 * address is public does not show here, so it is only told.
 */
export function internalLoadBalancer(resource: RuleResource, context: RuleContext): Outcome {
  const [type, balancer] = [get(resource.props, "spec.type"), get(resource.props, CLASS)];
  const internal = checkProperty(resource, INTERNAL, is("true"), context);
  if (isUnknown(type)) return internal.length === 0 ? [] : [{ unknown: "spec.type" }];
  if (type !== "LoadBalancer") return [];
  const name = nameOf(resource);
  const outcome = unlessListed(isListedObject(name.namespace, name.name, strings(context, PUBLIC_SERVICES)), name.path, () => {
    if (isUnknown(balancer)) return asUndecided(internal, CLASS);
    return isMissing(balancer) || balancer === "" ? internal : [{ path: CLASS, found: balancer, ...UNTOLD }];
  });
  return outcome === NOT_APPLICABLE ? [] : outcome;
}

interface Name {
  readonly namespace: Value;
  readonly name: Value;
  /** Where the part stands that is not known yet. */
  readonly path: string;
}

function nameOf(resource: RuleResource): Name {
  const [namespace, name] = [writtenNamespace(resource), get(resource.props, "metadata.name") ?? resource.name];
  return { namespace, name, path: isUnknown(namespace) ? NAMESPACE_PATH : "metadata.name" };
}
