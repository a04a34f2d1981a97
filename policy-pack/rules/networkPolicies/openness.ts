import { isWideRange, isWideWithPrivate } from "../addresses";
import { below } from "../pods";
import type { Finding, Outcome, RuleResource, Undecided } from "../rule";
import { selectsEverything } from "../selectors";
import { NETWORK_POLICY } from "../tokens";
import { elements, get, isMissing, isRecord, isUnknown, type Located, type Value } from "../values";
import { noOpenCiliumRules } from "./ciliumOpenness";
import type { Direction } from "./direction";
import { isNarrow } from "./ports";

const PEERS: Readonly<Record<Direction, string>> = { Ingress: "from", Egress: "to" };
/** Kubernetes gives this label to every namespace, so that it exists says nothing. */
const NAMESPACE_NAME = "kubernetes.io/metadata.name";
const LEAVING_OUT: readonly Value[] = ["NotIn", "DoesNotExist"];
const EXPECTED = "named namespaces, pods or address ranges";

/**
 * No rule lets everything through.
 *
 * A rule without peers that names its ports passes: it is how webhooks, which the API server calls from no fixed address, and
 * gateways open exactly one port. A peer that stands for everybody is refused for ingress whatever the ports, and for egress
 * where no port narrows it: DNS to every namespace is usual, and egress to the internet on a port is NP-04's to judge.
 */
export function noOpenRules(resource: RuleResource): Outcome {
  if (resource.type !== NETWORK_POLICY) return noOpenCiliumRules(resource);
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
    return isNarrow(ports) ? [] : [{ path: rule.path, found: "a rule without peers that opens most ports", expected: "peers" }];
  }
  if (direction === "Egress" && isNarrow(ports)) return [];
  return below(peers, "[*]").flatMap((peer) => judgePeer(peer, direction));
}

function judgePeer(peer: Located, direction: Direction): readonly (Finding | Undecided)[] {
  if (isUnknown(peer.value)) return [{ unknown: peer.path }];
  const part = isMissing(get(peer.value, "ipBlock")) ? "namespaceSelector" : "ipBlock.cidr";
  // Named pods narrow any namespace selector.
  if (selectsEverything(get(peer.value, "podSelector")) === false) return [];
  if (isUnknown(get(peer.value, part))) return [{ unknown: `${peer.path}.${part}` }];
  const finding = { path: `${peer.path}.${part}`, found: get(peer.value, part), expected: EXPECTED };
  if (isEverybody(peer.value, direction)) return [finding];
  return onlyLeavesOut(peer.value) ? [{ ...finding, fix: LEFT_OUT_FIX, advisory: true }] : [];
}

const LEFT_OUT_FIX =
  "Name the namespaces that may connect (In): this selector only names some that may not, so every other one is let in, new ones too.";

/** Every pod of every namespace, or every address: for egress, address ranges may be carved out. */
function isEverybody(peer: Value, direction: Direction): boolean {
  const block = get(peer, "ipBlock");
  if (isRecord(block)) {
    if (direction === "Ingress") return isWideRange(block.cidr);
    return isWideWithPrivate(block.cidr) && elements(block.except).length === 0;
  }
  const namespaces = get(peer, "namespaceSelector");
  if (isMissing(namespaces) || isUnknown(namespaces)) return false;
  return selectsEveryNamespace(namespaces) && selectsEverything(get(peer, "podSelector")) === true;
}

function selectsEveryNamespace(selector: Value): boolean {
  const telling = elements(get(selector, "matchExpressions")).filter(
    (one) => get(one, "key") !== NAMESPACE_NAME || get(one, "operator") !== "Exists",
  );
  return !isUnknown(get(selector, "matchExpressions")) && telling.length === 0 && hasNoLabels(selector);
}

/** Every namespace but some: legal, yet whoever makes the next namespace is let in without having asked. */
function onlyLeavesOut(peer: Value): boolean {
  const selector = get(peer, "namespaceSelector");
  const expressions = elements(get(selector, "matchExpressions"));
  const leavesOut = expressions.length > 0 && expressions.every((one) => LEAVING_OUT.includes(get(one, "operator")));
  return leavesOut && hasNoLabels(selector) && selectsEverything(get(peer, "podSelector")) === true;
}

function hasNoLabels(selector: Value): boolean {
  return selectsEverything({ matchLabels: get(selector, "matchLabels") }) === true;
}
