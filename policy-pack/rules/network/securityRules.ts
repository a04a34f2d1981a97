import { SECURITY_RULE } from "../facts/tokens";
import { isWideRange } from "../reading/addresses";
import { sameText } from "../reading/arm";
import { allOf, anyOf, type Match } from "../reading/selectors";
import { get, isMissing, isUnknown, type Located, locate, UNKNOWN, type Value } from "../reading/values";
import type { RuleResource } from "../rule";

/** Ports by transport protocol. */
export type Ports = Readonly<Record<"tcp" | "udp", readonly number[]>>;

/** The rules of a network security group, or the one rule that is a resource of its own (its path is empty then). */
export function securityRulesOf({ type, props }: RuleResource): readonly Located[] {
  return type === SECURITY_RULE ? [{ path: "", value: props }] : locate(props, "securityRules[*]");
}

export function under(path: string, key: string): string {
  return path === "" ? key : `${path}.${key}`;
}

/** Every value of a property that has a singular and a plural form: `sourceAddressPrefix`, `sourceAddressPrefixes`. */
export function bothForms({ path, value }: Located, singular: string, plural: string): readonly Located[] {
  const all = [{ path: singular, value: get(value, singular) }, ...locate(value, `${plural}[*]`)];
  return all.filter((one) => !isMissing(one.value) && one.value !== "").map((one) => ({ ...one, path: under(path, one.path) }));
}

export function sourcesOfRule(rule: Located): readonly Located[] {
  return bothForms(rule, "sourceAddressPrefix", "sourceAddressPrefixes");
}

/** Whether the rule lets traffic in; `undefined` where that is not known yet. */
export function admits({ value }: Located): boolean | undefined {
  const [direction, access] = [get(value, "direction"), get(value, "access")];
  if (isUnknown(value) || isUnknown(direction) || isUnknown(access)) return undefined;
  return sameText(direction, "Inbound") && sameText(access, "Allow");
}

/** Every address: by a tag, or by a range too wide to be anything else. */
export function isInternet(prefix: Value): boolean {
  return isWideRange(prefix) || (typeof prefix === "string" && ["*", "any", "internet"].includes(prefix.toLowerCase()));
}

/** Which of the given ports a rule opens to a source, once earlier deny rules have had their say, as `22/tcp`; and whether more may be. */
export function openedPorts(
  rule: Located,
  source: Value,
  all: readonly Located[],
  ports: Ports,
): { open: readonly string[]; unsure: boolean } {
  const ranges = rangesOf(rule);
  const protocol = get(rule.value, "protocol");
  const unsure = isUnknown(protocol) || ranges.some(({ value }) => isUnknown(value));
  const openAfter = (counts: (denies: Match) => boolean) =>
    (["tcp", "udp"] as const).flatMap((transport) =>
      ports[transport]
        .filter((port) => carries(protocol, transport) && ranges.some(({ value }) => spans(value, port)))
        .flatMap((port) => {
          const denying = all.filter((other) => counts(allOf([deniesBefore(other, rule), takes(other, transport, port)])));
          return remainder(source, denying, counts).map((family) => `${port}/${transport}${family}`);
        }),
    );
  // What is left when rules that are not known yet deny all they may is open for certain.
  const open = openAfter((denies) => denies !== false);
  const held = openAfter((denies) => denies === true).length > open.length;
  return { open, unsure: unsure || held };
}

function takes(denial: Located, transport: string, port: number): Match {
  const protocol = get(denial.value, "protocol");
  return allOf([
    isUnknown(protocol) ? UNKNOWN : carries(protocol, transport),
    anyOf(rangesOf(denial).map(({ value }) => (isUnknown(value) ? UNKNOWN : spans(value, port)))),
  ]);
}

/** What denials leave of a source: nothing, all of it, or of one that stands for both address families the one left open. */
function remainder(source: Value, denials: readonly Located[], counts: (denies: Match) => boolean): readonly string[] {
  const whole = denials.flatMap(sourcesOfRule).filter(({ value }) => counts(isUnknown(value) ? UNKNOWN : isWhole(value)));
  const denied = whole.flatMap(({ value }) => familiesOf(value));
  const families = familiesOf(source);
  const left = families.filter((family) => !denied.includes(family));
  if (left.length === 0) return [];
  return left.length === families.length ? [""] : left.map((family) => ` over ${family}`);
}

/** Tags and `*` stand for both address families. */
function familiesOf(source: Value): readonly string[] {
  if (typeof source !== "string" || !source.includes("/")) return ["IPv4", "IPv6"];
  return source.includes(":") ? ["IPv6"] : ["IPv4"];
}

/** Every address of a family, so that whatever a later rule admits is among them. */
function isWhole(source: Value): boolean {
  return isInternet(source) && (typeof source !== "string" || !source.includes("/") || /\/0+$/.test(source));
}

function rangesOf(rule: Located): readonly Located[] {
  return bothForms(rule, "destinationPortRange", "destinationPortRanges");
}

/** ICMP, ESP and AH know no ports: a rule for them is written with `*` and opens none. */
function carries(protocol: Value, transport: string): boolean {
  return isMissing(protocol) || protocol === "*" || sameText(protocol, transport) || sameText(protocol, "any");
}

function spans(range: Value, port: number): boolean {
  if (range === "*") return true;
  const text = typeof range === "number" ? `${range}` : range;
  if (typeof text !== "string") return false;
  const [, from, to] = /^\s*(\d+)\s*(?:-\s*(\d+)\s*)?$/.exec(text) ?? [];
  return from !== undefined && Number(from) <= port && port <= Number(to ?? from);
}

/** A deny rule of higher precedence that takes traffic from whatever port to the same destination; one wholly unknown is none. */
function deniesBefore({ path, value }: Located, rule: Located): Match {
  if (isUnknown(value)) return false;
  const fromPorts = bothForms({ path, value }, "sourcePortRange", "sourcePortRanges").map((range) => range.value);
  return allOf([
    precedes(get(value, "priority"), get(rule.value, "priority")),
    says(get(value, "direction"), "Inbound"),
    says(get(value, "access"), "Deny"),
    fromPorts.length === 0 || anyOf(fromPorts.map((range) => anyOf([says(range, "*"), says(range, "0-65535")]))),
    reaches(get(value, "destinationAddressPrefix"), get(rule.value, "destinationAddressPrefix")),
  ]);
}

function precedes(own: Value, other: Value): Match {
  if (isUnknown(own) || isUnknown(other)) return UNKNOWN;
  return typeof own === "number" && typeof other === "number" && own < other;
}

function reaches(destination: Value, wanted: Value): Match {
  if (destination === "*") return true;
  return isUnknown(destination) || isUnknown(wanted) ? UNKNOWN : sameText(destination, wanted);
}

function says(value: Value, text: string): Match {
  return isUnknown(value) ? UNKNOWN : sameText(value, text);
}

/** Whether every port of a rule is among the given ones. */
export function opensOnly(rule: Located, ports: readonly string[]): Match {
  const ranges = rangesOf(rule).map(({ value }): Match => (isUnknown(value) ? UNKNOWN : ports.includes(String(value).trim())));
  return ranges.length > 0 && allOf(ranges);
}
