import { allOf, anyOf, type Match, negate } from "../reading/selectors";
import { isUnknown, type Located, UNKNOWN, type Value } from "../reading/values";
import type { CheckResults } from "../rule";
import type { Direction } from "./direction";

/** A peer of a rule that covers all pods of the cluster or all addresses, or may cover them. */
export interface OpenPeer {
  /** What a finding reports. */
  readonly place: Located;
  /** Path of a value that decides it and is not known, or cannot be read; `undefined` where it is decided. */
  readonly unknownPath: string | undefined;
}

/** A rule of a policy in which the first rule that matches a connection decides. */
export interface OrderedRule {
  readonly path: string;
  /** `Allow`, `Deny`, or `Pass` to the next tier; others decide nothing. */
  readonly action: Value;
  /** Peers with which the rule matches most connections. */
  readonly openPeers: readonly OpenPeer[];
  /** Whether the rule matches every connection. */
  readonly matchesAll: Match;
  /**
   * Whether the rule, as a denial, excludes IPv4 addresses for all pods of the policy: on all ports, and for `protocol` if it has one.
   * A denial of IPv6 alone excludes nothing, because AKS gives every pod an IPv4 address.
   */
  readonly excludesAddresses: Match;
  /** The only protocol of the rule, in lower case; `undefined` where it is for several. */
  readonly protocol: Value;
}

/** A rule of which nothing is known. */
export function unknownRule(place: Located): OrderedRule {
  const openPeers = [{ place, unknownPath: place.path }];
  return { path: place.path, action: UNKNOWN, openPeers, matchesAll: UNKNOWN, excludesAddresses: UNKNOWN, protocol: UNKNOWN };
}

/**
 * No rule allows all pods or all addresses on most ports.
 *
 * Ports restrict a rule in both directions, as in Cilium's policies. A denial before the rule excludes addresses from egress as
 * `except` does. `Pass` allows nothing by itself: it makes a policy not isolate.
 */
export function checkOrderedRules(rules: readonly OrderedRule[], direction: Direction): CheckResults {
  return rules.flatMap((rule, index): CheckResults => {
    if (isAction(rule, "Allow") === false) return [];
    const earlier = rules.slice(0, index).map((one) => ({ path: one.path, restricts: restrictsLater(one, rule, direction) }));
    if (earlier.some(({ restricts }) => restricts === true)) return [];
    const undecided = earlier.find(({ restricts }) => isUnknown(restricts))?.path;
    return rule.openPeers.map(({ place, unknownPath }) => {
      const unknown = unknownPath ?? (isUnknown(rule.action) ? `${rule.path}.action` : undecided);
      if (unknown !== undefined) return { unknown };
      return { path: place.path, found: place.value, expected: "specific pods, namespaces or address ranges, or ports" };
    });
  });
}

/**
 * Whether the rules deny what they do not allow.
 *
 * @param byDefault whether connections that no rule matches are denied.
 */
export function deniesByDefault(rules: readonly OrderedRule[], byDefault: Match): Match {
  const end = rules.findIndex((rule) => deniesAll(rule) === true);
  const passes = anyOf((end < 0 ? rules : rules.slice(0, end)).map((rule) => allOf([isAction(rule, "Pass"), isOpen(rule)])));
  return allOf([negate(passes), anyOf([byDefault, ...rules.map(deniesAll)])]);
}

/** Whether a later rule of the policy matches less than it says. */
function restrictsLater(rule: OrderedRule, later: OrderedRule, direction: Direction): Match {
  return anyOf([
    allOf([anyOf([isAction(rule, "Deny"), isAction(rule, "Pass")]), rule.matchesAll]),
    direction === "Egress" ? allOf([isAction(rule, "Deny"), rule.excludesAddresses, hasProtocolOf(rule, later)]) : false,
  ]);
}

function hasProtocolOf({ protocol }: OrderedRule, later: OrderedRule): Match {
  if (protocol === undefined) return true;
  return isUnknown(protocol) || isUnknown(later.protocol) ? UNKNOWN : protocol === later.protocol;
}

function deniesAll(rule: OrderedRule): Match {
  return allOf([isAction(rule, "Deny"), rule.matchesAll]);
}

function isOpen({ openPeers }: OrderedRule): Match {
  if (openPeers.some(({ unknownPath }) => unknownPath === undefined)) return true;
  return openPeers.length > 0 ? UNKNOWN : false;
}

function isAction({ action }: OrderedRule, expected: string): Match {
  return isUnknown(action) ? UNKNOWN : action === expected;
}
