import type { Scenario } from "./preview";
import { CREDENTIALS } from "./stacks";
import { combine, edit, type Weakening } from "./weakening";

const CLUSTER = "azure-native:containerservice:ManagedCluster";
const VAULT = "azure-native:keyvault:Vault";
const SERVER = "azure-native:dbforpostgresql:Server";
const ACCOUNT = "azure-native:storage:StorageAccount";
const DEPLOYMENT = "kubernetes:apps/v1:Deployment";
const SERVICE = "kubernetes:core/v1:Service";
const POLICY = "kubernetes:networking.k8s.io/v1:NetworkPolicy";
const CATALOG = /inside-catalog-/;
const POD = "spec.template.spec";
const CONTRIBUTOR = "/providers/Microsoft.Authorization/roleDefinitions/b24988ac-6180-42a0-ab88-20f7382dd24c";
const SSH_FROM_ANYWHERE = {
  name: "ssh",
  access: "Allow",
  direction: "Inbound",
  protocol: "Tcp",
  sourceAddressPrefix: "*",
  sourcePortRange: "*",
  destinationAddressPrefix: "*",
  destinationPortRange: "22",
  priority: 100,
};

const clientSecret = {
  name: "AzureAd__ClientCredentials__0__SourceType",
  value: "ClientSecret",
};

/** Weakenings that the platform's requirements list. */
export const NAMED: readonly Weakening[] = [
  {
    what: "a public API server",
    change: { weaken: edit(CLUSTER, "apiServerAccessProfile.enablePrivateCluster", false) },
    policies: ["aks-private-cluster"],
  },
  { what: "local accounts", change: { weaken: edit(CLUSTER, "disableLocalAccounts", false) }, policies: ["aks-local-accounts-disabled"] },
  {
    what: "public access to the vault",
    change: { weaken: edit(VAULT, "properties.publicNetworkAccess", "Enabled") },
    policies: ["keyvault-no-public-access"],
  },
  {
    what: "the firewall in Detection",
    change: { settings: { frontDoor: { waf: { mode: "Detection" } } } },
    policies: ["frontdoor-waf-prevention"],
  },
  {
    what: "a Service on the sidecar's port",
    change: { weaken: edit(SERVICE, "spec.ports[0].targetPort", 5000, CATALOG) },
    policies: ["sidecar-no-ingress", "sidecar-no-service"],
  },
  {
    what: "a sidecar bound to 0.0.0.0 on an image below 1.1.0",
    change: {
      settings: {
        workloads: { catalog: { sidecar: { bind: "pod" } } },
        sidecarImage: { version: "1.0.0-azurelinux3.0-distroless" },
      },
    },
    policies: ["sidecar-localhost-bind", "sidecar-minimum-version"],
  },
  {
    what: "the tag latest",
    change: { weaken: edit(DEPLOYMENT, `${POD}.containers[0].image`, "shop.azurecr.io/catalog-service:latest", CATALOG) },
    policies: ["pod-pinned-images"],
  },
  {
    what: "root",
    change: { weaken: edit(DEPLOYMENT, `${POD}.containers[0].securityContext.runAsUser`, 0, CATALOG) },
    policies: ["pod-run-as-user"],
  },
  {
    what: "permission to run as root",
    change: { weaken: edit(DEPLOYMENT, `${POD}.containers[0].securityContext.runAsNonRoot`, false, CATALOG) },
    policies: ["pod-run-as-non-root"],
  },
  {
    what: "a client secret",
    change: { weaken: edit(DEPLOYMENT, `${POD}.containers[1].env[12]`, clientSecret, CATALOG) },
    policies: ["sidecar-no-client-secret"],
  },
  {
    what: "a sidecar in the environment Development",
    change: { weaken: edit(DEPLOYMENT, `${POD}.containers[1].env[0].value`, "Development", CATALOG) },
    policies: ["sidecar-not-development"],
  },
  {
    what: "a staging server for certificates",
    change: {
      weaken: edit(
        "kubernetes:cert-manager.io/v1:ClusterIssuer",
        "spec.acme.server",
        "https://acme-staging-v02.api.letsencrypt.org/directory",
        /acme|public/,
      ),
    },
    policies: ["ingress-no-staging-issuer"],
  },
  {
    what: "Istio without the check of the Front Door id",
    change: {
      weaken: combine(
        edit("kubernetes:networking.istio.io/v1:VirtualService", "spec.http[0].match[0]", { uri: { prefix: "/" } }),
        edit("kubernetes:security.istio.io/v1:AuthorizationPolicy", "spec.rules[0].when[0].notValues", ["*"]),
      ),
    },
    policies: ["ingress-frontdoor-id"],
  },
  {
    what: "Gateway API without the check of the Front Door id",
    change: {
      settings: { ingress: { controller: "gateway-api" } },
      weaken: edit("kubernetes:gateway.networking.k8s.io/v1:HTTPRoute", "spec.rules[0].matches[0]", {
        path: { type: "PathPrefix", value: "/" },
      }),
    },
    policies: ["ingress-frontdoor-id"],
  },
  {
    what: "nginx without the check of the Front Door id",
    change: {
      settings: { ingress: { controller: "nginx" } },
      weaken: edit(
        "kubernetes:networking.k8s.io/v1:Ingress",
        'metadata.annotations["nginx.ingress.kubernetes.io/enable-modsecurity"]',
        "false",
      ),
    },
    policies: ["ingress-frontdoor-id"],
  },
  {
    what: "a namespace without default deny",
    change: { weaken: edit(POLICY, "spec.podSelector", { matchLabels: { app: "other" } }, /catalog-space-default-deny/) },
    policies: ["networkpolicy-default-deny"],
  },
  {
    what: "shared keys of the storage account",
    change: { settings: { storage: { sharedKeyRotationDays: 30 } } },
    policies: ["storage-no-shared-key"],
  },
  {
    what: "PostgreSQL with passwords only, over the public network",
    change: {
      weaken: combine(
        edit(SERVER, "authConfig", { activeDirectoryAuth: "Disabled", passwordAuth: "Enabled" }),
        edit(SERVER, "network.publicNetworkAccess", "Enabled"),
      ),
    },
    policies: ["postgres-entra-auth", "postgres-entra-only", "postgres-no-public-access"],
  },
];

