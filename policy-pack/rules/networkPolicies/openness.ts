import { below } from "../pods";
import type { Finding, Outcome, RuleResource, Undecided } from "../rule";
import { selectsEverything } from "../selectors";
import { elements, get, isMissing, isRecord, isUnknown, type Located, type Value } from "../values";
import type { Direction } from "./direction";

const PEERS: Readonly<Record<Direction, string>> = { Ingress: "from", Egress: "to" };
const ALL_ADDRESSES = /^(?:\d+\.\d+\.\d+\.\d+|[0-9a-f:]+)\/0$/i;

/**
 * No rule lets everything through.
 *
 * A rule without peers that names its ports passes: it is how webhooks, which the API server calls from no fixed address, and
 * gateways open exactly one port. A peer that stands for everybody is refused for ingress whatever the ports, and for egress
 * where no port narrows it: DNS to every namespace is usual, and egress to the internet on a port is NP-04's to judge.
 */
export function noOpenRules(resource: RuleResource): Outcome {
  const spec = { path: "spec", value: resource.props.spec };
  const ingress = below(spec, "ingress[*]").flatMap((rule) => judgeRule(rule, "Ingress"));
  return [...ingress, ...below(spec, "egress[*]").flatMap((rule) => judgeRule(rule, "Egress"))];
}

/** Whether a rule has neither peers nor ports, or peers that leave nobody and ports that leave nothing out. */
export function allowsEverything(rule: Value, direction: Direction): boolean {
  if (!isRecord(rule)) return false;
  const peers = get(rule, PEERS[direction]);
  const open = !isUnknown(peers) && (elements(peers).length === 0 || elements(peers).some((peer) => isEverybody(peer, direction)));
  return open && !isNarrow(get(rule, "ports"));
}

function judgeRule(rule: Located, direction: Direction): readonly (Finding | Undecided)[] {
  if (isUnknown(rule.value)) return [{ unknown: rule.path }];
  const peers = { path: `${rule.path}.${PEERS[direction]}`, value: get(rule.value, PEERS[direction]) };
  const ports = get(rule.value, "ports");
  if (isUnknown(peers.value)) return [{ unknown: peers.path }];
  if (elements(peers.value).length === 0) {
    return isNarrow(ports) ? [] : [{ path: rule.path, found: "a rule without peers and ports", expected: "peers" }];
  }
  if (direction === "Egress" && isNarrow(ports)) return [];
  return below(peers, "[*]").flatMap((peer) => judgePeer(peer, direction));
}

function judgePeer(peer: Located, direction: Direction): readonly (Finding | Undecided)[] {
  if (isUnknown(peer.value)) return [{ unknown: peer.path }];
  if (!isEverybody(peer.value, direction)) return [];
  const part = isMissing(get(peer.value, "ipBlock")) ? "namespaceSelector" : "ipBlock.cidr";
  return [{ path: `${peer.path}.${part}`, found: get(peer.value, part), expected: "named namespaces, pods or address ranges" }];
}

/** Every pod of every namespace, or every address: for egress, address ranges may be carved out. */
function isEverybody(peer: Value, direction: Direction): boolean {
  const [block, namespaces, pods] = [get(peer, "ipBlock"), get(peer, "namespaceSelector"), get(peer, "podSelector")];
  if (isRecord(block)) {
    const carved = direction === "Egress" && elements(block.except).length > 0;
    return ALL_ADDRESSES.test(String(block.cidr)) && !carved;
  }
  if (isMissing(namespaces) || isUnknown(namespaces)) return false;
  return selectsEverything(namespaces) === true && selectsEverything(pods) === true;
}

/** Ports narrow a rule where each of them is one port, or less than the whole range. */
function isNarrow(ports: Value): boolean {
  if (isUnknown(ports)) return true;
  return (
    elements(ports).length > 0 && elements(ports).every((port) => isUnknown(port) || (!isMissing(get(port, "port")) && !isWholeRange(port)))
  );
}

function isWholeRange(port: Value): boolean {
  return Number(get(port, "port")) <= 1 && Number(get(port, "endPort")) >= 65_535;
}
