import { isWideRange } from "../addresses";
import { sameText } from "../arm";
import type { RuleResource } from "../rule";
import { SECURITY_RULE } from "../tokens";
import { get, isMissing, isUnknown, type Located, locate, type Value } from "../values";

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
  const denials = all.filter((other) => deniesBefore(other, rule));
  const open = (["tcp", "udp"] as const).flatMap((transport) =>
    ports[transport]
      .filter((port) => carries(protocol, transport) && ranges.some(({ value }) => spans(value, port)))
      .flatMap((port) => {
        const denying = denials.filter((denial) => carries(get(denial.value, "protocol"), transport) && covers(denial, port));
        return remainder(source, denying).map((family) => `${port}/${transport}${family}`);
      }),
  );
  return { open, unsure };
}

/** What denials leave of a source: nothing, all of it, or of one that stands for both address families the one left open. */
function remainder(source: Value, denials: readonly Located[]): readonly string[] {
  const denied = denials.flatMap(sourcesOfRule).flatMap(({ value }) => (isWhole(value) ? familiesOf(value) : []));
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

function covers(rule: Located, port: number): boolean {
  return rangesOf(rule).some(({ value }) => spans(value, port));
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

/** A deny rule of higher precedence that takes traffic from whatever port to the same destination. */
function deniesBefore({ path, value }: Located, rule: Located): boolean {
  const [own, other] = [get(value, "priority"), get(rule.value, "priority")];
  if (typeof own !== "number" || typeof other !== "number" || own >= other) return false;
  if (!sameText(get(value, "direction"), "Inbound") || !sameText(get(value, "access"), "Deny")) return false;
  const fromPorts = bothForms({ path, value }, "sourcePortRange", "sourcePortRanges");
  if (fromPorts.length > 0 && !fromPorts.some((range) => range.value === "*" || range.value === "0-65535")) return false;
  const [destination, wanted] = [get(value, "destinationAddressPrefix"), get(rule.value, "destinationAddressPrefix")];
  return destination === "*" || sameText(destination, wanted);
}

/** Whether every port of a rule is among the given ones. */
export function opensOnly(rule: Located, ports: readonly string[]): boolean {
  const ranges = rangesOf(rule);
  return ranges.length > 0 && ranges.every(({ value }) => ports.includes(String(value).trim()));
}
