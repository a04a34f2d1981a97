import { REMOVED } from "../paths";
import { by, layered, removed, rowsOf, set, survives, to, unnamed } from "../weakening";

const DAY = 24 * 3600;

/** Weak values of server parameters. */
const WEAK_PARAMETERS: Readonly<Record<string, string>> = {
  require_secure_transport: "off",
  ssl_min_protocol_version: "TLSv1",
  log_checkpoints: "off",
  log_connections: "off",
  log_disconnections: "off",
  "connection_throttle.enable": "off",
};

export const data = [
  ...rowsOf(["azure-native:keyvault:Vault", "azure-native:dbforpostgresql:Server", "azure-native:storage:StorageAccount"], {
    "options.protect": to(false, "GOV-04"),
  }),
  ...rowsOf(["azure-native:storage:StorageAccount", "azure-native:containerregistry:Registry"], {
    "options.ignoreChanges": to(["publicNetworkAccess"], "GOV-05"),
  }),
  ...rowsOf("azure-native:containerservice:ManagedCluster", { "options.ignoreChanges": to(["apiServerAccessProfile"], "GOV-05") }),
  ...rowsOf("azure-native:keyvault:Vault", {
    "options.ignoreChanges": to(["properties.publicNetworkAccess"], "GOV-05"),
    "properties.enablePurgeProtection": [to(false, "KV-05"), removed("KV-05")],
    "properties.enableRbacAuthorization": [to(false, "KV-01"), removed("KV-01")],
    "properties.enableSoftDelete": to(false, "KV-04"),
    "properties.softDeleteRetentionInDays": to(7, "KV-04"),
    "properties.enabledForDeployment": to(true, "KV-13"),
    "properties.enabledForDiskEncryption": to(true, "KV-13"),
    "properties.enabledForTemplateDeployment": to(true, "KV-13"),
    "properties.networkAcls.bypass": survives(
      "KV-07 and ST-17 allow trusted Azure services by default: backups need them",
      to("AzureServices"),
    ),
    "properties.networkAcls.defaultAction": [
      to("Allow", "KV-07"),
      layered("Without public access no address reaches the firewall", removed(), {
        path: "properties.publicNetworkAccess",
        value: "Enabled",
        controls: ["KV-07"],
      }),
    ],
    "properties.publicNetworkAccess": [to("Enabled", "KV-06"), removed("KV-06")],
  }),
  ...rowsOf("azure-native:keyvault:Key", {
    "properties.kty": to("oct", "KV-16"),
    "properties.keySize": to(1024, "KV-16"),
  }),
  ...rowsOf("azure-native:keyvault:Secret", {
    "properties.attributes.expires": [removed("KV-10"), by<number>((expires) => expires + 400 * DAY, "KV-10")],
    "properties.contentType": removed("KV-12"),
    "properties.value": to("Tr0ub4dor-and-3-more", "SEC-06"),
  }),
  ...rowsOf("azure-native:containerregistry:Registry", {
    adminUserEnabled: to(true, "ACR-01"),
    anonymousPullEnabled: to(true, "ACR-02"),
    publicNetworkAccess: [to("Enabled", "ACR-03"), removed("ACR-03")],
    "networkRuleSet.defaultAction": layered("Without public access no address reaches the firewall", to("Allow"), {
      path: "publicNetworkAccess",
      value: "Enabled",
      controls: ["ACR-04"],
    }),
    "policies.azureADAuthenticationAsArmPolicy.status": to("enabled", "ACR-15"),
    "policies.exportPolicy.status": to("enabled", "ACR-13"),
    "policies.retentionPolicy.status": to("disabled", "ACR-12"),
    "policies.trustPolicy.status": to("enabled", "ACR-10"),
    "sku.name": to("Basic", "ACR-06"),
    zoneRedundancy: to("Disabled", "ACR-11"),
  }),
  ...rowsOf("azure-native:containerregistry:Replication", { "": removed("ACR-07"), zoneRedundancy: to("Disabled", "ACR-11") }),
  ...rowsOf("azure-native:containerregistry:CacheRule", {
    sourceRepository: unnamed("ACR-18 is opt-in; POD-07 and POD-08 pin what a cached image may be", to("docker.io/library/*")),
  }),
  ...rowsOf("azure-native:storage:StorageAccount", {
    allowBlobPublicAccess: to(true, "ST-06"),
    allowCrossTenantReplication: to(true, "ST-14"),
    allowSharedKeyAccess: [to(true, "ST-07"), removed("ST-07")],
    enableHttpsTrafficOnly: to(false, "ST-01"),
    "encryption.requireInfrastructureEncryption": unnamed("ST-10 is opt-in: storage is always encrypted once", to(false)),
    allowedCopyScope: unnamed("No control: copies need a grant on both accounts", to("PrivateLink")),
    isLocalUserEnabled: to(true, "ST-15"),
    isSftpEnabled: to(true, "ST-15"),
    minimumTlsVersion: [to("TLS1_0", "ST-02"), removed("ST-02")],
    "networkRuleSet.bypass": to("AzureServices, Logging, Metrics", "ST-17"),
    "networkRuleSet.defaultAction": to("Allow", "ST-04"),
    publicNetworkAccess: [to("Enabled", "ST-03"), removed("ST-03")],
    sasPolicy: layered("Without shared keys no key can sign a shared access signature", removed(), {
      path: "allowSharedKeyAccess",
      value: true,
      controls: ["ST-09"],
    }),
    "sasPolicy.expirationAction": layered("Without shared keys no key can sign a shared access signature", to("Log")),
    "sku.name": to("Standard_LRS", "ST-16"),
  }),
  ...rowsOf("azure-native:storage:BlobContainer", { publicAccess: [to("Blob", "ST-06"), to("Container", "ST-06")] }),
  ...rowsOf("azure-native:storage:BlobServiceProperties", {
    "": removed("ST-12"),
    deleteRetentionPolicy: removed("ST-12"),
    "deleteRetentionPolicy.enabled": to(false, "ST-12"),
    "deleteRetentionPolicy.days": to(1, "ST-12"),
    "deleteRetentionPolicy.allowPermanentDelete": to(true, "ST-12"),
    containerDeleteRetentionPolicy: removed("ST-12"),
    "containerDeleteRetentionPolicy.enabled": to(false, "ST-12"),
    "containerDeleteRetentionPolicy.days": to(1, "ST-12"),
    isVersioningEnabled: unnamed("ST-12 is about deletion; versions protect against overwriting and cost storage", to(false)),
  }),
  ...rowsOf("azure-native:dbforpostgresql:Server", {
    "authConfig.activeDirectoryAuth": to("Disabled", "PG-06"),
    "authConfig.passwordAuth": [to("Enabled", "PG-07"), removed("PG-07")],
    authConfig: removed("PG-06"),
    "backup.backupRetentionDays": to(7, "PG-09"),
    "backup.geoRedundantBackup": to("Disabled", "PG-09"),
    backup: removed("PG-09"),
    "highAvailability.mode": [to("Disabled", "PG-10"), to("SameZone", "PG-10")],
    highAvailability: removed("PG-10"),
    "maintenanceWindow.customWindow": to("Disabled", "PG-13"),
    maintenanceWindow: removed("PG-13"),
    "network.publicNetworkAccess": [to("Enabled", "PG-01"), removed("PG-01")],
    administratorLoginPassword: set("Tr0ub4dor-and-3-more", "SEC-06"),
  }),
  ...rowsOf("azure-native:dbforpostgresql:AdministratorsMicrosoftEntra", {
    "": removed("PG-08"),
    principalType: survives("PG-08 requires an administrator; Azure also allows a person or a service principal", to("User")),
  }),
  ...rowsOf("azure-native:dbforpostgresql:Configuration", {
    "": by((_, { inputs }) => (inputs.configurationName === "connection_throttle.enable" ? REMOVED : undefined), "PG-11"),
    value: [
      by((_, { inputs }) => WEAK_PARAMETERS[String(inputs.configurationName)], "PG-03", "PG-04", "PG-11"),
      layered(
        "Password sign-in is off (PG-07)",
        by((_, { inputs }) => (/password/.test(String(inputs.configurationName)) ? "md5" : undefined)),
      ),
    ],
  }),
  ...rowsOf("azure-native:eventhub:Namespace", {
    disableLocalAuth: [to(false, "EH-01"), removed("EH-01")],
    minimumTlsVersion: to("1.0", "EH-03"),
    publicNetworkAccess: [to("Enabled", "EH-02"), removed("EH-02")],
  }),
];
