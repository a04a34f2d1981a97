import { NETWORK_POLICY } from "../facts/tokens";
import { isWideRange, isWideWithPrivate } from "../reading/addresses";
import { asUndecided } from "../reading/listed";
import { below } from "../reading/pods";
import { allOf, anyOf, isEmpty, type Match, negate, selectsEverything } from "../reading/selectors";
import { elements, get, isMissing, isRecord, isUnknown, type Located, UNKNOWN, type Value } from "../reading/values";
import type { CheckResults, Outcome, RuleResource } from "../rule";
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
export function allowsEverything(rule: Value, direction: Direction): Match {
  if (isUnknown(rule)) return UNKNOWN;
  if (!isRecord(rule)) return false;
  const peers = get(rule, PEERS[direction]);
  const everybody = anyOf([isEmpty(peers), ...elements(peers).map((peer) => isEverybody(peer, direction))]);
  return allOf([everybody, negate(isNarrow(get(rule, "ports")))]);
}

function judgeRule(rule: Located, direction: Direction): CheckResults {
  if (isUnknown(rule.value)) return [{ unknown: rule.path }];
  const peers = { path: `${rule.path}.${PEERS[direction]}`, value: get(rule.value, PEERS[direction]) };
  const narrow = isNarrow(get(rule.value, "ports"));
  const listed = isEmpty(peers.value) === false;
  if (narrow === true && !listed && !isUnknown(peers.value)) return [];
  if (narrow === true && direction === "Egress") return [];
  const outcome = listed ? below(peers, "[*]").flatMap((peer) => judgePeer(peer, direction)) : judgeNoPeers(rule, peers);
  const hangsOnPorts = isUnknown(narrow) && (direction === "Egress" || !listed);
  return hangsOnPorts ? asUndecided(outcome, `${rule.path}.ports`) : outcome;
}

function judgeNoPeers(rule: Located, peers: Located): CheckResults {
  if (isUnknown(peers.value)) return [{ unknown: peers.path }];
  return [{ path: rule.path, found: "a rule without peers that opens most ports", expected: "peers" }];
}

function judgePeer(peer: Located, direction: Direction): CheckResults {
  if (isUnknown(peer.value)) return [{ unknown: peer.path }];
  const part = isMissing(get(peer.value, "ipBlock")) ? "namespaceSelector" : "ipBlock.cidr";
  // Named pods narrow any namespace selector.
  if (selectsEverything(get(peer.value, "podSelector")) === false) return [];
  const everybody = isEverybody(peer.value, direction);
  if (isUnknown(everybody)) return [{ unknown: `${peer.path}.${unknownPart(peer.value, part)}` }];
  const finding = { path: `${peer.path}.${part}`, found: get(peer.value, part), expected: EXPECTED };
  if (everybody) return [finding];
  return onlyLeavesOut(peer.value) ? [{ ...finding, fix: LEFT_OUT_FIX, advisory: true }] : [];
}

/** Of the parts that say who a peer is, the one that does not say it yet. */
function unknownPart(peer: Value, part: string): string {
  return [part, "ipBlock.except", "podSelector"].find((one) => isUnknown(get(peer, one))) ?? part;
}

const LEFT_OUT_FIX =
  "Name the namespaces that may connect (In): this selector only names some that may not, so every other one is let in, new ones too.";

/** Every pod of every namespace, or every address: for egress, address ranges may be carved out. */
function isEverybody(peer: Value, direction: Direction): Match {
  const block = get(peer, "ipBlock");
  if (isUnknown(block)) return UNKNOWN;
  if (isRecord(block)) return isEveryAddress(block, direction);
  const namespaces = get(peer, "namespaceSelector");
  if (isMissing(namespaces)) return false;
  return allOf([selectsEveryNamespace(namespaces), selectsEverything(get(peer, "podSelector"))]);
}

function isEveryAddress({ cidr, except }: Readonly<Record<string, Value>>, direction: Direction): Match {
  if (isUnknown(cidr)) return UNKNOWN;
  return direction === "Ingress" ? isWideRange(cidr) : allOf([isWideWithPrivate(cidr), isEmpty(except)]);
}

function selectsEveryNamespace(selector: Value): Match {
  if (isUnknown(selector)) return UNKNOWN;
  const expressions = get(selector, "matchExpressions");
  return allOf([
    isUnknown(expressions) ? UNKNOWN : true,
    ...elements(expressions).map((one) => allOf([equals(get(one, "key"), NAMESPACE_NAME), equals(get(one, "operator"), "Exists")])),
    hasNoLabels(selector),
  ]);
}

function equals(value: Value, wanted: string): Match {
  return isUnknown(value) ? UNKNOWN : value === wanted;
}

/** Every namespace but some: legal, yet whoever makes the next namespace is let in without having asked. */
function onlyLeavesOut(peer: Value): boolean {
  const selector = get(peer, "namespaceSelector");
  const expressions = elements(get(selector, "matchExpressions"));
  const leavesOut = expressions.length > 0 && expressions.every((one) => LEAVING_OUT.includes(get(one, "operator")));
  return leavesOut && hasNoLabels(selector) === true && selectsEverything(get(peer, "podSelector")) === true;
}

function hasNoLabels(selector: Value): Match {
  return selectsEverything({ matchLabels: get(selector, "matchLabels") });
}
