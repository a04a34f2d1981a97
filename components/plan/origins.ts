import type { PublicDnsConfig } from "../config/schema";
import { shortHash } from "./hash";

/**
 * Name that Front Door asks a stamp by, and that the stamp's certificate carries. Front Door checks it against a public
 * chain even over Private Link (Front Door: end-to-end TLS).
 */
export function originHost(platform: string, environment: string, region: string, { zone }: PublicDnsConfig): string {
  return `${label([platform, environment, region])}.origin.${zone}`;
}

/** What cleaning or cutting changes is told apart by a hash: two stamps of one name would share a record. */
function label(parts: readonly string[]): string {
  const full = parts.join("-");
  const clean = full.toLowerCase().replace(/[^a-z0-9-]+/g, "-");
  if (clean === full && full.length <= LONGEST_LABEL) return full;
  return `${clean.slice(0, LONGEST_LABEL - HASH_LENGTH - 1).replace(/-+$/, "")}-${shortHash(parts, HASH_LENGTH)}`;
}

/** DNS labels end at 63 characters (RFC 1035). */
const LONGEST_LABEL = 63;
const HASH_LENGTH = 6;
