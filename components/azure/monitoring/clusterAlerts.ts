import type { QueryAlert } from "./alerts";
import { type AuditAlertArgs, auditAlerts } from "./auditAlerts";
import { CERTIFICATE_ISSUING } from "./certificateAlerts";

/** Alerts on what the agent collects (ContainerLogV2, KubeEvents), and on the log of the Entra webhook (AKSControlPlane). */
const LOG_ALERTS: readonly QueryAlert[] = [
  {
    key: "authentication-failures",
    description: "A workload's sidecar refused more than 20 tokens in 15 minutes: expired, forged, or for another audience.",
    severity: 2,
    query: [
      "ContainerLogV2",
      "| extend Message = tostring(LogMessage)",
      // IDX…: Microsoft.IdentityModel's validation errors.
      '| where Message matches regex @"IDX[0-9]{5}" or Message has_any ("was not authenticated", "AuthenticationFailed")',
      "| summarize Failures = count() by PodNamespace, ContainerName",
      "| where Failures > 20",
    ].join("\n"),
    dimensions: ["PodNamespace", "ContainerName"],
  },
  {
    key: "token-acquisition-errors",
    description: "A workload's sidecar failed more than 5 times in 15 minutes to get a token from Microsoft Entra.",
    severity: 1,
    query: [
      "ContainerLogV2",
      "| extend Message = tostring(LogMessage)",
      // AADSTS…: Entra's error codes. Msal…: the client library's exceptions.
      '| where Message matches regex @"AADSTS[0-9]{4,}"',
      '    or Message has_any ("MsalServiceException", "MsalClientException", "MsalUiRequiredException")',
      "| summarize Errors = count() by PodNamespace, ContainerName",
      "| where Errors > 5",
    ].join("\n"),
    dimensions: ["PodNamespace", "ContainerName"],
  },
  {
    // The webhook reviews the token of every request with one of Entra, reads included, which the audit log of changes has not.
    key: "failed-entra-sign-in",
    description: "The Entra webhook of the cluster refused more than 10 tokens in 15 minutes.",
    severity: 2,
    query: [
      "AKSControlPlane",
      '| where Category == "guard"',
      // The messages are those of kubeguard/guard, which AKS runs.
      '| where Message has_any ("failed to verify token", "failed to verify pop token", "Unauthorized", "token is expired", "authentication failed")',
    ].join("\n"),
    threshold: 10,
  },
  {
    key: "unusual-container-behaviour",
    description: "Containers were killed, could not start, or broke a security rule more than 10 times in 15 minutes.",
    severity: 2,
    query: [
      "KubeEvents",
      '| where KubeEventType == "Warning"',
      '| where Reason in ("OOMKilling", "BackOff", "Failed", "FailedCreate", "Evicted", "InspectFailed", "ErrImageNeverPull")',
      "| summarize Events = count() by Namespace, Name, Reason",
      "| where Events > 10",
    ].join("\n"),
    dimensions: ["Namespace", "Reason"],
  },
];

/** Returns the alerts on a cluster's logs. Queries run in the scope of the cluster, so they return only its rows. */
export function clusterAlerts(args: AuditAlertArgs): readonly QueryAlert[] {
  return [...LOG_ALERTS, ...auditAlerts(args), CERTIFICATE_ISSUING];
}
