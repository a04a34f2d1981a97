import { CALICO_NETWORK_POLICY, CALICO_STORED_NETWORK_POLICY } from "../facts/tokens";
import { isWideRange, isWideWithPrivate } from "../reading/addresses";
import { asUndecided } from "../reading/listed";
import { at, below } from "../reading/pods";
import { allOf, anyOf, isEmpty, type Match, negate } from "../reading/selectors";
import { elements, get, isMissing, isUnknown, type Located, toText, UNKNOWN, type Value } from "../reading/values";
import type { CheckResults, RuleResource } from "../rule";
import { isBlank, matchesEvery } from "./calicoSelector";
import { DIRECTIONS, type Direction } from "./direction";
import { namesOf } from "./namespaceLabels";
import { checkOrderedRules, type OpenPeer, type OrderedRule, unknownRule } from "./orderedRules";
import { isNarrow } from "./ports";
import { hasPorts, protocolName } from "./protocols";
import { includesEveryAddress, isIpv4 } from "./ranges";

const PEERS: Readonly<Record<Direction, string>> = { Ingress: "source", Egress: "destination" };
/** Fields that select an endpoint or an address; ports are read separately. */
const ENDPOINT_FIELDS = ["nets", "notNets", "selector", "notSelector", "namespaceSelector", "serviceAccounts", "services", "domains"];

/** Part of a rule, and whether it excludes (almost) nothing; unknown where that is not known, or this reader cannot tell. */
interface Part {
  readonly path: string;
  readonly excludesNothing: Match;
}

/** Fields that make a policy one for host endpoints only: untracked and pre-DNAT policies (Calico: "GlobalNetworkPolicy"). */
const HOST_FIELDS = ["doNotTrack", "preDNAT"];

/** No rule of a Calico policy for pods allows everything. */
export function checkOpenCalicoRules(policy: RuleResource): CheckResults {
  if (appliesToPods(policy.props.spec) === false) return [];
  const results = DIRECTIONS.flatMap((direction) => checkOrderedRules(calicoRules(policy, direction), direction));
  const undecided = HOST_FIELDS.map((field) => `spec.${field}`).find((path) => isUnknown(get(policy.props, path))) ?? forwarding(policy);
  return undecided === undefined ? results : asUndecided(results, undecided);
}

/** Set for policies that also apply to what a host forwards: they are meant for host endpoints, which their selector may be for. */
function forwarding({ props }: RuleResource): string | undefined {
  const path = "spec.applyOnForward";
  const value = get(props, path);
  return isUnknown(value) || value === true ? path : undefined;
}

export function appliesToPods(spec: Value): Match {
  return negate(anyOf(HOST_FIELDS.map((field) => get(spec, field)).map((on) => (isUnknown(on) ? UNKNOWN : on === true))));
}

export function calicoRules(policy: RuleResource, direction: Direction): readonly OrderedRule[] {
  const spec = { path: "spec", value: policy.props.spec };
  const namespaced = [CALICO_NETWORK_POLICY, CALICO_STORED_NETWORK_POLICY].includes(policy.type);
  return below(spec, `${direction.toLowerCase()}[*]`).map((rule) =>
    isUnknown(rule.value) ? unknownRule(rule) : orderedRule(rule, direction, namespaced),
  );
}

function orderedRule(rule: Located, direction: Direction, namespaced: boolean): OrderedRule {
  const peer = PEERS[direction];
  const own = direction === "Ingress" ? "destination" : "source";
  const traffic = trafficParts(rule);
  const parts = [...peerParts(rule, peer, direction), selectedPart(rule, peer, namespaced), ...traffic, ...ownParts(rule, own)];
  const covers = allOf(parts.map(({ excludesNothing }) => excludesNothing));
  const unknownPath = isUnknown(covers) ? parts.find(({ excludesNothing }) => isUnknown(excludesNothing))?.path : undefined;
  const openPeer: OpenPeer = { place: openPlace(rule, peer), unknownPath };
  return {
    path: rule.path,
    action: get(rule.value, "action"),
    openPeers: covers === false ? [] : [openPeer],
    matchesAll: matchesAll(rule.value, peer, own),
    excludesAddresses: excludesAddresses(rule.value, peer, own),
    protocol: protocolName(get(rule.value, "protocol")),
  };
}

function trafficParts(rule: Located): readonly Part[] {
  const [protocol, ports] = [at(rule, "protocol"), at(rule, "destination.ports")];
  return [
    { path: protocol.path, excludesNothing: hasPorts(protocol.value) },
    { path: ports.path, excludesNothing: negate(isNarrow(portEntries(protocol.value, ports.value))) },
    { path: `${rule.path}.http`, excludesNothing: isAbsent(get(rule.value, "http")) },
    ifPresentUnreadable(rule, "destination.notPorts"),
  ];
}

