import type { PublicDnsConfig } from "../config/schema";
import { shortHash } from "./hash";

/**
 * Returns the host name that Front Door sends to a stamp, and for which the stamp's certificate is issued. Front Door requires a
 * publicly trusted certificate for it, also over Private Link (Front Door: end-to-end TLS).
 */
export function originHost(platform: string, environment: string, region: string, { zone }: PublicDnsConfig): string {
  return `${label([platform, environment, region])}.origin.${zone}`;
}

/** A label that sanitizing or cutting changed gets a hash, because two stamps with the same label would share a DNS record. */
function label(parts: readonly string[]): string {
  const full = parts.join("-");
  const sanitized = full.toLowerCase().replace(/[^a-z0-9-]+/g, "-");
  if (sanitized === full && full.length <= MAX_LABEL_LENGTH) return full;
  return `${sanitized.slice(0, MAX_LABEL_LENGTH - HASH_LENGTH - 1).replace(/-+$/, "")}-${shortHash(parts, HASH_LENGTH)}`;
}

/** Maximum length of a DNS label (RFC 1035). */
const MAX_LABEL_LENGTH = 63;
const HASH_LENGTH = 6;
