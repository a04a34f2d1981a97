/** A part of the platform: where it is, what tests it, what describes it. */
export interface Subject {
  readonly components: readonly string[];
  readonly tests: readonly string[];
  /** Pages in docs, with the heading where there is one. */
  readonly pages: readonly string[];
}

/** Paths are relative to components, test and docs, without extension. A path with an extension is relative to the repository. */
function subject(components: string, tests: string, pages: string): Subject {
  return {
    components: paths("components", components, ".ts"),
    tests: paths("test", tests, ".spec.ts"),
    pages: pages.split(" ").filter(Boolean),
  };
}

function paths(folder: string, names: string, extension: string): readonly string[] {
  const found = names.split(" ").filter(Boolean);
  return found.map((name) => (/\.[a-z]+$/.test(name) ? name : `${folder}/${name}${extension}`));
}

/** Each is defined once, and named by every line that it answers. */
export const SUBJECTS: Readonly<Record<string, Subject>> = {
  cluster: subject(
    "azure/cluster/clusterArgs azure/cluster/clusterSettings",
    "platform/cluster platform/weakenings",
    "configuration.md#cluster",
  ),
  nodes: subject("azure/cluster/nodePools", "platform/cluster", "configuration.md#cluster"),
  upgrades: subject("azure/cluster/maintenance plan/support", "platform/cluster components/plan/support", "upgrading.md"),
  kms: subject("azure/data/encryptionKey stamp/etcdKey", "components/azure/data/encryptionKey", "operations.md#rotation"),
  availability: subject(
    "stamp/stamp kubernetes/workload/scaling",
    "platform/scenarios components/kubernetes/workload/workload",
    "architecture.md",
  ),
  network: subject("azure/network/network azure/network/securityRules", "platform/cluster platform/weakenings", "architecture.md#network"),
  privateEndpoints: subject(
    "azure/network/privateEndpoint azure/network/privateDnsZones",
    "platform/order components/azure/data/keyVault components/azure/data/storage",
    "architecture.md#private-dns",
  ),
  vault: subject("azure/data/keyVault stamp/data", "components/azure/data/keyVault", "architecture.md#secrets-from-source-to-destination"),
  roles: subject("stamp/grants azure/identity/roleAssignment", "platform/grants", "architecture.md#role-assignments"),
  secretFiles: subject(
    "kubernetes/pod/secretProviderClass",
    "components/kubernetes/workload/workload components/kubernetes/sidecar/sidecar",
    "architecture.md#secrets-from-source-to-destination",
  ),
  generatedSecrets: subject(
    "azure/data/generatedSecret plan/rotation",
    "components/azure/data/generatedSecret engine/rotation",
    "operations.md#rotation",
  ),
  givenSecrets: subject("plan/configuredSecrets plan/expiry", "components/plan/expiry components/plan/secrets", "operations.md#rotation"),
  encryptedConfiguration: subject(
    "config/secrets config/confidential",
    "components/config/secrets components/config/confidential engine/secrets",
    "operations.md#what-outputs-state-and-artifacts-reveal",
  ),
  externalSecrets: subject("kubernetes/addons/externalSecrets", "components/kubernetes/addons/addons", "configuration.md#kubernetes"),
  postgres: subject("azure/data/postgres azure/data/postgresSettings", "components/azure/data/postgres", "configuration.md#postgres"),
  storage: subject("azure/data/storage azure/data/storageSettings", "components/azure/data/storage", "configuration.md#storage"),
  eventHubs: subject("azure/data/eventHubs", "components/azure/data/eventHubs", "configuration.md#eventhubs"),
  registry: subject("azure/registry/registry azure/registry/cacheRules", "components/azure/registry/registry", "configuration.md#registry"),
  images: subject(
    "config/schema/workload kubernetes/workload/application",
    "components/config/faults components/config/shape",
    "configuration.md#workloads",
  ),
  identities: subject(
    "azure/identity/identity stamp/identities kubernetes/pod/workloadIdentity",
    "platform/grants components/kubernetes/workload/workload",
    "architecture.md#role-assignments",
  ),
  tokens: subject(
    "kubernetes/pod/identityToken",
    "components/kubernetes/workload/workload",
    "sidecar.md#what-the-containers-of-a-pod-share",
  ),
  sidecar: subject("kubernetes/sidecar/sidecar", "components/kubernetes/sidecar/sidecar", "sidecar.md#what-the-program-sets-and-why"),
  sidecarAddress: subject(
    "kubernetes/sidecar/sidecarEnvironment kubernetes/sidecar/sidecar",
    "components/kubernetes/sidecar/sidecarEnvironment cluster/behaviour",
    "sidecar.md#listening-address",
  ),
  sidecarImage: subject(
    "config/schema/sidecar kubernetes/sidecar/sidecar",
    "components/kubernetes/sidecar/sidecar",
    "sidecar.md upgrading.md",
  ),
  sidecarCredentials: subject(
    "kubernetes/sidecar/sidecarCredentials config/credentials",
    "components/config/credentials components/kubernetes/sidecar/sidecarEnvironment",
    "sidecar.md#credential-modes",
  ),
  sidecarSettings: subject(
    "kubernetes/sidecar/sidecarEnvironment",
    "components/kubernetes/sidecar/sidecarEnvironment",
    "sidecar.md#what-the-program-sets-and-why",
  ),
  ignoredSettings: subject(
    "kubernetes/sidecar/sidecarCredentials plan/warnings",
    "components/kubernetes/sidecar/sidecarEnvironment components/plan/warnings",
    "sidecar.md#what-the-image-ignores",
  ),
  popKeys: subject("config/schema/popKey config/checks/sidecar", "components/config/popKeys", "sidecar.md#what-the-application-must-do"),
  overrides: subject(
    "config/schema/sidecar config/checks/sidecar kubernetes/sidecar/sidecarEnvironment",
    "components/kubernetes/sidecar/sidecarEnvironment",
    "sidecar.md#what-the-application-must-do",
  ),
  agents: subject("config/checks/sidecar", "docs/identities", "identities.md#agent-identities"),
  agentQueries: subject("", "docs/identities", "identities.md#saved-queries"),
  conditionalAccess: subject("", "", "identities.md#conditional-access"),
  issuerKeys: subject("", "", "identities.md#rotating-the-keys-of-the-service-account-issuer"),
  podSecurity: subject(
    "kubernetes/pod/podSecurity",
    "components/kubernetes/workload/workload platform/podGroups",
    "manual-checks.md#pods-and-privileges",
  ),
  namespaces: subject(
    "kubernetes/namespace/namespace",
    "components/kubernetes/namespace/namespace",
    "manual-checks.md#pods-and-privileges",
  ),
  quotas: subject("kubernetes/namespace/quota", "components/kubernetes/namespace/quota", "configuration.md#workloads"),
  resources: subject(
    "kubernetes/workload/application kubernetes/sidecar/sidecar",
    "components/kubernetes/workload/workload components/kubernetes/sidecar/sidecar",
    "configuration.md#workloads",
  ),
  networkPolicies: subject(
    "kubernetes/namespace/networkPolicies kubernetes/workload/workloadTraffic kubernetes/gateway/gatewayIsolation",
    "components/kubernetes/namespace/networkPolicies components/kubernetes/gateway/gatewayIsolation cluster/behaviour",
    "architecture.md#network manual-checks.md#network",
  ),
  mesh: subject("plan/mesh kubernetes/workload/mesh", "platform/serviceMesh edge/serviceMesh", "operations.md#service-mesh"),
  meshAuthority: subject("stamp/meshAuthority", "platform/meshAuthority", "operations.md#service-mesh"),
  calls: subject(
    "plan/calls config/checks/calls kubernetes/workload/workloadTraffic",
    "platform/calls",
    "operations.md#calls-between-workloads",
  ),
  services: subject(
    "kubernetes/workload/workload kubernetes/namespace/quota",
    "components/kubernetes/workload/workload components/kubernetes/namespace/quota",
    "architecture.md#network",
  ),
  applicationSettings: subject(
    "kubernetes/workload/application",
    "components/kubernetes/workload/workload",
    "operations.md#adding-a-workload",
  ),
  workload: subject("kubernetes/workload/workload", "components/kubernetes/workload/workload", "operations.md#adding-a-workload"),
  frontDoor: subject(
    "azure/edge/frontDoor azure/edge/frontDoorOrigins",
    "components/azure/edge/frontDoor components/azure/edge/frontDoorOrigins",
    "architecture.md#from-front-door-to-a-pod",
  ),
  domains: subject(
    "azure/edge/frontDoorDomains azure/edge/publicZone",
    "components/azure/edge/frontDoor components/azure/edge/domainValidation",
    "configuration.md#frontdoor",
  ),
  firewall: subject(
    "azure/edge/waf azure/edge/wafManagedRules azure/edge/wafCustomRules",
    "components/azure/edge/waf components/config/waf",
    "operations.md#a-request-that-the-firewall-blocks-by-mistake",
  ),
  frontDoorId: subject(
    "kubernetes/gateway/frontDoorId kubernetes/gateway/istio kubernetes/gateway/gatewayApi kubernetes/gateway/nginx",
    "components/kubernetes/gateway/frontDoorId components/kubernetes/gateway/controllers edge/controllers",
    "architecture.md#from-front-door-to-a-pod",
  ),
  smokeTest: subject("kubernetes/gateway/smokeTest", "components/kubernetes/gateway/smokeTestScript", "operations.md#troubleshooting"),
  gateway: subject(
    "kubernetes/gateway/edgeGateway kubernetes/gateway/istio kubernetes/gateway/nginx",
    "components/kubernetes/gateway/edgeGateway edge/controllers",
    "operations.md#ingress-controllers",
  ),
  backendTls: subject(
    "plan/backendTls kubernetes/gateway/istioBackends kubernetes/gateway/gatewayApiBackends kubernetes/addons/authorityDistribution " +
      "kubernetes/addons/trustManager kubernetes/workload/serverCertificate",
    "platform/backendTls components/kubernetes/gateway/backendTls components/kubernetes/addons/authorityDistribution edge/published edge/controllers",
    "operations.md#tls-in-the-application",
  ),
  issuers: subject(
    "plan/issuers plan/acmeAccounts kubernetes/addons/issuers kubernetes/addons/acmeAccount kubernetes/addons/certManager kubernetes/gateway/certificate",
    "components/config/issuers components/config/acmeAccounts components/plan/acmeAccounts components/kubernetes/addons/addons platform/originZone platform/ownIssuer platform/acmeAccount",
    "configuration.md#ingress operations.md#a-separate-zone-for-the-origins operations.md#another-issuer-of-the-origins-certificates",
  ),
  charts: subject(
    "kubernetes/addons/chartPods kubernetes/addons/certManager",
    "components/kubernetes/addons/addons",
    "upgrading.md#charts",
  ),
  azurePolicy: subject(
    "azure/governance/stampPolicies azure/governance/policyAssignments",
    "components/azure/governance/governance",
    "operations.md#subscription-wide-settings",
  ),
  logs: subject(
    "azure/monitoring/diagnostics azure/monitoring/clusterTelemetry azure/monitoring/logWorkspace",
    "components/azure/monitoring/observability components/azure/monitoring/stampMonitoring",
    "configuration.md#observability",
  ),
  metrics: subject(
    "azure/monitoring/clusterTelemetry azure/monitoring/prometheusRules",
    "components/azure/monitoring/stampMonitoring",
    "operations.md#alerts",
  ),
  alerts: subject(
    "azure/monitoring/auditAlerts azure/monitoring/stampLogAlerts azure/monitoring/alerts",
    "components/azure/monitoring/logAlertQueries components/azure/monitoring/stampMonitoring",
    "operations.md#alerts",
  ),
  expiryAlerts: subject("azure/monitoring/certificateAlerts", "components/azure/monitoring/logAlertQueries", "operations.md#alerts"),
  edgeAlerts: subject("azure/monitoring/edgeAlerts", "components/azure/edge/frontDoor", "operations.md#alerts"),
  defender: subject("azure/governance/defenderPlans", "components/azure/governance/governance", "operations.md#subscription-wide-settings"),
  sentinel: subject("azure/governance/governance", "components/azure/governance/governance", "operations.md#subscription-wide-settings"),
  protection: subject("azure/governance/lock", "components/azure/governance/lock", "operations.md#locks-and-protection"),
  compromisedPod: subject("", "", "incident-response.md#a-pod-is-compromised"),
  exposedCredential: subject("plan/rotation", "components/plan/secrets", "incident-response.md#a-credential-is-exposed"),
  exposedToken: subject("", "", "incident-response.md#a-token-is-exposed"),
  whatWasReached: subject("", "", "incident-response.md#what-was-reached"),
  afterIncident: subject("", "", "incident-response.md#afterwards"),
  deployPipeline: subject(
    ".github/workflows/deploy.yml azure-pipelines.yml",
    "pipelines/workflows pipelines/changes pipelines/stages",
    "pipelines.md",
  ),
  driftPipeline: subject("Pulumi.yaml .github/workflows/drift.yml", "pipelines/stages pipelines/workflows", "operations.md#drift"),
  rotatePipeline: subject(".github/workflows/rotate.yml", "pipelines/rotation engine/rotation", "pipelines.md"),
  updatePipeline: subject(
    ".github/dependabot.yml renovate.json .github/workflows/component-updates.yml",
    "pipelines/updates",
    "pipelines.md#updates",
  ),
  stacks: subject("config/load Pulumi.prod.yaml Pulumi.dev.yaml", "docs/configSchema docs/configuration", "configuration.md"),
  state: subject("", "", "operations.md#what-outputs-state-and-artifacts-reveal"),
  requestTrace: subject("kubernetes/gateway/istio", "components/kubernetes/gateway/controllers", "operations.md#following-one-request"),
  manifestScans: subject("", "", "manual-checks.md#manifests"),
  rights: subject("", "", "manual-checks.md#rights"),
  review: subject("", "", "manual-checks.md#review"),
  frameworks: subject("requirements/frameworks.ts", "docs/controls", "controls/frameworks.md"),
  decisions: subject("", "", "decisions.md"),
};
