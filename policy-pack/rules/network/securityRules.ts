import { SECURITY_RULE } from "../facts/tokens";
import { isWideRange } from "../reading/addresses";
import { sameText } from "../reading/arm";
import { allOf, anyOf, type Match } from "../reading/selectors";
import { get, isMissing, isUnknown, type Located, locate, toText, UNKNOWN, type Value } from "../reading/values";
import type { RuleResource } from "../rule";

/** Ports by transport protocol. */
export type Ports = Readonly<Record<"tcp" | "udp", readonly number[]>>;

/** The rules of a network security group, or the single rule of a SecurityRule resource (with an empty path). */
export function securityRulesOf({ type, props }: RuleResource): readonly Located[] {
  return type === SECURITY_RULE ? [{ path: "", value: props }] : locate(props, "securityRules[*]");
}

export function joinPath(path: string, key: string): string {
  return path === "" ? key : `${path}.${key}`;
}

/** Every value of a property that has a singular and a plural form: `sourceAddressPrefix`, `sourceAddressPrefixes`. */
export function bothForms({ path, value }: Located, singular: string, plural: string): readonly Located[] {
  const all = [{ path: singular, value: get(value, singular) }, ...locate(value, `${plural}[*]`)];
  return all.filter((one) => !isMissing(one.value) && one.value !== "").map((one) => ({ ...one, path: joinPath(path, one.path) }));
}

/** Every source address prefix of a rule. */
export function sourcesOfRule(rule: Located): readonly Located[] {
  return bothForms(rule, "sourceAddressPrefix", "sourceAddressPrefixes");
}

/** Whether the rule allows inbound traffic; `undefined` where that is not known yet. */
export function allowsInbound(rule: Located): boolean | undefined {
  return allows(rule, "Inbound");
}

/** Whether the rule allows traffic in a direction; `undefined` where that is not known yet. */
export function allows({ value }: Located, allowed: "Inbound" | "Outbound"): boolean | undefined {
  const [direction, access] = [get(value, "direction"), get(value, "access")];
  if (isUnknown(value) || isUnknown(direction) || isUnknown(access)) return undefined;
  return sameText(direction, allowed) && sameText(access, "Allow");
}

/** Whether a source covers the internet: by a tag, or by a range too wide to mean anything else. */
export function isInternet(prefix: Value): boolean {
  return isWideRange(prefix) || (typeof prefix === "string" && ["*", "any", "internet"].includes(prefix.toLowerCase()));
}

/** The requested ports that a rule opens to a source, as `22/tcp`, after deny rules of higher precedence; and whether more may be open. */
export function openPorts(
  rule: Located,
  source: Value,
  all: readonly Located[],
  ports: Ports,
): { open: readonly string[]; undecided: boolean } {
  const ranges = rangesOf(rule);
  const protocol = get(rule.value, "protocol");
  const isUnknownPort = isUnknown(protocol) || ranges.some(({ value }) => isUnknown(value));
  const openAfter = (counts: (denies: Match) => boolean) =>
    (["tcp", "udp"] as const).flatMap((transport) =>
      ports[transport]
        .filter((port) => coversProtocol(protocol, transport) && ranges.some(({ value }) => rangeContains(value, port)))
        .flatMap((port) => {
          const denying = all.filter((other) => counts(allOf([deniesBefore(other, rule), coversPort(other, transport, port)])));
          return remainder(source, denying, counts).map((family) => `${port}/${transport}${family}`);
        }),
    );
  // Ports that remain open even if every deny rule that is not known yet applies are open for certain.
  const open = openAfter((denies) => denies !== false);
  const mayBeDenied = openAfter((denies) => denies === true).length > open.length;
  return { open, undecided: isUnknownPort || mayBeDenied };
}

