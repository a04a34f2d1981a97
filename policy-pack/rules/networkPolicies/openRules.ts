import { NETWORK_POLICY } from "../facts/tokens";
import { isWideRange, isWideWithPrivate } from "../reading/addresses";
import { asUndecided } from "../reading/listed";
import { below } from "../reading/pods";
import { allOf, isEmpty, type Match, selectsEverything } from "../reading/selectors";
import { elements, get, isMissing, isRecord, isUnknown, type Located, UNKNOWN, type Value } from "../reading/values";
import type { CheckResults, Outcome, RuleResource } from "../rule";
import { checkOpenCalicoRules } from "./calicoRules";
import { checkOpenCiliumRules } from "./ciliumOpenRules";
import { checkOpenClusterRules } from "./clusterRules";
import type { Direction } from "./direction";
import { hasNoLabels, selectsEveryNamespace } from "./namespaceLabels";
import { CALICO_POLICIES, CLUSTER_POLICIES } from "./policyKinds";
import { isNarrow } from "./ports";

const PEERS: Readonly<Record<Direction, string>> = { Ingress: "from", Egress: "to" };
const EXCLUDING_OPERATORS: readonly Value[] = ["NotIn", "DoesNotExist"];
const EXPECTED = "specific namespaces, pods or address ranges";

/**
 * No rule allows everything.
 *
 * A rule without peers that names its ports passes: webhooks, which the API server calls from no fixed address, and gateways open
 * exactly one port this way. A peer that matches every pod or address is a violation for ingress whatever the ports, and for
 * egress unless ports restrict it: DNS to every namespace is usual, and NP-04 covers egress to the internet on a port.
 */
export function checkOpenRules(resource: RuleResource): Outcome {
  if (CALICO_POLICIES.includes(resource.type)) return checkOpenCalicoRules(resource);
  if (CLUSTER_POLICIES.includes(resource.type)) return checkOpenClusterRules(resource);
  if (resource.type !== NETWORK_POLICY) return checkOpenCiliumRules(resource);
  const spec = { path: "spec", value: resource.props.spec };
  const ingress = below(spec, "ingress[*]").flatMap((rule) => checkRule(rule, "Ingress"));
  return [...ingress, ...below(spec, "egress[*]").flatMap((rule) => checkRule(rule, "Egress"))];
}

function checkRule(rule: Located, direction: Direction): CheckResults {
  if (isUnknown(rule.value)) return [{ unknown: rule.path }];
  const peers = { path: `${rule.path}.${PEERS[direction]}`, value: get(rule.value, PEERS[direction]) };
  const narrow = isNarrow(get(rule.value, "ports"));
  const listed = isEmpty(peers.value) === false;
  if (narrow === true && !listed && !isUnknown(peers.value)) return [];
  if (narrow === true && direction === "Egress") return [];
  const outcome = listed ? below(peers, "[*]").flatMap((peer) => checkPeer(peer, direction)) : checkMissingPeers(rule, peers);
  const dependsOnPorts = isUnknown(narrow) && (direction === "Egress" || !listed);
  return dependsOnPorts ? asUndecided(outcome, `${rule.path}.ports`) : outcome;
}

function checkMissingPeers(rule: Located, peers: Located): CheckResults {
  if (isUnknown(peers.value)) return [{ unknown: peers.path }];
  return [{ path: rule.path, found: "a rule without peers that allows most ports", expected: "peers" }];
}

function checkPeer(peer: Located, direction: Direction): CheckResults {
  if (isUnknown(peer.value)) return [{ unknown: peer.path }];
  const part = isMissing(get(peer.value, "ipBlock")) ? "namespaceSelector" : "ipBlock.cidr";
  // A pod selector restricts any namespace selector.
  if (selectsEverything(get(peer.value, "podSelector")) === false) return [];
  const allPeers = matchesAllPeers(peer.value, direction);
  if (isUnknown(allPeers)) return [{ unknown: `${peer.path}.${unknownPart(peer.value, part)}` }];
  const finding = { path: `${peer.path}.${part}`, found: get(peer.value, part), expected: EXPECTED };
  if (allPeers) return [finding];
  return onlyExcludesNamespaces(peer.value) ? [{ ...finding, fix: EXCLUSION_FIX, advisory: true }] : [];
}

/** The part of a peer whose value is not known yet. */
function unknownPart(peer: Value, part: string): string {
  return [part, "ipBlock.except", "podSelector"].find((one) => isUnknown(get(peer, one))) ?? part;
}

const EXCLUSION_FIX =
  "List the namespaces that may connect (operator In). This selector only excludes some: every other one is allowed, including new ones.";

/** Every pod of every namespace, or every address; an egress block with `except` does not count as every address. */
function matchesAllPeers(peer: Value, direction: Direction): Match {
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

/** Every namespace except some: valid, but each new namespace is allowed without a change to the policy. */
function onlyExcludesNamespaces(peer: Value): boolean {
  const selector = get(peer, "namespaceSelector");
  const expressions = elements(get(selector, "matchExpressions"));
  const onlyExcludes = expressions.length > 0 && expressions.every((one) => EXCLUDING_OPERATORS.includes(get(one, "operator")));
  return onlyExcludes && hasNoLabels(selector) === true && selectsEverything(get(peer, "podSelector")) === true;
}
