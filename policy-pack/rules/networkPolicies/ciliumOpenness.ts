import { isWideRange, isWideWithPrivate } from "../addresses";
import { below } from "../pods";
import type { Finding, Outcome, RuleResource, Undecided } from "../rule";
import { selectsEverything } from "../selectors";
import { CILIUM_CLUSTERWIDE_NETWORK_POLICY } from "../tokens";
import { elements, get, isMissing, isUnknown, type Located, locate, type Value } from "../values";
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

/** A peer with the halves of everybody that it lets through on most ports. */
interface Opening {
  readonly place: Located;
  readonly sides: readonly Side[];
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

/** What the rules of one direction open together. */
export function openedSides(type: string, rules: Value, direction: Direction): readonly Side[] {
  return elements(rules).flatMap((value) => openingsOf(type, { path: "", value }, direction).flatMap(({ sides }) => sides));
}

function judgeDirection(type: string, spec: Located, direction: Direction): readonly (Finding | Undecided)[] {
  const carved = direction === "Egress" && elements(get(spec.value, "egressDeny")).length > 0;
  return below(spec, `${direction.toLowerCase()}[*]`).flatMap((rule): readonly (Finding | Undecided)[] => {
    if (isUnknown(rule.value)) return [{ unknown: rule.path }];
    return openingsOf(type, rule, direction)
      .filter(({ sides }) => sides.includes("cluster") || (sides.includes("world") && !carved) || sides.length === 0)
      .map(({ place: { path, value } }) =>
        isUnknown(value) ? { unknown: path } : { path, found: value, expected: "named pods, entities or address ranges, or ports" },
      );
  });
}

/** Peers that are not known yet open nothing for certain: they are listed without sides. */
function openingsOf(type: string, rule: Located, direction: Direction): readonly Opening[] {
  if (narrowsByPort(rule.value)) return [];
  const prefix = direction === "Ingress" ? "from" : "to";
  const peers = (kind: string, sidesOf: (value: Value) => readonly Side[]) =>
    below(rule, `${prefix}${kind}[*]`).map((place) => ({ place, sides: isUnknown(place.value) ? [] : sidesOf(place.value) }));
  return [
    ...peers("Entities", (entity) => ENTITIES[String(entity)] ?? []),
    ...peers("Endpoints", (selector) => (selectsCluster(type, selector) ? ["cluster"] : [])),
    ...peers("CIDR", (cidr) => worldIf(isWide(cidr, direction))),
    ...peers("CIDRSet", (set) => worldIf(isWide(get(set, "cidr"), direction) && !isCarved(set, direction))),
  ].filter(({ place, sides }) => sides.length > 0 || isUnknown(place.value));
}

function narrowsByPort(rule: Value): boolean {
  if (isUnknown(get(rule, "toPorts")) || elements(get(rule, "icmps")).length > 0) return true;
  const lists = elements(get(rule, "toPorts"));
  return lists.length > 0 && isNarrow(lists.flatMap((list) => (isUnknown(get(list, "ports")) ? [] : elements(get(list, "ports")))));
}

/** An empty selector is the policy's own namespace, or every one where the policy has none; so is any namespace at all. */
function selectsCluster(type: string, selector: Value): boolean {
  const { namespaces, pods } = ciliumSelector(selector);
  if (selectsEverything(pods) !== true || selectsEverything({ matchLabels: get(namespaces, "matchLabels") }) !== true) return false;
  const expressions = get(namespaces, "matchExpressions");
  if (elements(expressions).length === 0) return type === CILIUM_CLUSTERWIDE_NETWORK_POLICY && !isUnknown(expressions);
  return elements(expressions).every((one) => get(one, "operator") === "Exists");
}

function isWide(cidr: Value, direction: Direction): boolean {
  return direction === "Ingress" ? isWideRange(cidr) : isWideWithPrivate(cidr);
}

function isCarved(set: Value, direction: Direction): boolean {
  return direction === "Egress" && elements(get(set, "except")).length > 0;
}

function worldIf(condition: boolean): readonly Side[] {
  return condition ? ["world"] : [];
}
