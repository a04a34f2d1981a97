import type { PublicDnsConfig } from "../config/schema";

/**
 * Name that Front Door asks a stamp by, and that the stamp's certificate carries. Front Door checks it against a public
 * chain even over Private Link (Front Door: end-to-end TLS).
 */
export function originHost(platform: string, environment: string, region: string, { zone }: PublicDnsConfig): string {
  const label = `${platform}-${environment}-${region}`.toLowerCase().replace(/[^a-z0-9-]+/g, "-");
  return `${label.slice(0, LONGEST_LABEL).replace(/-+$/, "")}.origin.${zone}`;
}

/** DNS labels end at 63 characters (RFC 1035). */
const LONGEST_LABEL = 63;
