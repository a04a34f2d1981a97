import { UNKNOWN } from "../../../policy-pack/rules/reading/values";
import type { CaseResource, ControlCases } from "./case";

/** A value as the engine sends one that is marked as secret (`@pulumi/pulumi/runtime/rpc`). */
const secret = (value: unknown) => ({ "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value });

const configMap = (data: unknown, metadata: Record<string, unknown> = {}, more: Record<string, unknown> = {}): CaseResource => ({
  type: "kubernetes:core/v1:ConfigMap",
  name: "settings",
  props: { metadata: { name: "settings", namespace: "catalog", ...metadata }, data, ...more },
});
const kubernetesSecret = (props: Record<string, unknown>, metadata: Record<string, unknown> = {}): CaseResource => ({
  type: "kubernetes:core/v1:Secret",
  name: "credentials",
  props: { metadata: { name: "credentials", namespace: "catalog", ...metadata }, ...props },
});

const WORKLOAD = {
  usePodIdentity: "false",
  useVMManagedIdentity: "false",
  clientID: "00000000-0000-0000-0000-000000000001",
  keyvaultName: "kv-shop",
  tenantId: "00000000-0000-0000-0000-000000000002",
};
const providerClass = (parameters: unknown, provider: unknown = "azure"): CaseResource => ({
  type: "kubernetes:secrets-store.csi.x-k8s.io/v1:SecretProviderClass",
  name: "vault",
  props: { metadata: { namespace: "catalog" }, spec: { provider, parameters } },
});

const externalSecret = (spec: Record<string, unknown>, version = "v1"): CaseResource => ({
  type: `kubernetes:external-secrets.io/${version}:ExternalSecret`,
  props: { spec: { secretStoreRef: { name: "vault" }, ...spec } },
});
const store = (provider: unknown, kind = "SecretStore"): CaseResource => ({
  type: `kubernetes:external-secrets.io/v1:${kind}`,
  props: { spec: { provider } },
});

const deployment = (mounts: unknown, volumes: unknown, namespace: unknown = "catalog"): CaseResource => ({
  type: "kubernetes:apps/v1:Deployment",
  name: "catalog",
  props: {
    metadata: { namespace },
    spec: { template: { spec: { containers: [{ name: "app", volumeMounts: mounts }], volumes } } },
  },
});
const tls = { type: "kubernetes.io/tls", stringData: { "tls.crt": "certificate", "tls.key": "key" } };
const secretVolume = { name: "tls", secret: { secretName: "tls" } };
const mount = (more: Record<string, unknown> = {}) => ({ name: "tls", mountPath: "/tls", readOnly: true, ...more });
const SUB_PATH = "spec.template.spec.containers[0].volumeMounts[0].subPath";

const vm = (osProfile: unknown, version = ""): CaseResource => ({
  type: `azure-native:compute${version}:VirtualMachine`,
  name: "vm",
  props: { vmName: "vm-build", osProfile },
});
const vaultSecret = (value: unknown): CaseResource => ({
  type: "azure-native:keyvault:Secret",
  name: "secret",
  props: { vaultName: "kv-shop", secretName: "database", properties: { value, contentType: "text/plain" } },
});
const webApp = (siteConfig: unknown): CaseResource => ({ type: "azure-native:web:WebApp", name: "site", props: { siteConfig } });
const release = (values: unknown): CaseResource => ({ type: "kubernetes:helm.sh/v3:Release", name: "grafana", props: { values } });

const STORAGE_KEY =
  "DefaultEndpointsProtocol=https;AccountName=stshop;AccountKey=c2hvcC1zdG9yYWdlLWtleS1mb3ItdGVzdHMtb25seQ==;EndpointSuffix=core.windows.net";

export const cases: Record<string, ControlCases> = {
  "SEC-01": {
    passes: [
      [configMap({ LOG_LEVEL: "info", PORT: "8080", ENDPOINT: "https://api.example.com/v1" })],
      [configMap({ PASSWORD_FILE: "/mnt/secrets-store/password", TOKEN_URL: "https://login.microsoftonline.com/common/oauth2/token" })],
      [configMap({ DATABASE_PASSWORD: "$(DATABASE_PASSWORD)", SECRET_NAME: "database-credentials" })],
      [
        configMap({
          "application.properties": "spring.datasource.password=$DB_PASSWORD\nspring.datasource.url=jdbc:postgresql://db/shop",
        }),
      ],
      [configMap({ "appsettings.json": JSON.stringify({ Logging: { LogLevel: "Warning" }, Db: { PasswordFile: "/run/secrets/db" } }) })],
      [configMap({ "ca.crt": "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n" })],
      [configMap({ "prometheus.yml": "scrape_configs:\n  - bearer_token_file: /var/run/secrets/kubernetes.io/serviceaccount/token\n" })],
      [configMap({ "grafana.ini": "[security]\nadmin_password = $__file{/etc/secrets/admin}\nsecret_key = %(SECRET_KEY)s\n" })],
      [configMap({ "broken.json": "{ not json" })],
      [configMap(undefined)],
      // The value of an unknown entry beside it is known to be harmless.
      [configMap({ LOG_LEVEL: "info" }, { namespace: UNKNOWN })],
    ],
    fails: [
      { resources: [configMap({ LOG_LEVEL: "info", DATABASE_PASSWORD: "hunter2" })], at: ["data.DATABASE_PASSWORD"] },
      { resources: [configMap({ AzureAd__ClientSecret: "abc8Q~abcdefghijklmnopqrstuvwxyz0123456" })], at: ["data.AzureAd__ClientSecret"] },
      {
        resources: [configMap({ "key.pem": "-----BEGIN RSA PRIVATE KEY-----\nMIIB\n-----END RSA PRIVATE KEY-----\n" })],
        at: ['data["key.pem"]'],
      },
      { resources: [configMap({ STORAGE: STORAGE_KEY })], at: ["data.STORAGE"] },
      {
        resources: [configMap({ "application.properties": "server.port=8080\nspring.datasource.password=correct horse\n" })],
        at: ['data["application.properties"]'],
      },
      { resources: [configMap({ ".env": "DB_PASSWORD=hunter" })], at: ['data[".env"]'] },
      {
        resources: [configMap({ "appsettings.json": JSON.stringify({ Db: [{ Password: "hunter2" }] }) })],
        at: ['data["appsettings.json"]'],
      },
      {
        resources: [configMap({}, {}, { binaryData: { key: Buffer.from("postgres://shop:hunter2@db/shop").toString("base64") } })],
        at: ["binaryData.key"],
      },
      { resources: [configMap({ API_KEY: "f7c3bc1d808e04732adf679965ccc34ca7ae3441" })], at: ["data.API_KEY"] },
      {
        resources: [{ type: "kubernetes:core/v1:ConfigMapPatch", props: { data: { PASSWORD: "hunter2" } } }],
        at: ["data.PASSWORD"],
      },
    ],
    notApplicable: [[configMap({ PASSWORD: "hunter2" }, { namespace: "kube-system" })]],
    undecided: [
      { resources: [configMap(UNKNOWN)], at: ["data"] },
      { resources: [configMap({ LOG_LEVEL: UNKNOWN })], at: ["data.LOG_LEVEL"] },
      {
        resources: [configMap({ PASSWORD: "hunter2" }, { namespace: UNKNOWN })],
        config: { excludedNamespaces: ["kube-system", "legacy"] },
        at: ["metadata.namespace"],
      },
    ],
  },
  "SEC-02": {
    passes: [
      // A component fills it.
      [kubernetesSecret({ type: "Opaque" })],
      [kubernetesSecret({ data: {}, stringData: null })],
    ],
    fails: [
      { resources: [kubernetesSecret({ type: "Opaque", stringData: { password: "hunter2" } })], at: ["stringData"] },
      { resources: [kubernetesSecret({ data: { password: UNKNOWN } })], at: ["data"] },
      { resources: [kubernetesSecret({ data: { password: secret("aHVudGVyMg==") } })], at: ["data"] },
    ],
    notApplicable: [
      [kubernetesSecret(tls)],
      [kubernetesSecret({ stringData: { password: "hunter2" } }, { ownerReferences: [{ kind: "ExternalSecret", name: "database" }] })],
      [kubernetesSecret({ stringData: { password: "hunter2" } }, { namespace: "kube-system" })],
      { resources: [kubernetesSecret({ stringData: { a: "b" } })], config: { literalSecrets: ["catalog/credentials"] } },
    ],
    undecided: [
      { resources: [kubernetesSecret({ stringData: UNKNOWN })], at: ["stringData"] },
      { resources: [kubernetesSecret({ type: UNKNOWN, stringData: { a: "b" } })], at: ["type"] },
      { resources: [kubernetesSecret({ stringData: { a: "b" } }, { ownerReferences: UNKNOWN })], at: ["metadata.ownerReferences"] },
      {
        resources: [kubernetesSecret({ stringData: { a: "b" } }, { name: UNKNOWN })],
        config: { literalSecrets: ["catalog/credentials"] },
        at: ["metadata.name"],
      },
    ],
  },
  "SEC-03": {
    passes: [
      [providerClass(WORKLOAD)],
      [providerClass({ clientID: UNKNOWN, tenantID: UNKNOWN, keyvaultName: "kv-shop" })],
      { resources: [providerClass({ roleName: "shop" }, "vault")], config: { allowedProviders: ["azure", "vault"] } },
    ],
    fails: [
      { resources: [providerClass({ ...WORKLOAD, useVMManagedIdentity: "true" })], at: ["spec.parameters.useVMManagedIdentity"] },
      { resources: [providerClass({ useVMManagedIdentity: true, tenantId: "t" })], at: ["spec.parameters.useVMManagedIdentity"] },
      { resources: [providerClass({ ...WORKLOAD, usePodIdentity: "True" })], at: ["spec.parameters.usePodIdentity"] },
      { resources: [providerClass({ keyvaultName: "kv-shop", tenantId: "t" })], at: ["spec.parameters.clientID"] },
      {
        resources: [providerClass({ ...WORKLOAD, clientID: "", tenantId: null })],
        at: ["spec.parameters.clientID", "spec.parameters.tenantId"],
      },
      { resources: [providerClass(undefined)], at: ["spec.parameters.clientID", "spec.parameters.tenantId"] },
      { resources: [providerClass({ roleName: "shop" }, "vault")], at: ["spec.provider"] },
      {
        resources: [
          {
            type: "kubernetes:secrets-store.csi.x-k8s.io/v1alpha1:SecretProviderClass",
            props: { spec: { provider: "azure", parameters: { ...WORKLOAD, useVMManagedIdentity: "true" } } },
          },
        ],
        at: ["spec.parameters.useVMManagedIdentity"],
      },
    ],
    undecided: [
      { resources: [providerClass({ ...WORKLOAD, useVMManagedIdentity: UNKNOWN })], at: ["spec.parameters.useVMManagedIdentity"] },
      { resources: [providerClass(UNKNOWN)], at: ["spec.parameters"] },
      { resources: [providerClass(WORKLOAD, UNKNOWN)], at: ["spec.provider"] },
    ],
  },
  "SEC-04": {
    passes: [
      [externalSecret({ refreshInterval: "15m" })],
      [externalSecret({ refreshInterval: "1h0m0s", refreshPolicy: "Periodic" }, "v1beta1")],
      [externalSecret({})],
      [store({ azurekv: { authType: "WorkloadIdentity", vaultUrl: "https://kv-shop.vault.azure.net" } })],
      { resources: [externalSecret({ refreshInterval: "24h" })], config: { longestRefreshMinutes: 1440 } },
    ],
    fails: [
      { resources: [externalSecret({ refreshInterval: "0" })], at: ["spec.refreshInterval"] },
      { resources: [externalSecret({ refreshInterval: "0s" })], at: ["spec.refreshInterval"] },
      { resources: [externalSecret({ refreshInterval: "1h1m" })], at: ["spec.refreshInterval"] },
      { resources: [externalSecret({ refreshInterval: "hourly" })], at: ["spec.refreshInterval"] },
      { resources: [externalSecret({ refreshInterval: "1h", refreshPolicy: "CreatedOnce" })], at: ["spec.refreshPolicy"] },
      { resources: [store({ azurekv: { vaultUrl: "https://kv-shop.vault.azure.net" } })], at: ["spec.provider.azurekv.authType"] },
      { resources: [store({ azurekv: { authType: "ManagedIdentity" } }, "ClusterSecretStore")], at: ["spec.provider.azurekv.authType"] },
    ],
    notApplicable: [[store({ kubernetes: {} })]],
    undecided: [
      { resources: [externalSecret({ refreshInterval: UNKNOWN })], at: ["spec.refreshInterval"] },
      { resources: [externalSecret({ refreshPolicy: UNKNOWN })], at: ["spec.refreshPolicy"] },
      { resources: [store(UNKNOWN)], at: ["spec.provider.azurekv"] },
      { resources: [store({ azurekv: { authType: UNKNOWN } })], at: ["spec.provider.azurekv.authType"] },
    ],
  },
  "SEC-05": {
    passes: [
      [deployment([mount()], [secretVolume])],
      // ConfigMaps hold no secrets.
      [deployment([mount({ subPath: "nginx.conf" })], [{ name: "tls", configMap: { name: "nginx" } }])],
      [kubernetesSecret({ type: "kubernetes.io/tls" })],
      // SEC-02 evaluates this type.
      [kubernetesSecret({ stringData: { password: "hunter2" } })],
      [kubernetesSecret(tls, { ownerReferences: [{ kind: "Certificate", name: "shop" }] })],
    ],
    notApplicable: [[kubernetesSecret(tls, { namespace: "kube-system" })]],
    fails: [
      { resources: [kubernetesSecret(tls)], at: ["type"] },
      { resources: [kubernetesSecret({ type: "kubernetes.io/dockerconfigjson", data: { ".dockerconfigjson": UNKNOWN } })], at: ["type"] },
      { resources: [deployment([mount({ subPath: "tls.crt" })], [secretVolume])], at: [SUB_PATH] },
      {
        resources: [deployment([mount({ subPath: "db" })], [{ name: "tls", csi: { driver: "secrets-store.csi.k8s.io" } }])],
        at: [SUB_PATH],
      },
      {
        resources: [deployment([mount({ subPath: "db" })], [{ name: "tls", projected: { sources: [{ secret: { name: "db" } }] } }])],
        at: [SUB_PATH],
      },
    ],
    undecided: [
      { resources: [kubernetesSecret({ type: UNKNOWN, stringData: { a: "b" } })], at: ["type"] },
      { resources: [kubernetesSecret({ ...tls, stringData: UNKNOWN })], at: ["stringData"] },
      { resources: [deployment([mount({ subPath: UNKNOWN })], [secretVolume])], at: [SUB_PATH] },
      {
        resources: [deployment([mount({ name: UNKNOWN, subPath: "a" })], [secretVolume])],
        at: ["spec.template.spec.containers[0].volumeMounts[0].name"],
      },
    ],
  },
  "SEC-06": {
    passes: [
      [vm({ adminUsername: "azureuser", adminPassword: secret("Hunter2-Hunter2") })],
      [vm(secret({ adminPassword: "Hunter2-Hunter2" }))],
      // An unknown secret.
      [vm({ adminPassword: secret(UNKNOWN) })],
      [vm({ linuxConfiguration: { disablePasswordAuthentication: true, ssh: { publicKeys: [{ keyData: "ssh-rsa AAAA" }] } } })],
      [vaultSecret(secret("hunter2"))],
      [
        webApp({
          appSettings: [{ name: "DB_PASSWORD", value: "@Microsoft.KeyVault(SecretUri=https://kv-shop.vault.azure.net/secrets/db)" }],
        }),
      ],
      [webApp({ appSettings: secret([{ name: "DB_PASSWORD", value: "hunter2" }]) })],
      // Entra authentication: the connection string contains no password.
      [webApp({ connectionStrings: [{ connectionString: "Server=sql-shop;Database=shop;Authentication=Active Directory Default" }] })],
      [
        {
          type: "azure-native:apimanagement:NamedValue",
          props: { keyVault: { secretIdentifier: "https://kv-shop.vault.azure.net/secrets/db" } },
        },
      ],
      [
        {
          type: "azure-native:app:ContainerApp",
          props: { configuration: { secrets: [{ name: "db", keyVaultUrl: "https://kv/secrets/db" }] } },
        },
      ],
      [release({ adminUser: "admin", adminPassword: secret("hunter2"), persistence: { enabled: true } })],
      [release({ existingSecret: "grafana-credentials", passwordKey: "admin-password" })],
    ],
    fails: [
      { resources: [vm({ adminUsername: "azureuser", adminPassword: "Hunter2-Hunter2" })], at: ["osProfile.adminPassword"] },
      { resources: [vm({ adminPassword: "Hunter2-Hunter2" }, "/v20240701")], at: ["osProfile.adminPassword"] },
      // Another value is marked, not this one.
      {
        resources: [
          {
            type: "azure-native:dbforpostgresql:Server",
            props: { administratorLogin: secret("shop"), administratorLoginPassword: "hunter2", tags: { "a.b": "c" } },
          },
        ],
        at: ["administratorLoginPassword"],
      },
      { resources: [vaultSecret("plain words")], at: ["properties.value"] },
      {
        resources: [
          webApp({
            appSettings: [
              { name: "PORT", value: "80" },
              { name: "DB_PASSWORD", value: "hunter2" },
            ],
          }),
        ],
        at: ["siteConfig.appSettings[1].value"],
      },
      {
        resources: [webApp({ connectionStrings: [{ connectionString: STORAGE_KEY }] })],
        at: ["siteConfig.connectionStrings[0].connectionString"],
      },
      {
        resources: [
          {
            type: "azure-native:web:WebAppApplicationSettings",
            props: { properties: { "Cache.Password": "hunter2", WEBSITE_TIME_ZONE: "UTC" } },
          },
        ],
        at: ['properties["Cache.Password"]'],
      },
      {
        resources: [
          {
            type: "azure-native:compute:VirtualMachineExtension",
            props: { settings: { fileUris: [] }, protectedSettings: { commandToExecute: "install.sh --license abc" } },
          },
        ],
        at: ["protectedSettings.commandToExecute"],
      },
      {
        resources: [
          { type: "azure-native:datafactory:LinkedService", props: { properties: { clientKey: { type: "SecureString", value: "abc" } } } },
        ],
        at: ["properties.clientKey.value"],
      },
      {
        resources: [{ type: "azure-native:app:ContainerApp", props: { configuration: { secrets: [{ name: "db", value: "abc" }] } } }],
        at: ["configuration.secrets[0].value"],
      },
      { resources: [release({ auth: { adminPassword: "hunter2", other: UNKNOWN } })], at: ["values.auth.adminPassword"] },
    ],
    undecided: [
      { resources: [vm({ adminPassword: UNKNOWN })], at: ["osProfile.adminPassword"] },
      { resources: [vaultSecret(UNKNOWN)], at: ["properties.value"] },
      {
        resources: [webApp({ connectionStrings: [{ connectionString: UNKNOWN }] })],
        at: ["siteConfig.connectionStrings[0].connectionString"],
      },
    ],
  },
};