function coversPort(denial: Located, transport: string, port: number): Match {
  const protocol = get(denial.value, "protocol");
  return allOf([
    isUnknown(protocol) ? UNKNOWN : coversProtocol(protocol, transport),
    anyOf(rangesOf(denial).map(({ value }) => (isUnknown(value) ? UNKNOWN : rangeContains(value, port)))),
  ]);
}

/** The part of a source that deny rules leave open: nothing, all of it, or one of its two address families. */
function remainder(source: Value, denials: readonly Located[], counts: (denies: Match) => boolean): readonly string[] {
  const whole = denials.flatMap(sourcesOfRule).filter(({ value }) => counts(isUnknown(value) ? UNKNOWN : isWhole(value)));
  const denied = whole.flatMap(({ value }) => familiesOf(value));
  const families = familiesOf(source);
  const left = families.filter((family) => !denied.includes(family));
  if (left.length === 0) return [];
  return left.length === families.length ? [""] : left.map((family) => ` over ${family}`);
}

/** Tags and `*` cover both address families. */
function familiesOf(source: Value): readonly string[] {
  if (typeof source !== "string" || !source.includes("/")) return ["IPv4", "IPv6"];
  return source.includes(":") ? ["IPv6"] : ["IPv4"];
}

/** Whether a source covers every address of a family, and so every address that a later rule allows. */
function isWhole(source: Value): boolean {
  return isInternet(source) && (typeof source !== "string" || !source.includes("/") || /\/0+$/.test(source));
}

export function rangesOf(rule: Located): readonly Located[] {
  return bothForms(rule, "destinationPortRange", "destinationPortRanges");
}

/** ICMP, ESP and AH have no ports: a rule for them specifies the port range `*` and opens none. */
export function coversProtocol(protocol: Value, transport: string): boolean {
  return isMissing(protocol) || protocol === "*" || sameText(protocol, transport) || sameText(protocol, "any");
}

export function rangeContains(range: Value, port: number): boolean {
  if (range === "*") return true;
  const text = typeof range === "number" ? `${range}` : range;
  if (typeof text !== "string") return false;
  const [, from, to] = /^\s*(\d+)\s*(?:-\s*(\d+)\s*)?$/.exec(text) ?? [];
  return from !== undefined && Number(from) <= port && port <= Number(to ?? from);
}

/**
 * Whether it is a deny rule of higher precedence for traffic from any port to the same destination. A rule that is unknown as a
 * whole does not count as one.
 */
function deniesBefore({ path, value }: Located, rule: Located): Match {
  if (isUnknown(value)) return false;
  const fromPorts = bothForms({ path, value }, "sourcePortRange", "sourcePortRanges").map((range) => range.value);
  return allOf([
    precedes(get(value, "priority"), get(rule.value, "priority")),
    matchesText(get(value, "direction"), "Inbound"),
    matchesText(get(value, "access"), "Deny"),
    fromPorts.length === 0 || anyOf(fromPorts.map((range) => anyOf([matchesText(range, "*"), matchesText(range, "0-65535")]))),
    coversDestination(get(value, "destinationAddressPrefix"), get(rule.value, "destinationAddressPrefix")),
  ]);
}

function precedes(own: Value, other: Value): Match {
  if (isUnknown(own) || isUnknown(other)) return UNKNOWN;
  return typeof own === "number" && typeof other === "number" && own < other;
}

function coversDestination(destination: Value, other: Value): Match {
  if (destination === "*") return true;
  return isUnknown(destination) || isUnknown(other) ? UNKNOWN : sameText(destination, other);
}

function matchesText(value: Value, text: string): Match {
  return isUnknown(value) ? UNKNOWN : sameText(value, text);
}

/** Whether every port of a rule is in the list. */
export function hasOnlyPorts(rule: Located, ports: readonly string[]): Match {
  const ranges = rangesOf(rule).map(({ value }): Match => (isUnknown(value) ? UNKNOWN : ports.includes(toText(value).trim())));
  return ranges.length > 0 && allOf(ranges);
}
