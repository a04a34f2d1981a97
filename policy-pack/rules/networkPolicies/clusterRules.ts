import { isWideWithPrivate } from "../reading/addresses";
import { at, below } from "../reading/pods";
import { allOf, anyOf, isEmpty, type Match, selectsEverything } from "../reading/selectors";
import { elements, entries, get, isMissing, isUnknown, type Located, UNKNOWN, type Value } from "../reading/values";
import type { CheckResults, RuleResource } from "../rule";
import { DIRECTIONS, type Direction } from "./direction";
import { selectsEveryNamespace } from "./namespaceLabels";
import { checkOrderedRules, type OpenPeer, type OrderedRule, unknownRule } from "./orderedRules";
import { isNarrow } from "./ports";
import { includesEveryAddress, isIpv4 } from "./ranges";

const PEERS: Readonly<Record<Direction, string>> = { Ingress: "from", Egress: "to" };

/** Kinds of peer that can cover all pods or all addresses; nodes and domain names cannot. */
const OPEN_KINDS: Readonly<Record<string, (value: Value) => Match>> = {
  namespaces: (selector) => selectsEveryNamespace(selector),
  pods: selectsEveryPod,
  networks: (ranges) => anyOf(elements(ranges).map((range) => (isUnknown(range) ? UNKNOWN : isWideWithPrivate(range)))),
};

/** No rule of a cluster-wide policy of the Kubernetes policy API allows everything. */
export function checkOpenClusterRules(policy: RuleResource): CheckResults {
  return DIRECTIONS.flatMap((direction) => checkOrderedRules(clusterRules(policy, direction), direction));
}

/** The rules of a ClusterNetworkPolicy, and of the two kinds before it, whose fields have other names (`Allow`, `ports`). */
export function clusterRules(policy: RuleResource, direction: Direction): readonly OrderedRule[] {
  const spec = { path: "spec", value: policy.props.spec };
  return below(spec, `${direction.toLowerCase()}[*]`).map((rule) =>
    isUnknown(rule.value) ? unknownRule(rule) : orderedRule(rule, direction),
  );
}

function orderedRule(rule: Located, direction: Direction): OrderedRule {
  const action = get(rule.value, "action");
  const ports = ["ports", "protocols"].map((field) => at(rule, field)).find(({ value }) => !isMissing(value));
  const onPorts = isNarrow(isUnknown(ports?.value) ? UNKNOWN : elements(ports?.value).map(portEntry));
  const peers = at(rule, PEERS[direction]);
  return {
    path: rule.path,
    action: action === "Accept" ? "Allow" : action,
    openPeers: onPorts === true ? [] : openPeers(peers, isUnknown(onPorts) ? ports?.path : undefined),
    matchesAll: allOf([
      isEmpty(ports?.value),
      direction === "Egress"
        ? includesEveryAddress(networksOf(peers.value))
        : isUnknown(peers.value)
          ? UNKNOWN
          : anyOf(elements(peers.value).map(coversEveryPod)),
    ]),
    excludesAddresses: allOf([isEmpty(ports?.value), anyOf(networksOf(peers.value).map(isIpv4))]),
    protocol: undefined,
  };
}

function openPeers(peers: Located, unknownPorts: string | undefined): readonly OpenPeer[] {
  return below(peers, "[*]").flatMap((peer): readonly OpenPeer[] => {
    if (isUnknown(peer.value)) return [{ place: peer, unknownPath: peer.path }];
    return Object.entries(OPEN_KINDS).flatMap(([kind, isOpen]): readonly OpenPeer[] => {
      const place = at(peer, kind);
      if (isMissing(place.value)) return [];
      const open = isUnknown(place.value) ? UNKNOWN : isOpen(place.value);
      return open === false ? [] : [{ place, unknownPath: isUnknown(open) ? place.path : unknownPorts }];
    });
  });
}

/**
 * The ranges of all peers. For egress every address is everything that the API can name, which includes the pods' (network-policy-api,
 * ClusterNetworkPolicyEgressPeer).
 */
function networksOf(peers: Value): readonly Value[] {
  if (isUnknown(peers)) return [UNKNOWN];
  return elements(peers).flatMap((peer) => {
    const networks = get(peer, "networks");
    return isUnknown(networks) ? [UNKNOWN] : elements(networks);
  });
}

/** Whether a peer of ingress is everything that the API can name, which has no ranges there. */
function coversEveryPod(peer: Value): Match {
  if (isUnknown(peer)) return UNKNOWN;
  const [namespaces, pods] = [get(peer, "namespaces"), get(peer, "pods")];
  return anyOf([isMissing(namespaces) ? false : selectsEveryNamespace(namespaces), isMissing(pods) ? false : selectsEveryPod(pods)]);
}

function selectsEveryPod(pods: Value): Match {
  if (isUnknown(pods)) return UNKNOWN;
  return allOf([selectsEveryNamespace(get(pods, "namespaceSelector")), selectsEverything(get(pods, "podSelector"))]);
}

/** `{ tcp: { destinationPort: { number | range } } }` or `{ portNumber | portRange | namedPort }`, as in a NetworkPolicy. */
function portEntry(entry: Value): Value {
  const [[kind, value] = ["", undefined]] = entries(entry);
  if (isUnknown(entry) || isUnknown(value)) return UNKNOWN;
  if (kind === "destinationNamedPort" || kind === "namedPort") return { protocol: "named", port: value };
  const port = get(value, "destinationPort") ?? value;
  const protocol = get(value, "protocol") ?? (kind.startsWith("port") ? "TCP" : kind);
  const range = get(port, "range") ?? port;
  const [first, last] = [get(range, "start"), get(range, "end")];
  return isMissing(first) ? { protocol, port: get(port, "number") ?? get(port, "port") } : { protocol, port: first, endPort: last };
}
