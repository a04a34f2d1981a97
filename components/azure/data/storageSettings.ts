import { STORAGE_TLS_VERSION } from "../../../policy-pack/rules/facts/limits";

/** The account answers private endpoints only, and over TLS only. */
export const NO_PUBLIC_ACCESS = {
  publicNetworkAccess: "Disabled",
  networkRuleSet: { defaultAction: "Deny", bypass: "None" },
  allowBlobPublicAccess: false,
  enableHttpsTrafficOnly: true,
  // Clients that speak TLS 1.3 still get it.
  minimumTlsVersion: STORAGE_TLS_VERSION,
} as const;

/** Identities of this tenant only. Shared keys, the one thing a configuration may turn on, are not listed. */
export const ENTRA_ONLY = {
  defaultToOAuthAuthentication: true,
  allowCrossTenantReplication: false,
  allowedCopyScope: "AAD",
  isLocalUserEnabled: false,
  isSftpEnabled: false,
} as const;

/** Encrypted twice, by service and by infrastructure; Azure fixes this when it creates the account. */
export const ENCRYPTION = {
  keySource: "Microsoft.Storage",
  requireInfrastructureEncryption: true,
  services: {
    blob: { enabled: true, keyType: "Account" },
    file: { enabled: true, keyType: "Account" },
    // Only with account keys is their infrastructure encrypted as well.
    queue: { enabled: true, keyType: "Account" },
    table: { enabled: true, keyType: "Account" },
  },
} as const;

/** Shared access signatures that live longer than a day are refused. */
export const SAS_POLICY = { expirationAction: "Block", sasExpirationPeriod: "1.00:00:00" } as const;
