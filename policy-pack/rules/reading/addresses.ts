import { isMissing, type Value } from "./values";

/** First octets or groups of the private networks: 10/8, 172.16/12 and 192.168/16 (RFC 1918), fc00::/7 (RFC 4193). */
const PRIVATE = { v4: [10, 172, 192], v6: [0xfc00] } as const;

/** Bits of the first octet or group, and the longest prefix that is still wider than any one network. */
const FAMILIES = { v4: { bits: 8, longest: 7 }, v6: { bits: 16, longest: 3 } } as const;

interface Range {
  readonly family: keyof typeof FAMILIES;
  /** First octet, or first group of an IPv6 address. */
  readonly first: number;
  readonly length: number;
}

/** Whether a range is all addresses or a large part of them: 0.0.0.0/1 and 128.0.0.0/1 together are 0.0.0.0/0. */
export function isWideRange(range: Value): boolean {
  return wideRange(range) !== undefined;
}

/**
 * Whether a wide range includes private networks. Lists of all public addresses also consist of wide ranges (8.0.0.0/7,
 * 64.0.0.0/2), but of none that includes a private network.
 */
export function isWideWithPrivate(range: Value): boolean {
  const wide = wideRange(range);
  if (wide === undefined) return false;
  const shift = FAMILIES[wide.family].bits - wide.length;
  return PRIVATE[wide.family].some((first) => (first ^ wide.first) >> shift === 0);
}

function wideRange(range: Value): Range | undefined {
  const [, address, length] = /^\s*([0-9a-f.:]+)\/(\d+)\s*$/i.exec(typeof range === "string" ? range : "") ?? [];
  if (isMissing(address) || isMissing(length)) return undefined;
  const family = address.includes(":") ? "v6" : "v4";
  const first = family === "v6" ? Number.parseInt(address.split(":")[0] || "0", 16) : Number.parseInt(address, 10);
  return Number(length) <= FAMILIES[family].longest ? { family, first, length: Number(length) } : undefined;
}

/** An IPv4 address as a number; `undefined` for anything else. */
export function addressNumber(address: Value): number | undefined {
  const parts = typeof address === "string" ? address.split(".") : [];
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255)) return undefined;
  return parts.reduce((sum, part) => sum * 256 + Number(part), 0);
}
