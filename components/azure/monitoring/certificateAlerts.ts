import type { QueryAlert } from "./alerts";
import { diagnosticsColumn } from "./diagnosticsColumn";

/** Certificates that cert-manager issues in the cluster. The query runs in the scope of the cluster. */
export const CERTIFICATE_ISSUING: QueryAlert = {
  key: "certificate-issuing",
  description: "cert-manager cannot issue or renew a certificate, which will expire.",
  severity: 1,
  query: [
    "KubeEvents",
    '| where ObjectKind in ("Certificate", "CertificateRequest", "Order", "Challenge", "Issuer", "ClusterIssuer")',
    '| where KubeEventType == "Warning"',
  ].join("\n"),
  window: "PT1H",
  frequency: "PT15M",
};

/**
 * Returns the alert on what expires in the stamp's vault. The query runs in the scope of the stamp's resource group. The operations
 * are `SecretNearExpiryEventGridNotification`, `CertificateExpiredEventGridNotification` and so on, one term each, which `has` cannot
 * find a part of (Key Vault logging: operation names). Their object's name is in the event's subject (Key Vault: alerts, example log
 * query for near-expiry certificates).
 * @param rotatedSecrets Secrets that the program replaces: each reaches its expiry date, which is the end of its rotation period,
 *   before every rotation
 */
export function certificateExpiry(rotatedSecrets: readonly string[]): QueryAlert {
  const names = rotatedSecrets.map((name) => `"${name}"`).join(", ");
  const rotated = [
    `| extend Name = ${diagnosticsColumn("eventGridEventProperties_subject_s")}`,
    `| where not(OperationName startswith "Secret" and Name in~ (${names}))`,
  ];
  return {
    key: "certificate-expiry",
    description:
      "A certificate, a key, or a secret that the program does not rotate is about to expire in the stamp's vault, or has expired.",
    severity: 1,
    query: [
      "AzureDiagnostics",
      '| where ResourceProvider == "MICROSOFT.KEYVAULT"',
      '| where OperationName endswith "NearExpiryEventGridNotification" or OperationName endswith "ExpiredEventGridNotification"',
      ...(rotatedSecrets.length === 0 ? [] : rotated),
    ].join("\n"),
    window: "PT1H",
    frequency: "PT15M",
  };
}
