import { createHash } from "node:crypto";

/** Bytes that depend on the seed alone, so that every run of the same program has the same result. */
export function bytes(seed: string, length: number): Buffer {
  const blocks: Buffer[] = [];
  for (let block = 0; block * 32 < length; block++) blocks.push(createHash("sha256").update(`${block}\0${seed}`).digest());
  return Buffer.concat(blocks).subarray(0, length);
}

export function hex(seed: string, digits: number): string {
  return bytes(seed, Math.ceil(digits / 2))
    .toString("hex")
    .slice(0, digits);
}

/** Has the format of a version 4 GUID, which Azure uses for principals, tenants and profiles. */
export function guid(seed: string): string {
  const raw = hex(seed, 32);
  const variant = "89ab"[Number.parseInt(raw.charAt(16), 16) % 4];
  return [raw.slice(0, 8), raw.slice(8, 12), `4${raw.slice(13, 16)}`, `${variant}${raw.slice(17, 20)}`, raw.slice(20)].join("-");
}

/** Characters of one alphabet, for generated passwords. */
export function characters(seed: string, length: number, alphabet: string): string {
  return Array.from(bytes(seed, length), (byte) => alphabet.charAt(byte % alphabet.length)).join("");
}
