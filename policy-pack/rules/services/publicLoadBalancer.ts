import { checkProperty, is } from "../reading/expect";
import { asUndecided, isListedObject, unlessListed } from "../reading/listed";
import { declaredNamespace, NAMESPACE_PATH, strings } from "../reading/pods";
import { entries, get, isMissing, isUnknown, type Value } from "../reading/values";
import { type CheckResults, NOT_APPLICABLE, type OtherCloud, type Outcome, type RuleContext, type RuleResource } from "../rule";

/** Option that lists the Services that may be public. */
export const PUBLIC_SERVICES = "publicServices";

const INTERNAL = 'metadata.annotations["service.beta.kubernetes.io/azure-load-balancer-internal"]';
const CLASS = "spec.loadBalancerClass";
const CLASS_ADVICE = {
  expected: "no class, or one that assigns no public address",
  fix: "Check which addresses this class assigns. Azure's annotation for internal load balancers has no effect on it.",
  advisory: true,
} as const;

const OR_LIST = "or list the Service, as namespace/name, in publicServices of service-no-public-load-balancer.";

/**
 * Annotations that make a load balancer internal: AWS Load Balancer Controller ("Service annotations") and Kubernetes' own controller for
 * AWS; Google Kubernetes Engine ("Create an internal load balancer"), the second until version 1.17.
 */
const INTERNAL_ELSEWHERE: Readonly<Record<OtherCloud, readonly (readonly [annotation: string, value: string])[]>> = {
  Amazon: [
    ["service.beta.kubernetes.io/aws-load-balancer-scheme", "internal"],
    ["service.beta.kubernetes.io/aws-load-balancer-internal", "true"],
  ],
  Google: [
    ["networking.gke.io/load-balancer-type", "Internal"],
    ["cloud.google.com/load-balancer-type", "Internal"],
  ],
  other: [],
};

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
    if (!isMissing(balancer) && balancer !== "") return [{ path: CLASS, found: balancer, ...CLASS_ADVICE }];
    const otherCloud = cloudOfAnnotations(resource) ?? context.otherCloud;
    return otherCloud === undefined ? internal : elsewhere(resource, otherCloud, internal, context);
  });
  return outcome === NOT_APPLICABLE ? [] : outcome;
}

/** The result in a cluster of another cloud: Azure's annotation has no effect there, and neither is its absence a violation. */
function elsewhere(resource: RuleResource, cloud: OtherCloud, internal: CheckResults, context: RuleContext): CheckResults {
  if (internal.length === 0) return [];
  const annotations = INTERNAL_ELSEWHERE[cloud].map(([annotation, value]) => ({
    results: checkProperty(resource, `metadata.annotations["${annotation}"]`, is(value), context),
    text: `${annotation} to ${value}`,
  }));
  if (annotations.some(({ results }) => results.length === 0)) return [];
  const undecided = annotations.flatMap(({ results }) => results).filter((item) => "unknown" in item);
  if (undecided.length > 0) return undecided;
  const [first] = annotations;
  const fix = `${first === undefined ? "Use the setting of this cloud for internal load balancers" : `Set the annotation ${first.text}`}, ${OR_LIST}`;
  return [{ path: "metadata.annotations", expected: "an internal load balancer, in a cluster outside Azure", fix, advisory: true }];
}

/** Annotations that only one cloud's controller reads. */
function cloudOfAnnotations({ props }: RuleResource): OtherCloud | undefined {
  const keys = entries(get(props, "metadata.annotations")).map(([key]) => key);
  if (keys.some((key) => key.startsWith("service.beta.kubernetes.io/azure-"))) return undefined;
  if (keys.some((key) => key.startsWith("service.beta.kubernetes.io/aws-load-balancer-"))) return "Amazon";
  return keys.some((key) => /^(?:networking\.gke\.io|cloud\.google\.com)\//.test(key)) ? "Google" : undefined;
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
