import { STORAGE_TLS_VERSION } from "../../../policy-pack/rules/facts/limits";

/** The account is accessible through private endpoints only, and over TLS only. */
export const NO_PUBLIC_ACCESS = {
  publicNetworkAccess: "Disabled",
  networkRuleSet: { defaultAction: "Deny", bypass: "None" },
  allowBlobPublicAccess: false,
  enableHttpsTrafficOnly: true,
  // Clients that support TLS 1.3 still use it.
  minimumTlsVersion: STORAGE_TLS_VERSION,
} as const;

/** Only Entra identities of this tenant have access. Shared keys are not set here, because the configuration can enable them. */
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
    // Infrastructure encryption of queues and tables requires account keys.
    queue: { enabled: true, keyType: "Account" },
    table: { enabled: true, keyType: "Account" },
  },
} as const;

/** Rejects shared access signatures that are valid for more than one day. */
export const SAS_POLICY = { expirationAction: "Block", sasExpirationPeriod: "1.00:00:00" } as const;
