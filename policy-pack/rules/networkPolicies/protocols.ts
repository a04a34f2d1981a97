import type { Match } from "../reading/selectors";
import { isMissing, isUnknown, toText, UNKNOWN, type Value } from "../reading/values";

/** Protocols that Calico names, in lower case, by number (Calico: "NetworkPolicy", protocols). */
const NAMES: Readonly<Record<string, string>> = { 1: "icmp", 6: "tcp", 17: "udp", 58: "icmpv6", 132: "sctp", 136: "udplite" };
const WITH_PORTS: readonly string[] = ["tcp", "udp", "udplite", "sctp"];

/** A protocol by name in lower case, or by number where Calico has no name for it; numbers are also written as text. */
export function protocolName(protocol: Value): Value {
  if (isUnknown(protocol)) return UNKNOWN;
  if (isMissing(protocol)) return undefined;
  const text = toText(protocol).toLowerCase();
  return NAMES[text] ?? text;
}

/** Whether a rule for a protocol opens ports; one for ICMP does not. Unknown for a text that is no protocol of Calico. */
export function hasPorts(protocol: Value): Match {
  const name = protocolName(protocol);
  if (name === undefined) return true;
  if (typeof name !== "string") return UNKNOWN;
  if (WITH_PORTS.includes(name)) return true;
  const isOther = Object.values(NAMES).includes(name) || (/^\d+$/.test(name) && Number(name) <= 255);
  return isOther ? false : UNKNOWN;
}
