import { by, layered, removed, rowsOf, to, unnamed } from "../weakening";

const ROLE = "/providers/Microsoft.Authorization/roleDefinitions/";
const OWNER = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";
const withRole = (id: string, guid: string) => `${id.slice(0, id.indexOf(ROLE))}${ROLE}${guid}`;
const role = (guid: string) => by<string>((id, { inputs }) => (inputs.principalType === "Group" ? undefined : withRole(id, guid)), "ID-01");

const NAMESPACE = "kubernetes:core/v1:Namespace";
const POD_SECURITY = 'metadata.labels["pod-security.kubernetes.io/';

export const access = [
  ...rowsOf("azure-native:authorization:RoleAssignment", {
    roleDefinitionId: [
      role(OWNER),
      unnamed(
        "ID-01 is about identities of workloads; what people may do, is decided with Privileged Identity Management",
        by<string>((id, { inputs }) => (inputs.principalType === "Group" ? withRole(id, OWNER) : undefined)),
      ),
      role("b24988ac-6180-42a0-ab88-20f7382dd24c"),
      role("18d7d88d-d35e-4fb5-a5c3-7773c20a72d9"),
      role("f58310d9-a9f6-439a-9e8d-f62e7b41a168"),
    ],
    scope: by<string>(
      (scope, { inputs }) =>
        inputs.principalType === "Group" || !/[/]providers[/]/.test(scope) ? undefined : scope.split("/").slice(0, 3).join("/"),
      "ID-05",
    ),
    principalType: [removed("ID-11"), by((_, { name }) => (name.includes("secret") ? "User" : undefined), "KV-03")],
  }),
  ...rowsOf("azure-native:managedidentity:FederatedIdentityCredential", {
    audiences: [to(["api://other"], "ID-06"), by<readonly string[]>((listed) => [...listed, "api://other"], "ID-06")],
    issuer: by<string>((issuer) => issuer.replace("https:", "http:"), "ID-06"),
    subject: [
      to("system:serviceaccount:catalog:default", "ID-06"),
      to("system:serviceaccount:*:*", "ID-06"),
      to("repo:contoso/shop:ref:refs/heads/main", "ID-06"),
    ],
  }),
  ...rowsOf("kubernetes:core/v1:ServiceAccount", {
    automountServiceAccountToken: layered("The pods turn the token off themselves (POD-10)", to(true)),
    'metadata.annotations["azure.workload.identity/client-id"]': by(
      (_, { name }) => (/catalog/.test(name) ? "00000000-0000-0000-0000-000000000001" : undefined),
      "SC-10",
    ),
    "metadata.name": to("other", "POD-29"),
  }),
  ...rowsOf(NAMESPACE, {
    "metadata.labels": removed("NS-01"),
    [`${POD_SECURITY}enforce"]`]: [to("baseline", "NS-01"), to("privileged", "NS-01"), removed("NS-01")],
    [`${POD_SECURITY}audit"]`]: [to("privileged", "NS-01"), removed("NS-01")],
    [`${POD_SECURITY}warn"]`]: [to("privileged", "NS-01"), removed("NS-01")],
    [`${POD_SECURITY}enforce-version"]`]: to("v1.20", "POD-32"),
    [`${POD_SECURITY}audit-version"]`]: to("v1.20", "POD-32"),
    [`${POD_SECURITY}warn-version"]`]: to("v1.20", "POD-32"),
  }),
  ...rowsOf("kubernetes:core/v1:ResourceQuota", {
    "": removed("NS-02"),
    "spec.hard": to({}, "NS-02"),
  }),
  ...rowsOf("kubernetes:core/v1:LimitRange", { "": removed("NS-03"), "spec.limits": to([], "NS-03") }),
  ...rowsOf("kubernetes:secrets-store.csi.x-k8s.io/v1:SecretProviderClass", {
    "spec.provider": to("vault", "SEC-03"),
    "spec.parameters.usePodIdentity": to("true", "SEC-03"),
    "spec.parameters.useVMManagedIdentity": to("true", "SEC-03"),
    "spec.parameters.clientID": removed("SEC-03"),
    "spec.parameters.tenantId": removed("SEC-03"),
  }),
  ...rowsOf("kubernetes:helm.sh/v4:Chart", {
    version: [removed("HELM-01"), to(">=1.0.0", "HELM-01")],
    chart: [to("oci://ghcr.io/other/cert-manager", "HELM-01"), to("http://charts.example.com/cert-manager.tgz", "HELM-01")],
  }),
];
