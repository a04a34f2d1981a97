import { SIDECAR_MINIMUM_VERSION, SIDECAR_PATH } from "../facts/sidecar";
import { NAMESPACE, SERVICE, SERVICE_ACCOUNT, USER_ASSIGNED_IDENTITY } from "../facts/tokens";
import { namesOption, onPods, POD_TYPES } from "../reading/pods";
import type { Rule } from "../rule";
import { checkNoClientSecret, checkSecretsByReference } from "./credentials";
import { onSidecars } from "./detect";
import { checkNoServiceToSidecar } from "./exposure";
import { checkSameClientId, checkWorkloadIdentity } from "./identity";
import { checkMinimumVersion, checkOfficialImage, MINIMUM_VERSION, MIRRORS } from "./image";
import { BIND, checkLoopbackBinding } from "./listening";
import { checkNamespaceInjection } from "./namespaceInjection";
import { checkInApplicationPod, checkNoDeclaredPort, checkSidecarUrl } from "./pod";
import { checkNoRouteToSidecar, ROUTE_TYPES } from "./routes";

const SECURITY = "https://learn.microsoft.com/entra/msidweb/agent-id-sdk/security";
const INSTALLATION = "https://learn.microsoft.com/entra/msidweb/agent-id-sdk/installation";
const WORKLOAD_IDENTITY = "https://learn.microsoft.com/azure/aks/workload-identity-overview";

