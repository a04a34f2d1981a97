import { LIMIT_RANGE, NAMESPACE, RESOURCE_QUOTA } from "../facts/tokens";
import { isListed, unlessExcluded } from "../reading/listed";
import { namespaceNamedBy, namespaceOf, type ResolvedNamespace } from "../reading/namespaces";
import { EXCLUDED_NAMESPACES, strings } from "../reading/pods";
import { allOf, anyOf, type Match } from "../reading/selectors";
import { elements, entries, get, isUnknown, UNKNOWN, type Value } from "../reading/values";
import { type CheckResults, NOT_APPLICABLE, type Outcome, type RuleContext, type RuleResource, type StackView } from "../rule";
import { AZURE_NAMESPACES, NAME_PATH, nameOf } from "./names";

/** Resources of a quota that limit what pods use, or how many there are. */
const POD_RESOURCES: readonly string[] = [
  "pods",
  "count/pods",
  "cpu",
  "memory",
  "requests.cpu",
  "requests.memory",
  "limits.cpu",
  "limits.memory",
];
const POD_LIMIT_TYPES: readonly string[] = ["Container", "Pod"];

/** Each namespace that the stack declares has a ResourceQuota that limits its pods. */
export const checkQuotas = onNamespaces(RESOURCE_QUOTA, limitsPods, "a ResourceQuota with hard limits for pods, CPU or memory");

/** Each namespace that the stack declares has a LimitRange for pods or containers. */
export const checkLimitRanges = onNamespaces(LIMIT_RANGE, limitsContainers, "a LimitRange with limits of type Container or Pod");

/** A Patch changes an object that exists. */
function limitsPods({ props, isPatch }: RuleResource): Match {
  const hard = get(props, "spec.hard");
  if (isPatch || isUnknown(hard)) return isPatch ? true : UNKNOWN;
  return anyOf(entries(hard).map(([key, value]) => POD_RESOURCES.includes(key) && (isUnknown(value) ? UNKNOWN : true)));
}

function limitsContainers({ props, isPatch }: RuleResource): Match {
  const limits = get(props, "spec.limits");
  if (isPatch || isUnknown(limits)) return isPatch ? true : UNKNOWN;
  return anyOf(elements(limits).map((limit) => isOneOf(get(limit, "type"), POD_LIMIT_TYPES)));
}

function isOneOf(value: Value, allowed: readonly string[]): Match {
  return isUnknown(value) ? UNKNOWN : allowed.some((one) => one === value);
}

/** Namespaces of other stacks have their limits there; a NamespacePatch belongs to such a namespace. */
function onNamespaces(kind: string, limits: (resource: RuleResource) => Match, expected: string) {
  return (stack: StackView, context: RuleContext): Outcome => {
    const isExcluded = (resource: RuleResource) => isListed(nameOf(resource), strings(context, EXCLUDED_NAMESPACES), AZURE_NAMESPACES);
    const namespaces = stack.ofType(NAMESPACE).filter((resource) => !resource.isPatch && isExcluded(resource) !== true);
    if (namespaces.length === 0) return NOT_APPLICABLE;
    const limitsOf = limitsByNamespace(stack, kind, limits);
    return namespaces.flatMap((resource) =>
      unlessExcluded(isExcluded(resource), NAME_PATH, resource, (): CheckResults => {
        const limited = limitsOf(resource);
        if (isUnknown(limited)) return [{ unknown: NAME_PATH, resource }];
        const found = get(resource.props, NAME_PATH);
        return limited ? [] : [{ path: NAME_PATH, ...(!isUnknown(found) && { found }), expected, resource }];
      }),
    );
  };
}

/**
 * Whether the objects of a namespace limit its pods. An object in an unknown namespace may be in any, and one in a known namespace may be
 * in one of unknown name.
 */
function limitsByNamespace(stack: StackView, kind: string, limits: (resource: RuleResource) => Match) {
  const known = new Map<ResolvedNamespace, Match>();
  const anywhere: Match[] = [];
  for (const resource of stack.ofType(kind)) {
    const namespace = namespaceOf(stack, resource);
    if (isUnknown(namespace)) anywhere.push(allOf([UNKNOWN, limits(resource)]));
    else known.set(namespace, anyOf([known.get(namespace) ?? false, limits(resource)]));
  }
  const somewhere = anyOf(anywhere);
  const inAny = anyOf([somewhere, ...Array.from(known.values(), (match) => allOf([UNKNOWN, match]))]);
  return (namespace: RuleResource): Match => {
    const limited = known.get(namespaceNamedBy(namespace)) ?? false;
    return anyOf([limited, isUnknown(nameOf(namespace)) ? inAny : somewhere]);
  };
}
