import type { QueryAlert } from "./alerts";

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

/** What expires in the stamp's vault. The query runs in the scope of the stamp's resource group. */
export const CERTIFICATE_EXPIRY: QueryAlert = {
  key: "certificate-expiry",
  description: "A certificate, secret or key of the stamp's vault is about to expire or has expired.",
  severity: 1,
  query: [
    "AzureDiagnostics",
    '| where ResourceProvider == "MICROSOFT.KEYVAULT"',
    '| where OperationName has "NearExpiryEventGridNotification" or OperationName has "ExpiredEventGridNotification"',
  ].join("\n"),
  window: "PT1H",
  frequency: "PT15M",
};
