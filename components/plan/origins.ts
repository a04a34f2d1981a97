import type { PublicDnsConfig } from "../config/schema";
import { shortHash } from "./hash";

/** A public DNS zone in Azure DNS. */
export interface PublicZone {
  /** Name of the zone: `contoso.com`. */
  readonly zone: string;
  /** Name of its resource group. */
  readonly resourceGroup: string;
  /**
   * Id (GUID) of its subscription.
   * @default none: the subscription of the deployment
   */
  readonly subscriptionId?: string | undefined;
}

/** Returns the zone that holds the records of the stamps' origin host names. */
export function planOriginZone({ zone, resourceGroup, subscriptionId, originZone }: PublicDnsConfig): PublicZone {
  if (originZone === undefined) return { zone, resourceGroup, subscriptionId };
  return {
    zone: originZone.name,
    resourceGroup: originZone.resourceGroup ?? resourceGroup,
    subscriptionId: originZone.subscriptionId ?? subscriptionId,
  };
}

/**
 * Returns the host name that Front Door sends to a stamp, and for which the stamp's certificate is issued. Front Door requires a
 * publicly trusted certificate for it, also over Private Link (Front Door: end-to-end TLS). With an `originZone` named
 * `origin.<zone>` it is the same as without.
 */
export function originHost(platform: string, environment: string, region: string, { zone, originZone }: PublicDnsConfig): string {
  return `${label([platform, environment, region])}.${originZone?.name ?? `origin.${zone}`}`;
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
