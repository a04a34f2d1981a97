import { SIDECAR_REPOSITORY } from "../../../policy-pack/rules/facts/sidecar";

export interface CacheRule {
  /** Repository in the platform's registry, from which the cluster pulls; may end in `*`. */
  readonly repository: string;
  /** Public source repository, including the registry host. */
  readonly source: string;
}

/** Public images that the platform runs. Clusters pull from the platform's registry only, which fetches these on first use. */
export const CACHE_RULES: readonly CacheRule[] = [
  { repository: "entra-sdk/auth-sidecar", source: SIDECAR_REPOSITORY },
  { repository: "jetstack/*", source: "quay.io/jetstack/*" },
  { repository: "curl/curl", source: "quay.io/curl/curl" },
  { repository: "external-secrets/external-secrets", source: "ghcr.io/external-secrets/external-secrets" },
];
