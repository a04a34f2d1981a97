import type { Match } from "../reading/selectors";
import { elements, isUnknown, UNKNOWN, type Value } from "../reading/values";

const ALL_ADDRESSES = 2 ** 32;

/** Whether address ranges include every IPv4 address together; AKS gives pods IPv4 addresses, with IPv6 ones only in addition. */
export function includesEveryAddress(ranges: Value): Match {
  if (isUnknown(ranges)) return UNKNOWN;
  const known = elements(ranges).flatMap((range) => ipv4Range(range) ?? []);
  let end = 0;
  for (const range of known.sort((one, other) => one.start - other.start)) {
    if (range.start > end) break;
    end = Math.max(end, range.end);
  }
  if (end === ALL_ADDRESSES) return true;
  return elements(ranges).includes(UNKNOWN) ? UNKNOWN : false;
}

/** Whether a range, or an address, is one of IPv4. */
export function isIpv4(range: Value): Match {
  return isUnknown(range) ? UNKNOWN : typeof range === "string" && !range.includes(":");
}

/** Whether a range of IPv4 addresses includes an address. */
export function includesAddress(range: Value, address: string): boolean {
  const [outer, inner] = [ipv4Range(range), ipv4Range(`${address}/32`)];
  return outer !== undefined && inner !== undefined && outer.start <= inner.start && inner.end <= outer.end;
}

/** First address of a range, and the first one after it. */
function ipv4Range(range: Value): { readonly start: number; readonly end: number } | undefined {
  const [, address = "", length] = /^((?:\d{1,3}\.){3}\d{1,3})\/(\d{1,2})$/.exec(typeof range === "string" ? range : "") ?? [];
  if (length === undefined) return undefined;
  const size = 2 ** (32 - Number(length));
  const number = address.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0);
  const start = Math.floor(number / size) * size;
  return { start, end: start + size };
}
