import { CILIUM_CLUSTERWIDE_NETWORK_POLICY } from "../facts/tokens";
import { isWideRange, isWideWithPrivate } from "../reading/addresses";
import { below } from "../reading/pods";
import { allOf, anyOf, isEmpty, type Match, negate, selectsEverything } from "../reading/selectors";
import { elements, get, isMissing, isUnknown, type Located, locate, toText, UNKNOWN, type Value } from "../reading/values";
import type { CheckResults, Outcome, RuleResource } from "../rule";
import { ciliumSelector } from "./ciliumSelector";
import { DIRECTIONS, type Direction } from "./direction";
import { isNarrow } from "./ports";

/** The two sides that together are every peer: all pods of the cluster, and all addresses outside it. */
export type Side = "cluster" | "world";
const ALL_SIDES: readonly Side[] = ["cluster", "world"];

/** Entities that cover one side or both (Cilium: "Layer 3 policies", entities based). */
const ENTITIES: Readonly<Record<string, readonly Side[]>> = {
  all: ALL_SIDES,
  cluster: ["cluster"],
  world: ["world"],
  "world-ipv4": ["world"],
  "world-ipv6": ["world"],
};

/** A peer that allows a whole side on most ports, or may allow it. */
interface OpenPeer {
  readonly place: Located;
  readonly sides: readonly Side[];
  /** Path of a value that decides it and is not known yet; `undefined` where all values are known. */
  readonly unknownPath: string | undefined;
}

/**
 * No Cilium rule allows all pods or all addresses on most ports.
 *
 * Ports restrict a rule in both directions: a rule for one port without any peers allows the same clients. An `egressDeny` in the
 * same policy excludes addresses outside the cluster as `except` does. Rules for nodes do not apply to pods.
 */
export function checkOpenCiliumRules(resource: RuleResource): Outcome {
  return ["spec", "specs[*]"]
    .flatMap((path) => locate(resource.props, path))
    .filter(({ value }) => isMissing(get(value, "nodeSelector")) || isUnknown(value))
    .flatMap((spec) => DIRECTIONS.flatMap((direction) => checkDirection(resource.type, spec, direction)));
}

function checkDirection(type: string, spec: Located, direction: Direction): CheckResults {
  const denied = { path: `${spec.path}.egressDeny`, value: direction === "Egress" ? get(spec.value, "egressDeny") : undefined };
  const hasDenyRules = negate(isEmpty(denied.value));
  return below(spec, `${direction.toLowerCase()}[*]`).flatMap((rule): CheckResults => {
    if (isUnknown(rule.value)) return [{ unknown: rule.path }];
    return openPeersOf(type, rule, direction)
      .filter(({ sides }) => sides.includes("cluster") || hasDenyRules !== true)
      .map(({ place: { path, value }, sides, unknownPath }) => {
        const unknown = unknownPath ?? (isUnknown(hasDenyRules) && !sides.includes("cluster") ? denied.path : undefined);
        if (unknown !== undefined) return { unknown };
        return { path, found: value, expected: "specific pods, entities or address ranges, or ports" };
      });
  });
}

/** A kind of peer in a Cilium rule. */
interface PeerKind {
  /** The part of the field name after `from` or `to`. */
  readonly kind: string;
  /** The sides that a peer with this value may cover. */
  readonly sides: (value: Value) => readonly Side[];
  /** Whether a peer with this value covers a whole side. */
  readonly coversSide: (value: Value) => Match;
}

function openPeersOf(type: string, rule: Located, direction: Direction): readonly OpenPeer[] {
  const narrow = narrowsByPort(rule.value);
  if (narrow === true) return [];
  const prefix = direction === "Ingress" ? "from" : "to";
  return kindsOf(type, direction).flatMap(({ kind, sides, coversSide }) =>
    below(rule, `${prefix}${kind}[*]`).flatMap((place): readonly OpenPeer[] => {
      const covers = coversSide(place.value);
      if (covers === false) return [];
      const unknownPath = isUnknown(covers) ? place.path : isUnknown(narrow) ? `${rule.path}.toPorts` : undefined;
      return [{ place, sides: sides(place.value), unknownPath }];
    }),
  );
}

function kindsOf(type: string, direction: Direction): readonly PeerKind[] {
  const wide = (cidr: Value): Match => (isUnknown(cidr) ? UNKNOWN : isWide(cidr, direction));
  const entity = (value: Value) => (isUnknown(value) ? ALL_SIDES : (ENTITIES[toText(value)] ?? []));
  const world = () => ["world"] as const;
  return [
    { kind: "Entities", sides: entity, coversSide: (value) => (isUnknown(value) ? UNKNOWN : entity(value).length > 0) },
    { kind: "Endpoints", sides: () => ["cluster"], coversSide: (selector) => selectsCluster(type, selector) },
    { kind: "CIDR", sides: world, coversSide: wide },
    { kind: "CIDRSet", sides: world, coversSide: (set) => allOf([wide(get(set, "cidr")), negate(hasExceptions(set, direction))]) },
  ];
}

function narrowsByPort(rule: Value): Match {
  const [icmps, lists] = [get(rule, "icmps"), get(rule, "toPorts")];
  const ports = elements(lists).map((list) => get(list, "ports"));
  const named = isUnknown(lists) || ports.some(isUnknown) ? UNKNOWN : isNarrow(ports.flatMap(elements));
  return anyOf([negate(isEmpty(icmps)), named]);
}

/**
 * Whether a selector covers the pods of the cluster: every pod of any namespace. An empty selector covers only the policy's own
 * namespace, or every namespace for a clusterwide policy.
 */
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

function hasExceptions(set: Value, direction: Direction): Match {
  return direction === "Egress" ? negate(isEmpty(get(set, "except"))) : false;
}