/** Further weakenings, each by one edit. */
export const FURTHER: readonly Weakening[] = [
  {
    what: "no workload identity",
    change: { weaken: edit(CLUSTER, "securityProfile.workloadIdentity.enabled", false) },
    policies: ["aks-workload-identity"],
  },
  { what: "Kubernetes RBAC only", change: { weaken: edit(CLUSTER, "aadProfile.enableAzureRBAC", false) }, policies: ["aks-azure-rbac"] },
  {
    what: "etcd without encryption",
    change: { settings: { cluster: { kms: false } } },
    policies: ["aks-kms-etcd-encryption"],
  },
  {
    what: "the registry's admin user",
    change: { weaken: edit("azure-native:containerregistry:Registry", "adminUserEnabled", true) },
    policies: ["acr-no-admin-user"],
  },
  {
    what: "access policies instead of roles",
    change: { weaken: edit(VAULT, "properties.enableRbacAuthorization", false) },
    policies: ["keyvault-rbac"],
  },
  { what: "public blobs", change: { weaken: edit(ACCOUNT, "allowBlobPublicAccess", true) }, policies: ["storage-no-blob-public"] },
  { what: "old TLS", change: { weaken: edit(ACCOUNT, "minimumTlsVersion", "TLS1_0") }, policies: ["storage-min-tls"] },
  {
    what: "SSH from the internet",
    change: { weaken: edit("azure-native:network:NetworkSecurityGroup", "securityRules[0]", SSH_FROM_ANYWHERE, /nsg-nodes/) },
    policies: ["nsg-no-internet-inbound"],
  },
  {
    what: "plain HTTP at the edge",
    change: { weaken: edit("azure-native:cdn:Route", "httpsRedirect", "Disabled") },
    policies: ["frontdoor-https-only"],
  },
  {
    what: "origins without a check of the certificate's name",
    change: { weaken: edit("azure-native:cdn:AFDOrigin", "enforceCertificateNameCheck", false) },
    policies: ["frontdoor-origin-cert-check"],
  },
  {
    what: "Contributor for a workload",
    change: { weaken: edit("azure-native:authorization:RoleAssignment", "roleDefinitionId", CONTRIBUTOR, /catalog/) },
    policies: ["keyvault-secrets-user-only", "role-least-privilege"],
  },
  {
    what: "a federated credential for another audience",
    change: { weaken: edit("azure-native:managedidentity:FederatedIdentityCredential", "audiences", ["api://else"], /catalog/) },
    policies: ["federated-credential"],
  },
  {
    what: "the host's network",
    change: { weaken: edit(DEPLOYMENT, `${POD}.hostNetwork`, true, CATALOG) },
    policies: ["pod-host-namespaces"],
  },
  {
    what: "a privileged container",
    change: { weaken: edit(DEPLOYMENT, `${POD}.containers[0].securityContext.privileged`, true, CATALOG) },
    policies: ["pod-privileged"],
  },
  {
    what: "another image as the sidecar",
    change: {
      weaken: edit(DEPLOYMENT, `${POD}.containers[1].image`, "mcr.microsoft.com/identity/sidecar:1.1.2", CATALOG),
    },
    policies: ["sidecar-official-image"],
  },
  {
    what: "a namespace without Pod Security",
    change: { weaken: edit("kubernetes:core/v1:Namespace", "metadata.labels", { team: "shop" }, CATALOG) },
    policies: ["namespace-pod-security"],
  },
  {
    what: "a public Service",
    change: { weaken: edit(SERVICE, "spec.type", "LoadBalancer", CATALOG) },
    policies: ["service-no-public-load-balancer"],
  },
  { what: "a node port", change: { weaken: edit(SERVICE, "spec.type", "NodePort", CATALOG) }, policies: ["service-no-node-port"] },
  {
    what: "a network policy that allows everything",
    change: { weaken: edit(POLICY, "spec.ingress", [{}], /catalog-traffic/) },
    policies: ["networkpolicy-not-allow-all"],
  },
];

/** Weakenings that the configuration's checks refuse before any resource is registered. */
export const REFUSED: readonly { readonly what: string; readonly settings: NonNullable<Scenario["settings"]>; readonly path: string }[] = [
  {
    what: "a client secret in production",
    settings: {
      secrets: { "sidecar-secret": "value-of-it" },
      workloads: { catalog: { sidecar: { credential: CREDENTIALS.clientSecret } } },
    },
    path: "workloads.catalog.sidecar.credential.type",
  },
  { what: "the tag latest", settings: { workloads: { catalog: { image: "catalog-service:latest" } } }, path: "workloads.catalog.image" },
  { what: "an image without tag", settings: { workloads: { catalog: { image: "catalog-service" } } }, path: "workloads.catalog.image" },
];
