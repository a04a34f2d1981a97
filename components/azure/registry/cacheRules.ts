import { SIDECAR_REPOSITORY } from "../../../policy-pack/rules/facts/sidecar";

export interface CacheRule {
  /** Repository in our registry, and name of the images the cluster pulls; may end in `*`. */
  readonly repository: string;
  /** Public source, registry host included. */
  readonly source: string;
}

/** Public images the platform itself runs. The cluster pulls from our registry only, which fetches these on first use. */
export const CACHE_RULES: readonly CacheRule[] = [
  { repository: "entra-sdk/auth-sidecar", source: SIDECAR_REPOSITORY },
  { repository: "jetstack/*", source: "quay.io/jetstack/*" },
  { repository: "curl/curl", source: "quay.io/curl/curl" },
  { repository: "external-secrets/external-secrets", source: "ghcr.io/external-secrets/external-secrets" },
];
