/** Pages of the sidecar's documentation that state requirements. */
export const SECURITY = "https://learn.microsoft.com/entra/msidweb/agent-id-sdk/security";
export const INSTALLATION = "https://learn.microsoft.com/entra/msidweb/agent-id-sdk/installation";
/** The sidecar's source, for settings whose effect its documentation does not state. */
export const SOURCE = "https://github.com/AzureAD/microsoft-identity-web/tree/master/src/Microsoft.Identity.Web.Sidecar";
export const WORKLOAD_IDENTITY = "https://learn.microsoft.com/azure/aks/workload-identity-overview";