/** Controls for the Microsoft Entra auth sidecar: its settings in the pod, and the resources of the stack that route to it. */
export const rules: readonly Rule[] = [
  {
    id: "SC-01",
    name: "sidecar-official-image",
    title: "The sidecar image is the official repository",
    why: "The sidecar holds the workload's credentials: an image of unknown origin can send them to its author.",
    fix: "Use mcr.microsoft.com/entra-sdk/auth-sidecar, or list your mirror of it in the option mirrors.",
    severity: "critical",
    enforcement: "mandatory",
    url: INSTALLATION,
    types: POD_TYPES,
    options: {
      [MIRRORS]: namesOption(
        "Repositories that mirror the official one, without tag; *.domain/path matches that path in any registry of the domain. " +
          "The default allows cache rules of Azure Container Registry, which keep the path; list only your registry to restrict it.",
        `*.azurecr.io/${SIDECAR_PATH}`,
      ),
    },
    check: onSidecars(checkOfficialImage),
  },
  {
    id: "SC-02",
    name: "sidecar-minimum-version",
    title: "Sidecar tag >= config.minVersion (1.1.0: loopback enforced by the image)",
    why: "Before 1.1.0 callers can have tokens sent to a URL of their choice, and callers from outside the pod are served.",
    fix: "Use a current tag together with a digest.",
    severity: "medium",
    enforcement: "mandatory",
    nonProduction: "advisory",
    url: "https://github.com/AzureAD/microsoft-identity-web/blob/master/src/Microsoft.Identity.Web.Sidecar/CHANGELOG.md",
    types: POD_TYPES,
    options: { [MINIMUM_VERSION]: { type: "string", description: "Lowest version allowed.", default: SIDECAR_MINIMUM_VERSION } },
    check: onSidecars(checkMinimumVersion),
  },
  {
    id: "SC-03",
    name: "sidecar-localhost-bind",
    title: "Kestrel listens on loopback only",
    why: "On any other interface every pod that can reach this one can request its tokens.",
    fix: "Set Kestrel__Endpoints__Http__Url to http://127.0.0.1:5000 in the sidecar's env.",
    severity: "critical",
    enforcement: "mandatory",
    url: SECURITY,
    types: POD_TYPES,
    options: {
      [BIND]: {
        type: "string",
        enum: ["loopback", "any"],
        description:
          "any also accepts other addresses if the image's tag is a version that rejects callers from outside the pod (1.1.0), and no " +
          "setting turns this off: environment Development, forwarded headers, code that is loaded into the process, an Istio proxy in " +
          "the pod. A label of the namespace that injects one is seen where the stack declares the namespace.",
        default: "loopback",
      },
    },
    check: onSidecars(checkLoopbackBinding),
    reads: [...POD_TYPES, NAMESPACE],
    checkStack: checkNamespaceInjection,
  },
  {
    id: "SC-04",
    name: "sidecar-no-exposed-port",
    title: "No containerPort/hostPort is declared for the sidecar",
    why: "Services, monitors and service meshes can discover a declared port and send traffic to it.",
    fix: "Remove ports from the sidecar's container.",
    severity: "high",
    enforcement: "mandatory",
    url: SECURITY,
    types: POD_TYPES,
    check: onSidecars(checkNoDeclaredPort),
  },
  {
    id: "SC-05",
    name: "sidecar-no-service",
    title: "No Service (any type; LoadBalancer/NodePort critical) routes to the sidecar port",
    why: "Through a Service the whole cluster, or the internet, can request tokens from the sidecar.",
    fix: "Set the Service's targetPort to a port of the application.",
    severity: "critical",
    enforcement: "mandatory",
    url: SECURITY,
    reads: [SERVICE, ...POD_TYPES],
    perCluster: true,
    checkStack: checkNoServiceToSidecar,
  },
  {
    id: "SC-06",
    name: "sidecar-no-ingress",
    title: "No Ingress/HTTPRoute backend resolves to the sidecar port",
    why: "A route exposes the sidecar's token endpoints as part of the public site.",
    fix: "Point the backend at a Service port of the application.",
    severity: "critical",
    enforcement: "mandatory",
    url: SECURITY,
    reads: [...ROUTE_TYPES, SERVICE, ...POD_TYPES],
    perCluster: true,
    checkStack: checkNoRouteToSidecar,
  },
  {
    id: "SC-07",
    name: "sidecar-url-localhost",
    title: "The app calls the sidecar on localhost",
    why: "A sidecar called over the network sends user tokens through it in clear text.",
    fix: "Set SIDECAR_URL to http://127.0.0.1:5000 and run the sidecar in the same pod.",
    severity: "high",
    enforcement: "mandatory",
    url: SECURITY,
    types: POD_TYPES,
    check: onPods(checkSidecarUrl),
  },
  {
    id: "SC-08",
    name: "sidecar-in-app-pod",
    title: "The sidecar shares a pod with an application container",
    why: "A sidecar in a separate pod issues tokens to every client that can reach it.",
    fix: "Run the sidecar as a container of the application's pod.",
    severity: "medium",
    enforcement: "mandatory",
    url: SECURITY,
    types: POD_TYPES,
    check: onSidecars(checkInApplicationPod),
  },
  {
    id: "SC-09",
    name: "sidecar-workload-identity-label",
    title: 'Pod template has azure.workload.identity/use: "true"',
    why: "Without an exchange token the sidecar cannot sign in, or falls back to the identity of the node.",
    fix: 'Set the label azure.workload.identity/use to "true", or project a token for api://AzureADTokenExchange into the sidecar.',
    severity: "high",
    enforcement: "mandatory",
    url: WORKLOAD_IDENTITY,
    types: POD_TYPES,
    check: onSidecars(checkWorkloadIdentity),
  },
  {
    id: "SC-10",
    name: "sidecar-service-account-client-id",
    title: "The pod's ServiceAccount carries azure.workload.identity/client-id and it equals AzureAd__ClientId",
    why: "With another id the sidecar's token is exchanged for one of an unintended identity.",
    fix: "Set the ServiceAccount's annotation to the id in AzureAd__ClientId.",
    severity: "high",
    enforcement: "mandatory",
    url: WORKLOAD_IDENTITY,
    reads: [SERVICE_ACCOUNT, USER_ASSIGNED_IDENTITY, ...POD_TYPES],
    perCluster: true,
    checkStack: checkSameClientId,
  },
  {
    id: "SC-11",
    name: "sidecar-no-client-secret",
    title: "ClientCredentials are not ClientSecret in production",
    why: "Anyone who copies a client secret can use it from anywhere, for months.",
    fix: "Set SourceType to SignedAssertionFilePath (workload identity) or KeyVault (certificate).",
    severity: "high",
    enforcement: "mandatory",
    nonProduction: "advisory",
    url: SECURITY,
    types: POD_TYPES,
    check: onSidecars(checkNoClientSecret),
  },
  {
    id: "SC-12",
    name: "sidecar-secret-from-ref",
    title: "Client secret, certificate password, Redis connection, App Insights string come from secretKeyRef or files",
    why: "Everyone who can read pods can read a value in the pod's spec, and the stack's state contains it.",
    fix: "Store the value in a Secret and reference it in valueFrom.secretKeyRef.",
    severity: "critical",
    enforcement: "mandatory",
    url: SECURITY,
    types: POD_TYPES,
    check: onSidecars(checkSecretsByReference),
  },
];
