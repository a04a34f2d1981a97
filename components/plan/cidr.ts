/** An IPv4 range. */
export interface Range {
  /** First address as an unsigned 32-bit number. */
  readonly base: number;
  /** Prefix length in bits, 0 to 32. */
  readonly prefix: number;
}

/** Parses CIDR text and clears host bits, which Azure does not accept (see {@link isCanonical}). */
export function parseCidr(text: string): Range {
  const [address = "", prefix = "32"] = text.split("/");
  const bits = Number(prefix);
  return { base: align(addressToNumber(address), bits), prefix: bits };
}

/** Returns whether the CIDR text has no host bits, the only form that Azure accepts. */
export function isCanonical(text: string): boolean {
  return formatCidr(parseCidr(text)) === text;
}

export function formatCidr({ base, prefix }: Range): string {
  return `${formatAddress(base)}/${prefix}`;
}

export function formatAddress(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".");
}

/** Returns the number of addresses in the range. */
export function size(range: Range): number {
  return 2 ** (32 - range.prefix);
}

export function overlaps(a: Range, b: Range): boolean {
  return a.base < b.base + size(b) && b.base < a.base + size(a);
}

export function contains(outer: Range, inner: Range): boolean {
  return inner.base >= outer.base && inner.base + size(inner) <= outer.base + size(outer);
}

function addressToNumber(address: string): number {
  return address.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0);
}

function align(address: number, prefix: number): number {
  const block = 2 ** (32 - prefix);
  return Math.floor(address / block) * block;
}
