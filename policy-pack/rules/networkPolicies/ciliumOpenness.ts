import { CILIUM_CLUSTERWIDE_NETWORK_POLICY } from "../facts/tokens";
import { isWideRange, isWideWithPrivate } from "../reading/addresses";
import { below } from "../reading/pods";
import { allOf, anyOf, isEmpty, type Match, negate, selectsEverything } from "../reading/selectors";
import { elements, get, isMissing, isUnknown, type Located, locate, UNKNOWN, type Value } from "../reading/values";
import type { CheckResults, Outcome, RuleResource } from "../rule";
import { ciliumSelector } from "./ciliumSelector";
import { DIRECTIONS, type Direction } from "./direction";
import { isNarrow } from "./ports";

/** The two halves of everybody: all pods, and all addresses outside the cluster. */
export type Side = "cluster" | "world";
const EVERYBODY: readonly Side[] = ["cluster", "world"];

/** Entities that stand for everybody or half of it (Cilium: "Layer 3 policies", entities based). */
const ENTITIES: Readonly<Record<string, readonly Side[]>> = {
  all: EVERYBODY,
  cluster: ["cluster"],
  world: ["world"],
  "world-ipv4": ["world"],
  "world-ipv6": ["world"],
};

/** A peer with the halves of everybody that it lets through on most ports, or may let through. */
interface Opening {
  readonly place: Located;
  readonly sides: readonly Side[];
  /** Path of the value it hangs on, while that is not known. */
  readonly hangsOn: string | undefined;
}

/**
 * No Cilium rule lets all pods or all addresses through on most ports.
 *
 * Ports narrow a rule in both directions: a rule for one port without any peers admits the same callers. An `egressDeny` beside
 * it carves out of the outside world as `except` does. Rules about nodes are no rules about pods.
 */
export function noOpenCiliumRules(resource: RuleResource): Outcome {
  return ["spec", "specs[*]"]
    .flatMap((path) => locate(resource.props, path))
    .filter(({ value }) => isMissing(get(value, "nodeSelector")) || isUnknown(value))
    .flatMap((spec) => DIRECTIONS.flatMap((direction) => judgeDirection(resource.type, spec, direction)));
}

/** Whether the rules of one direction together open both halves. */
export function opensBothSides(type: string, rules: Value, direction: Direction): Match {
  if (isUnknown(rules) || elements(rules).some(isUnknown)) return UNKNOWN;
  const openings = elements(rules).flatMap((value) => openingsOf(type, { path: "", value }, direction));
  const opens = (some: readonly Opening[]) => EVERYBODY.every((side) => some.some(({ sides }) => sides.includes(side)));
  if (!opens(openings)) return false;
  return opens(openings.filter(({ hangsOn }) => hangsOn === undefined)) ? true : UNKNOWN;
}

function judgeDirection(type: string, spec: Located, direction: Direction): CheckResults {
  const denied = { path: `${spec.path}.egressDeny`, value: direction === "Egress" ? get(spec.value, "egressDeny") : undefined };
  const carved = negate(isEmpty(denied.value));
  return below(spec, `${direction.toLowerCase()}[*]`).flatMap((rule): CheckResults => {
    if (isUnknown(rule.value)) return [{ unknown: rule.path }];
    return openingsOf(type, rule, direction)
      .filter(({ sides }) => sides.includes("cluster") || carved !== true)
      .map(({ place: { path, value }, sides, hangsOn }) => {
        const unknown = hangsOn ?? (isUnknown(carved) && !sides.includes("cluster") ? denied.path : undefined);
        if (unknown !== undefined) return { unknown };
        return { path, found: value, expected: "named pods, entities or address ranges, or ports" };
      });
  });
}

/** What a kind of peer may open, and whether one of them does. */
interface PeerKind {
  readonly kind: string;
  readonly sides: (value: Value) => readonly Side[];
  readonly opens: (value: Value) => Match;
}

function openingsOf(type: string, rule: Located, direction: Direction): readonly Opening[] {
  const narrow = narrowsByPort(rule.value);
  if (narrow === true) return [];
  const prefix = direction === "Ingress" ? "from" : "to";
  return kindsOf(type, direction).flatMap(({ kind, sides, opens }) =>
    below(rule, `${prefix}${kind}[*]`).flatMap((place): readonly Opening[] => {
      const open = opens(place.value);
      if (open === false) return [];
      const hangsOn = isUnknown(open) ? place.path : isUnknown(narrow) ? `${rule.path}.toPorts` : undefined;
      return [{ place, sides: sides(place.value), hangsOn }];
    }),
  );
}

function kindsOf(type: string, direction: Direction): readonly PeerKind[] {
  const wide = (cidr: Value): Match => (isUnknown(cidr) ? UNKNOWN : isWide(cidr, direction));
  const entity = (value: Value) => (isUnknown(value) ? EVERYBODY : (ENTITIES[String(value)] ?? []));
  const world = () => ["world"] as const;
  return [
    { kind: "Entities", sides: entity, opens: (value) => (isUnknown(value) ? UNKNOWN : entity(value).length > 0) },
    { kind: "Endpoints", sides: () => ["cluster"], opens: (selector) => selectsCluster(type, selector) },
    { kind: "CIDR", sides: world, opens: wide },
    { kind: "CIDRSet", sides: world, opens: (set) => allOf([wide(get(set, "cidr")), negate(isCarved(set, direction))]) },
  ];
}

function narrowsByPort(rule: Value): Match {
  const [icmps, lists] = [get(rule, "icmps"), get(rule, "toPorts")];
  const ports = elements(lists).map((list) => get(list, "ports"));
  const named = isUnknown(lists) || ports.some(isUnknown) ? UNKNOWN : isNarrow(ports.flatMap(elements));
  return anyOf([negate(isEmpty(icmps)), named]);
}

/** An empty selector is the policy's own namespace, or every one where the policy has none; so is any namespace at all. */
function selectsCluster(type: string, selector: Value): Match {
  if (isUnknown(selector)) return UNKNOWN;
  const { namespaces, pods } = ciliumSelector(selector);
  return allOf([
    selectsEverything(pods),
    selectsEverything({ matchLabels: get(namespaces, "matchLabels") }),
    selectsAnyNamespace(type, get(namespaces, "matchExpressions")),
  ]);
}

function selectsAnyNamespace(type: string, expressions: Value): Match {
  if (isUnknown(expressions)) return UNKNOWN;
  if (elements(expressions).length === 0) return type === CILIUM_CLUSTERWIDE_NETWORK_POLICY;
  const operators = elements(expressions).map((one) => get(one, "operator"));
  return allOf(operators.map((operator) => (isUnknown(operator) ? UNKNOWN : operator === "Exists")));
}

function isWide(cidr: Value, direction: Direction): boolean {
  return direction === "Ingress" ? isWideRange(cidr) : isWideWithPrivate(cidr);
}

function isCarved(set: Value, direction: Direction): Match {
  return direction === "Egress" ? negate(isEmpty(get(set, "except"))) : false;
}
