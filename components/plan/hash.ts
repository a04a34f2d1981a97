import { createHash } from "node:crypto";

const ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz";

/** Returns a deterministic hash of the parts and their order, as lower-case letters and digits. */
export function shortHash(parts: readonly string[], length: number): string {
  const digest = createHash("sha256").update(parts.join("\0")).digest();
  return Array.from(digest.subarray(0, length), (byte) => ALPHABET[byte % ALPHABET.length]).join("");
}

/** Returns a name-based UUID (RFC 9562, version 5) in this program's namespace, as a stable name of resources such as role assignments. */
export function nameBasedUuid(...parts: readonly string[]): string {
  const digest = createHash("sha1")
    .update(`hardened-aks\0${parts.join("\0")}`)
    .digest()
    .subarray(0, 16);
  digest[6] = ((digest[6] ?? 0) & 0x0f) | 0x50;
  digest[8] = ((digest[8] ?? 0) & 0x3f) | 0x80;
  const hex = digest.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
