import type { QueryAlert } from "./alerts";
import { CERTIFICATE_EXPIRY, CERTIFICATE_ISSUING } from "./certificateAlerts";

/**
 * Alerts on a cluster's logs. Queries run in the scope of the cluster, so they return only its rows. The tables are written by the
 * diagnostic setting (AKSAuditAdmin, AKSControlPlane) and by the agent (ContainerLogV2, KubeEvents).
 */

/** Filters out `system:` users (nodes and service accounts) and `aksService`, whose changes are expected. */
const EXCLUDE_PLATFORM_IDENTITIES = '| extend Who = tostring(User.username)\n| where Who !startswith "system:" and Who != "aksService"';

export const CLUSTER_ALERTS: readonly QueryAlert[] = [
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
    key: "failed-api-authentication",
    description: "The API server turned away one address more than 20 times in 15 minutes.",
    severity: 2,
    query: [
      "AKSAuditAdmin",
      "| extend Code = toint(ResponseStatus.code), From = tostring(SourceIps[0])",
      "| where Code in (401, 403)",
      "| summarize Refusals = count() by From, Who = tostring(User.username)",
      "| where Refusals > 20",
    ].join("\n"),
    dimensions: ["From", "Who"],
  },
  {
    key: "failed-entra-sign-in",
    description: "The Entra webhook of the cluster refused more than 10 sign-ins in 15 minutes.",
    severity: 2,
    query: [
      "AKSControlPlane",
      '| where Category == "guard"',
      '| where Message has_any ("failed to verify token", "Unauthorized", "token is expired", "authentication failed")',
    ].join("\n"),
    threshold: 10,
  },
  {
    key: "unusual-api-server-access",
    description: "Somebody who had not changed this cluster in the two days before has changed it in the last hour.",
    severity: 3,
    query: [
      "let Changes = AKSAuditAdmin",
      '| where Verb in ("create", "update", "patch", "delete", "deletecollection")',
      EXCLUDE_PLATFORM_IDENTITIES,
      "| project TimeGenerated, Who;",
      "let Known = Changes | where TimeGenerated <= ago(1h) | distinct Who;",
      "Changes",
      "| where TimeGenerated > ago(1h)",
      "| where Who !in (Known)",
      "| summarize Operations = count() by Who",
    ].join("\n"),
    dimensions: ["Who"],
    window: "PT1H",
    // The longest query time range of a log alert.
    range: "P2D",
    frequency: "PT15M",
  },
  {
    key: "network-policy-changes",
    description: "Somebody, the deployer included, removed or changed a network policy.",
    severity: 1,
    query: [
      "AKSAuditAdmin",
      '| where Verb in ("update", "patch", "delete", "deletecollection")',
      '| where tostring(ObjectRef.resource) in ("networkpolicies", "ciliumnetworkpolicies", "ciliumclusterwidenetworkpolicies")',
      EXCLUDE_PLATFORM_IDENTITIES,
      "| project TimeGenerated, Who, Verb, Namespace = tostring(ObjectRef.namespace), Policy = tostring(ObjectRef.name)",
    ].join("\n"),
  },
  CERTIFICATE_ISSUING,
  {
    key: "privilege-escalation",
    description: "Somebody bound a powerful role, impersonated another identity, or tried to run a privileged pod.",
    severity: 0,
    query: [
      "AKSAuditAdmin",
      EXCLUDE_PLATFORM_IDENTITIES,
      "| extend Resource = tostring(ObjectRef.resource), Code = toint(ResponseStatus.code)",
      "| extend Reason = case(",
      '    Verb in ("create", "update", "patch") and Resource in ("clusterrolebindings", "rolebindings")',
      '        and tostring(RequestObject.roleRef.name) in ("cluster-admin", "admin", "edit"), "powerful binding",',
      '    Verb in ("bind", "escalate", "impersonate"), "escalation verb",',
      '    Resource == "pods" and Verb == "create" and Code == 403, "refused pod",',
      '    "")',
      '| where Reason != ""',
      "| project TimeGenerated, Who, Reason, Namespace = tostring(ObjectRef.namespace), Name = tostring(ObjectRef.name)",
    ].join("\n"),
  },
  {
    key: "container-access",
    description: "Somebody opened a shell, a debug container or a tunnel into a running container.",
    severity: 1,
    query: [
      "AKSAuditAdmin",
      '| where tostring(ObjectRef.subresource) in ("exec", "attach", "portforward", "ephemeralcontainers")',
      EXCLUDE_PLATFORM_IDENTITIES,
      "| project TimeGenerated, Who, Access = tostring(ObjectRef.subresource), Namespace = tostring(ObjectRef.namespace), Pod = tostring(ObjectRef.name)",
    ].join("\n"),
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

/** Alerts on the other logs of the stamp's resource group. */
export const STAMP_ALERTS: readonly QueryAlert[] = [
  CERTIFICATE_EXPIRY,
  {
    key: "vault-refusals",
    description: "The stamp's vault refused one caller more than 10 times in 15 minutes.",
    severity: 2,
    query: [
      "AzureDiagnostics",
      '| where ResourceProvider == "MICROSOFT.KEYVAULT" and Category == "AuditEvent"',
      "| where httpStatusCode_d in (401, 403)",
      // The first request of a client has no token: the 401 response contains the tenant. This is part of the protocol.
      '| where not(httpStatusCode_d == 401 and OperationName == "Authentication")',
      "| summarize Refusals = count() by CallerIPAddress",
      "| where Refusals > 10",
    ].join("\n"),
    dimensions: ["CallerIPAddress"],
  },
];
