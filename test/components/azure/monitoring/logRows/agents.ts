import type { Sample } from "../../../../support/kql/tables";
import { type AlertRows, times } from "./sample";

const log = (LogMessage: string): Sample => ({
  PodNamespace: "catalog",
  PodName: "catalog-5d9c",
  ContainerName: "auth-sidecar",
  LogMessage,
});
const guard = (Message: string, Category = "guard"): Sample => ({ Category, Message, Level: "ERROR" });
const warning = (ObjectKind: string, Reason: string): Sample => ({
  ...{ KubeEventType: "Warning", Namespace: "catalog", Name: "catalog-5d9c" },
  ...{ ObjectKind, Reason },
});

const LOGS = "ContainerLogV2";
const EVENTS = "KubeEvents";
const CONTROL_PLANE = "AKSControlPlane";

/** Messages of Microsoft.IdentityModel, of Entra, and of kubeguard/guard (`auth/providers/azure`). */
export const AGENT_ROWS: AlertRows = {
  "authentication-failures": [
    { what: "another audience", fires: true, table: LOGS, rows: times(21, log("IDX10214: Audience validation failed. Audiences: 'x'.")) },
    { what: "refused requests", fires: true, table: LOGS, rows: times(21, log("Bearer was not authenticated. Failure message: …")) },
    { what: "twenty refusals", fires: false, table: LOGS, rows: times(20, log("IDX10223: Lifetime validation failed.")) },
    { what: "other messages", fires: false, table: LOGS, rows: times(40, log("Request finished HTTP/1.1 GET /healthz - 200")) },
  ],
  "token-acquisition-errors": [
    { what: "Entra refuses", fires: true, table: LOGS, rows: times(6, log("AADSTS700016: Application was not found in the directory.")) },
    {
      what: "MSAL fails",
      fires: true,
      table: LOGS,
      rows: times(6, log("Microsoft.Identity.Client.MsalServiceException: A configuration …")),
    },
    { what: "a few errors", fires: false, table: LOGS, rows: times(5, log("AADSTS700016: Application was not found in the directory.")) },
    { what: "tokens are acquired", fires: false, table: LOGS, rows: times(40, log("[MSAL] Token acquisition finished successfully")) },
  ],
  "failed-entra-sign-in": [
    {
      what: "expired tokens",
      fires: true,
      table: CONTROL_PLANE,
      rows: times(11, guard("failed to verify token for azure: oidc: token is expired (Token Expiry: 2026-11-01 10:00:00 +0000 UTC)")),
    },
    {
      what: "proofs of possession",
      fires: true,
      table: CONTROL_PLANE,
      rows: times(11, guard("failed to verify pop token: invalid nonce")),
    },
    { what: "ten refusals", fires: false, table: CONTROL_PLANE, rows: times(10, guard("failed to verify token for azure: oidc: x")) },
    { what: "access reviews", fires: false, table: CONTROL_PLANE, rows: times(40, guard("Authenticated user in, access review out")) },
    { what: "other components", fires: false, table: CONTROL_PLANE, rows: times(40, guard("Unauthorized", "kube-controller-manager")) },
  ],
  "unusual-container-behaviour": [
    { what: "a container does not start", fires: true, table: EVENTS, rows: times(11, warning("Pod", "BackOff")) },
    { what: "pods are refused", fires: true, table: EVENTS, rows: times(11, warning("ReplicaSet", "FailedCreate")) },
    { what: "ten events", fires: false, table: EVENTS, rows: times(10, warning("Pod", "BackOff")) },
    { what: "failing probes", fires: false, table: EVENTS, rows: times(40, warning("Pod", "Unhealthy")) },
  ],
  "certificate-issuing": [
    { what: "a failing challenge", fires: true, table: EVENTS, rows: [warning("Challenge", "PresentError")] },
    {
      what: "an issued certificate",
      fires: false,
      table: EVENTS,
      rows: [{ ...warning("Certificate", "Issued"), KubeEventType: "Normal" }],
    },
    { what: "a warning about a pod", fires: false, table: EVENTS, rows: [warning("Pod", "BackOff")] },
  ],
};
