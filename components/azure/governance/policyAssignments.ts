/**
 * A built-in Azure policy to assign, with its parameters (Azure/azure-policy, built-in-policies/policyDefinitions/Kubernetes and
 * policySetDefinitions/Kubernetes: the source of every parameter name below).
 */
export interface PolicyAssignmentRow {
  /** Short name; part of the assignment's name. */
  readonly key: string;
  /** Display name of the assignment. */
  readonly displayName: string;
  /** GUID of the built-in definition or initiative. */
  readonly definition: string;
  /** Whether the definition is an initiative (a policy set). @default false: a single policy */
  readonly initiative?: true;
  /**
   * Resources that the policy evaluates: pods (without system and gateway namespaces), other Kubernetes objects (without system
   * namespaces), or Azure resources.
   */
  readonly target: "pods" | "objects" | "azure";
  /** Whether the definition has no Deny effect and only audits, with its default effect. @default false: the effect is configurable */
  readonly auditOnly?: true;
  /** Parameters in addition to effect and excludedNamespaces. @default none: no other parameter */
  readonly parameters?: Readonly<Record<string, unknown>>;
}

/** Assignments whose parameters are constants; {@link ALLOWED_IMAGES} depends on the registry's login server. */
export const POLICY_ASSIGNMENTS: readonly PolicyAssignmentRow[] = [
  {
    key: "pod-security",
    displayName: "Pods meet the restricted Pod Security Standard",
    definition: "42b8ef37-b724-4e24-bbc8-7a7708edfe00",
    initiative: true,
    target: "pods",
    // By default the initiative (version 2.5.0) requires no capability to be dropped and allows fourteen.
    parameters: { requiredDropCapabilities: ["ALL"], allowedCapabilities: ["NET_BIND_SERVICE"] },
  },
  {
    key: "read-only-root",
    displayName: "Containers have a read-only root file system",
    definition: "df49d893-a74c-421d-bc95-c663042e5b80",
    target: "pods",
  },
  {
    key: "host-paths",
    displayName: "Pods mount no path of the host",
    definition: "098fc59e-46c7-4d99-9b16-64990e543d75",
    target: "pods",
    parameters: { allowedHostPaths: { paths: [] } },
  },
  {
    key: "external-ips",
    displayName: "Services have no external address",
    definition: "d46c275d-1680-448d-b2ec-e495a3b6cc89",
    target: "objects",
    parameters: { allowedExternalIPs: [] },
  },
  {
    key: "default-namespace",
    displayName: "Nothing runs in the default namespace",
    definition: "9f061a12-e40d-4183-a00e-171812443373",
    target: "objects",
    parameters: { namespaces: ["default"] },
  },
  {
    key: "private-cluster",
    displayName: "AKS clusters are private",
    definition: "040732e8-d947-40b8-95d6-854c95024bf8",
    target: "azure",
  },
  {
    key: "local-accounts",
    displayName: "AKS clusters have no local accounts",
    definition: "993c2fcd-2b29-49d2-9eb0-df2c3a730c32",
    target: "azure",
  },
  {
    key: "host-encryption",
    displayName: "AKS nodes encrypt temporary disks and caches",
    definition: "41425d9f-d1a5-499a-9932-f8ed8453932c",
    target: "azure",
  },
  { key: "entra", displayName: "AKS uses Entra", definition: "450d2877-ebea-41e8-b00c-e286317d21bf", target: "azure", auditOnly: true },
  {
    key: "policy-add-on",
    displayName: "AKS has the Azure Policy add-on",
    definition: "0a15ec92-a229-4763-bb14-0ea34a568f8d",
    target: "azure",
    auditOnly: true,
  },
  {
    key: "defender",
    displayName: "AKS has the Defender profile",
    definition: "a1840de2-8088-4ea8-b153-b4c723e9cb01",
    target: "azure",
    auditOnly: true,
  },
  {
    key: "rbac",
    displayName: "AKS uses role-based access control",
    definition: "ac4a19c2-fa67-49b4-8ae5-0b2e78c49457",
    target: "azure",
    auditOnly: true,
  },
  {
    key: "managed-identity",
    displayName: "AKS uses managed identities",
    definition: "da6e2401-19da-4532-9141-fb8fbde08431",
    target: "azure",
    auditOnly: true,
  },
  {
    key: "version",
    displayName: "AKS runs a version without known holes",
    definition: "fb893a29-21bb-418c-a157-e99480ec364c",
    target: "azure",
    auditOnly: true,
  },
];

/** Assigned where the ingress has a private address; the configuration can select a public address behind Front Door. */
export const INTERNAL_LOAD_BALANCERS: PolicyAssignmentRow = {
  key: "internal-balancers",
  displayName: "Load balancers are internal",
  definition: "3fc4dc25-5baf-40d8-9b05-7fe74c1bc64e",
  target: "objects",
};

/** Requires the parameter `allowedContainerImagesRegex`. */
export const ALLOWED_IMAGES: PolicyAssignmentRow = {
  key: "images",
  displayName: "Images come from the platform's registry",
  definition: "febd0533-8e55-448f-b837-bd0e06f16469",
  target: "pods",
};

/**
 * Repositories of the proxy that the Istio add-on injects into pods: its path until 2025, and the one since (image references
 * in Microsoft Learn: Istio CNI, and in AKS release notes).
 */
export const MESH_PROXY_REPOSITORIES: readonly string[] = ["mcr.microsoft.com/oss/istio/proxyv2", "mcr.microsoft.com/oss/v2/istio/proxyv2"];

/** Regular expression that matches every image of the registry and of the repositories, and no image that only has their prefix. */
export function imagePattern(registryLoginServer: string, repositories: readonly string[]): string {
  const registry = `${escapeForRegex(registryLoginServer)}/.+`;
  return `^(${[registry, ...repositories.map((repository) => `${escapeForRegex(repository)}[:@].+`)].join("|")})$`;
}

function escapeForRegex(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
