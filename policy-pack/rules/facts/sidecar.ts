/** Repository of the Microsoft Entra auth sidecar; `identity/sidecar`, which older text names, never held it. */
export const SIDECAR_REPOSITORY = "mcr.microsoft.com/entra-sdk/auth-sidecar";
/** A name that drafts of the sidecar's documentation used and that no release ever had. */
export const SIDECAR_REFUSED_REPOSITORY = "mcr.microsoft.com/identity/sidecar";
/** Path of the sidecar in any registry that mirrors or caches Microsoft's. */
export const SIDECAR_PATH = "entra-sdk/auth-sidecar";
/** First version that refuses callers from outside the pod by itself and ignores a caller's BaseUrl. */
export const SIDECAR_MINIMUM_VERSION = "1.1.0";
/** Port the sidecar listens on by convention of its documentation. */
export const SIDECAR_PORT = 5000;
/** Port ASP.NET images listen on, on every interface, when nothing says otherwise. */
export const ASPNET_DEFAULT_PORT = 8080;
