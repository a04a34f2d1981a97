import { NAMESPACE, NETWORK_POLICY } from "../facts/tokens";
import { parseImage } from "../reading/images";
import { namespaceOf } from "../reading/namespaces";
import { at, below, POD_TYPES, podOf } from "../reading/pods";
import { allOf, anyOf, isEmpty, type Match, matchesSelector, negate } from "../reading/selectors";
import { elements, get, isMissing, isUnknown, type Located, UNKNOWN, type Value } from "../reading/values";
import { type CheckResults, NOT_APPLICABLE, type Outcome, type RuleResource, type StackView } from "../rule";
import { CONTENT_TYPES, podsIn, type StackPods } from "./contents";

export const TOKEN_CACHE_TYPES: readonly string[] = [NAMESPACE, NETWORK_POLICY, ...CONTENT_TYPES];

/** Setting of the Microsoft Entra auth sidecar that turns on a distributed token cache. */
const CACHE_SETTING = /^tokencache(?:__|:)enabledistributedcache$/i;
/** Last part of the image of a server with Redis' protocol; tools such as redis_exporter are clients. */
const REDIS_IMAGE = /(?:^|\/)(?:redis|redis-stack|redis-stack-server|valkey|keydb)$/;
const REDIS_PORTS: readonly Value[] = [6379, 6380];
const EXPECTED = "the pods with the sidecar, by their labels";

/**
 * Compliant: rules for Redis pods beside a sidecar with a distributed token cache allow pods with such a sidecar, and Redis itself. That
 * a policy selects the pods at all is the subject of NP-02.
 */
export function checkTokenCache(stack: StackView): Outcome {
  const users = usersOf(stack);
  const policies = users.length === 0 ? [] : stack.ofType(NETWORK_POLICY);
  const redis = users.flatMap(({ namespace }) => podsIn(stack, namespace).filter(isRedis));
  if (redis.length === 0) return NOT_APPLICABLE;
  const allowed = new Set([...users, ...redis].map(({ resource }) => resource));
  return policies.flatMap((policy) => checkPolicy(stack, policy, redis, allowed).map((item) => ({ ...item, resource: policy })));
}

function usersOf(stack: StackView): readonly StackPods[] {
  const all = stack.ofType(...POD_TYPES).filter(usesCache);
  return all.flatMap((resource) => podsIn(stack, namespaceOf(stack, resource)).filter((pods) => pods.resource === resource));
}

function usesCache(resource: RuleResource): boolean {
  const variables = podOf(resource).containers.flatMap((container) => below(container, "env[*]"));
  return variables.some(({ value }) => {
    const [name, text] = [get(value, "name"), get(value, "value")];
    return typeof name === "string" && CACHE_SETTING.test(name) && typeof text === "string" && text.trim().toLowerCase() === "true";
  });
}

function isRedis({ resource }: StackPods): boolean {
  const images = podOf(resource).containers.map((container) => at(container, "image").value);
  return images.some((image) => typeof image === "string" && REDIS_IMAGE.test(parseImage(image).repository));
}

function checkPolicy(
  stack: StackView,
  policy: RuleResource,
  redis: readonly StackPods[],
  allowed: ReadonlySet<RuleResource>,
): CheckResults {
  const namespace = namespaceOf(stack, policy);
  const selector = get(policy.props, "spec.podSelector");
  const own = redis.filter((pods) => pods.namespace === namespace);
  const selects = anyOf(own.map(({ labels }) => matchesSelector(selector, labels)));
  if (selects === false) return [];
  return below({ path: "spec", value: policy.props.spec }, "ingress[*]").flatMap((rule): CheckResults => {
    const opens = allOf([selects, opensRedis(get(rule.value, "ports"))]);
    if (isUnknown(rule.value) || isUnknown(opens)) return [{ unknown: rule.path }];
    return opens ? checkPeers(stack, namespace, rule, allowed) : [];
  });
}

function opensRedis(ports: Value): Match {
  if (isUnknown(ports)) return UNKNOWN;
  const matches = elements(ports).map((entry): Match => {
    const port = get(entry, "port");
    return isUnknown(entry) || isUnknown(port) ? UNKNOWN : isMissing(port) || typeof port === "string" || REDIS_PORTS.includes(port);
  });
  return matches.length === 0 || anyOf(matches);
}

function checkPeers(stack: StackView, namespace: StackPods["namespace"], rule: Located, allowed: ReadonlySet<RuleResource>): CheckResults {
  const from = get(rule.value, "from");
  const isOpen = isEmpty(from);
  if (isUnknown(isOpen)) return [{ unknown: `${rule.path}.from` }];
  if (isOpen) return [{ path: rule.path, found: "every client", expected: EXPECTED }];
  const others = podsIn(stack, namespace).filter(({ resource }) => !allowed.has(resource));
  return below(rule, "from[*]").flatMap((peer): CheckResults => {
    const selector = at(peer, "podSelector");
    if (isUnknown(peer.value)) return [{ unknown: peer.path }];
    const isElsewhere = !isMissing(get(peer.value, "ipBlock")) || !isMissing(get(peer.value, "namespaceSelector"));
    const onlyUsers = isElsewhere ? false : negate(anyOf(others.map(({ labels }) => matchesSelector(selector.value, labels))));
    if (onlyUsers === true) return [];
    return isUnknown(onlyUsers) ? [{ unknown: selector.path }] : [{ path: peer.path, found: peer.value, expected: EXPECTED }];
  });
}
