/** Repository of the Microsoft Entra auth sidecar; older documents name `identity/sidecar`, which never contained it. */
export const SIDECAR_REPOSITORY = "mcr.microsoft.com/entra-sdk/auth-sidecar";
/** A repository name in drafts of the sidecar's documentation, under which no version was released. */
export const SIDECAR_REFUSED_REPOSITORY = "mcr.microsoft.com/identity/sidecar";
/** Path of the sidecar in any registry that mirrors or caches Microsoft's. */
export const SIDECAR_PATH = "entra-sdk/auth-sidecar";
/** First version that refuses callers from outside the pod by default and ignores a caller's BaseUrl. */
export const SIDECAR_MINIMUM_VERSION = "1.1.0";
/** Port the sidecar listens on in its documentation. */
export const SIDECAR_PORT = 5000;
/** Port that ASP.NET images listen on by default, on every interface. */
export const ASPNET_DEFAULT_PORT = 8080;