function peerParts(rule: Located, peer: string, direction: Direction): readonly Part[] {
  const [nets, notNets] = [at(rule, `${peer}.nets`), at(rule, `${peer}.notNets`)];
  const isWide = direction === "Ingress" ? isWideRange : isWideWithPrivate;
  const anyWide = anyOf(elements(nets.value).map((net) => (isUnknown(net) ? UNKNOWN : isWide(net))));
  return [
    { path: nets.path, excludesNothing: anyOf([isEmpty(nets.value), anyWide]) },
    { path: notNets.path, excludesNothing: direction === "Ingress" ? true : isEmpty(notNets.value) },
    ifPresentUnreadable(rule, `${peer}.notSelector`),
    ...["services", "domains"].map((field): Part => {
      const { path, value } = at(rule, `${peer}.${field}`);
      return { path, excludesNothing: isAbsent(value) };
    }),
  ];
}

/** What selects endpoints. Without a namespace selector a namespaced policy selects in its own namespace only. */
function selectedPart(rule: Located, peer: string, namespaced: boolean): Part {
  const field = (name: string) => get(rule.value, `${peer}.${name}`);
  const [namespaces, pods, accounts] = [field("namespaceSelector"), field("selector"), field("serviceAccounts")];
  const selectors: readonly { readonly name: string; readonly excludesNothing: Match }[] = [
    { name: "namespaceSelector", excludesNothing: matchesEvery(namespaces, namesOf(UNKNOWN)) },
    { name: "selector", excludesNothing: matchesEvery(pods, {}) },
    { name: "serviceAccounts", excludesNothing: allOf([isEmpty(get(accounts, "names")), matchesEvery(get(accounts, "selector"), {})]) },
  ];
  const inOwnNamespace = allOf([namespaced, isBlank(namespaces), negate(allOf([isBlank(pods), isAbsent(accounts)]))]);
  const unread = selectors.find(({ excludesNothing }) => isUnknown(excludesNothing));
  return {
    path: `${rule.path}.${peer}.${unread?.name ?? "selector"}`,
    excludesNothing: allOf([negate(inOwnNamespace), ...selectors.map(({ excludesNothing }) => excludesNothing)]),
  };
}

/** The pod's own side of the rule: a restriction to some of the selected pods, which is not evaluated. */
function ownParts(rule: Located, own: string): readonly Part[] {
  return ENDPOINT_FIELDS.map((field) => ifPresentUnreadable(rule, `${own}.${field}`));
}

function ifPresentUnreadable(rule: Located, field: string): Part {
  return { path: `${rule.path}.${field}`, excludesNothing: isAbsent(get(rule.value, field)) === true ? true : UNKNOWN };
}

/** Whether no condition restricts a rule at all. */
function matchesAll(rule: Value, peer: string, own: string): Match {
  const conditions = ["protocol", "notProtocol", "icmp", "notICMP", "http", "ipVersion"];
  const ends = [own, peer].flatMap((end) => [...ENDPOINT_FIELDS, "ports", "notPorts"].map((field) => `${end}.${field}`));
  const nets = `${peer}.nets`;
  return allOf([
    ...[...conditions, ...ends.filter((path) => path !== nets)].map((path) => isAbsent(get(rule, path))),
    anyOf([isEmpty(get(rule, nets)), includesEveryAddress(get(rule, nets))]),
  ]);
}

/** See {@link OrderedRule.excludesAddresses}. A selector of the peer may be one of a network set, which has addresses. */
function excludesAddresses(rule: Value, peer: string, own: string): Match {
  const field = (path: string) => get(rule, path);
  const [version, nets, notNets] = [field("ipVersion"), field(`${peer}.nets`), field(`${peer}.notNets`)];
  const conditions = [
    "icmp",
    "notICMP",
    "http",
    `${peer}.ports`,
    ...[...ENDPOINT_FIELDS, "ports", "notPorts"].map((end) => `${own}.${end}`),
  ];
  const uncertain = [
    "notProtocol",
    `${peer}.notPorts`,
    ...ENDPOINT_FIELDS.filter((end) => !end.endsWith("ets")).map((end) => `${peer}.${end}`),
  ];
  return allOf([
    isUnknown(version) ? UNKNOWN : version !== 6,
    anyOf([isEmpty(nets), ...elements(nets).map(isIpv4)]),
    negate(includesEveryAddress(notNets)),
    ...conditions.map((path) => isAbsent(field(path))),
    ...uncertain.map((path) => (isAbsent(field(path)) === true ? true : UNKNOWN)),
  ]);
}

/** Ports in Calico's form (`443`, `"8080:8090"`, `"metrics"`) in the form of Kubernetes' policies. */
function portEntries(protocol: Value, ports: Value): Value {
  if (isUnknown(ports)) return UNKNOWN;
  return elements(ports).map((port) => {
    const [, first, last] = /^(\d+):(\d+)$/.exec(toText(isUnknown(port) ? "" : port)) ?? [];
    return first === undefined ? { protocol, port } : { protocol, port: Number(first), endPort: Number(last) };
  });
}

function openPlace(rule: Located, peer: string): Located {
  const named = ["namespaceSelector", "selector", "nets"]
    .map((field) => at(rule, `${peer}.${field}`))
    .find(({ value }) => !isMissing(value));
  return named ?? { path: rule.path, value: `a rule without ${peer} that allows most ports` };
}

/** Whether a field is missing or empty. */
function isAbsent(value: Value): Match {
  if (isUnknown(value)) return UNKNOWN;
  return isMissing(value) || value === "" || (typeof value === "object" && Object.keys(value).length === 0);
}
