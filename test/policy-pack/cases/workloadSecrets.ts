import { UNKNOWN } from "../../../policy-pack/rules/reading/values";
import type { CaseResource, ControlCases } from "./case";

type Fields = Record<string, unknown>;

const SPEC = "spec.template.spec";
const NAME = `${SPEC}.serviceAccountName`;
const ID = "11111111-2222-3333-4444-555555555555";

const app = (more: Fields = {}) => ({ name: "app", image: "shop.azurecr.io/catalog:1.4.2", ...more });

function deployment(spec: Fields, template: Fields = {}, metadata: Fields = {}): CaseResource {
  return {
    type: "kubernetes:apps/v1:Deployment",
    name: "catalog",
    props: {
      metadata: { name: "catalog", namespace: "catalog", ...metadata },
      spec: { template: { metadata: template, spec: { serviceAccountName: "catalog", containers: [app()], ...spec } } },
    },
  };
}

const patch = (resource: CaseResource): CaseResource => ({ ...resource, type: `${resource.type}Patch` });
const inNamespace = (namespace: unknown, resource: CaseResource): CaseResource => ({
  ...resource,
  props: { ...resource.props, metadata: { name: "catalog", namespace } },
});
const asKind = (type: string, { props }: CaseResource): CaseResource => ({ type, name: "catalog", props });
const cronJob = (spec: Fields): CaseResource => ({
  type: "kubernetes:batch/v1:CronJob",
  name: "nightly",
  props: { metadata: { namespace: "catalog" }, spec: { jobTemplate: { spec: { template: { spec } } } } },
});

const withEnv = (variables: Fields, more: Fields = {}) =>
  deployment({ containers: [app({ env: Object.entries(variables).map(([name, value]) => ({ name, value })), ...more })] });
const withArguments = (...args: unknown[]) => deployment({ containers: [app({ args })] });
const variable = (index: number) => `${SPEC}.containers[0].env[${index}].value`;
const argument = (index: number) => `${SPEC}.containers[0].args[${index}]`;

/** Values as long as real ones that no service accepts; written in parts, so that scanners of this repository do not report them. */
const RANDOM = "q7Xw2LkP9vRt4ZsB1nYh6McD3gFj8AeU0oWiK5yTxQzN";
const KEY = `${RANDOM}${RANDOM.toLowerCase().slice(0, 40)}==`;
const TOKEN = ["eyJhbGciOiJIUzI1NiJ9", "eyJzdWIiOiJzaG9wLWNhdGFsb2cifQ", "c2lnbmF0dXJlLW9mLXRoZS10b2tlbg"].join(".");
const PEM = ["-----BEGIN RSA ", "PRIVATE KEY-----\nMIIEowIBAAKCAQEA"].join("");
const GITHUB = ["ghp", "0a1b2c3d4e5f0a1b2c3d4e5f0a1b2c3d4e5f"].join("_");

/** What other teams' pods have in their variables, and what is no credential. */
const harmless: Fields = {
  DB_HOST: "db.postgres.database.azure.com",
  DB_PASSWORD_FILE: "/mnt/secrets-store/db-password",
  DB_PASSWORD: "/mnt/secrets-store/db-password",
  PGPASSWORD: "$(DB_PASSWORD)",
  REDIS_PASSWORD: "",
  ALLOW_EMPTY_PASSWORD: "yes",
  PASSWORD_MIN_LENGTH: "12",
  TOKEN_LIFETIME: "3600s",
  SESSION_SECRET: "vault:secret/data/catalog#session",
  JWT_SECRET: "jwt-secret@azurekeyvault",
  API_KEY: "@Microsoft.KeyVault(SecretUri=https://shop.vault.azure.net/secrets/api-key)",
  API_TOKEN_URL: "https://login.microsoftonline.com/organizations/oauth2/v2.0/token",
  TLS_SECRET: "shop-tls",
  IMAGE_PULL_SECRET: "regcred",
  KEY_VAULT_SECRET: "catalog-db-password",
  PARTITION_KEY: "tenantId",
  AZURE_CLIENT_ID: ID,
  AZURE_FEDERATED_TOKEN_FILE: "/var/run/secrets/azure/tokens/azure-identity-token",
  AZURE_TOKEN_CREDENTIALS: "WorkloadIdentityCredential",
  AzureAd__ClientCredentials__0__SourceType: "SignedAssertionFilePath",
  APPLICATIONINSIGHTS_CONNECTION_STRING: `InstrumentationKey=${ID};IngestionEndpoint=https://westeurope-5.in.applicationinsights.azure.com/`,
  ConnectionStrings__Catalog: "Server=tcp:shop.database.windows.net;Authentication=Active Directory Default;Database=catalog",
  DATABASE_URL: "postgres://catalog:$(DB_PASSWORD)@db:5432/catalog",
  SENTRY_DSN: "https://0123456789abcdef0123456789abcdef@o4504.ingest.sentry.io/4504",
  NODE_RESOURCE_GROUP: "MC_rg-shop-prod-weu-001_aks-shop-prod-weu-001_westeurope",
  GIT_COMMIT: "0123456789abcdef0123456789abcdef01234567",
  STRIPE_PUBLISHABLE_KEY: "pk_live_0a1B2c3D4e5F6g7H8i9J0k1L",
  CA_BUNDLE: Buffer.from("-----BEGIN CERTIFICATE-----\nMIIDdzCCAl+gAwIBAgIEAgAAuTAN").toString("base64"),
  JAVA_TOOL_OPTIONS: "-Djavax.net.ssl.trustStorePassword=changeit -XX:MaxRAMPercentage=75",
};

const credentials: [string, string][] = [
  ["DB_PASSWORD", "hunter2"],
  ["dbPassword", "correct horse battery staple"],
  ["POSTGRES_PASSWORD", "postgres"],
  ["PGPASSWORD", "catalog1"],
  ["SESSION_SECRET", "keyboard-cat"],
  ["GITHUB_TOKEN", GITHUB],
  ["SEARCH_KEY", "0123456789abcdef0123456789abcdef"],
  ["SETTING", RANDOM],
  ["SETTING", TOKEN],
  ["SETTING", PEM],
  ["SETTING", Buffer.from(PEM).toString("base64")],
  ["SETTING", GITHUB],
  ["STORAGE", `DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=${KEY};EndpointSuffix=core.windows.net`],
  ["BUS", `Endpoint=sb://shop.servicebus.windows.net/;SharedAccessKeyName=app;SharedAccessKey=${RANDOM}=`],
  ["ConnectionStrings__Catalog", "Server=tcp:shop.database.windows.net;User ID=catalog;Password=hunter2;Encrypt=true"],
  ["CACHE", "shop.redis.cache.windows.net:6380,password=hunter2=,ssl=True"],
  ["DATABASE_URL", "postgres://catalog:hunter2@db:5432/catalog"],
  ["BLOB_URL", "https://shop.blob.core.windows.net/c?sv=2024-11-04&se=2027-01-01&sig=0a1b2c3d4e5f0a1b2c3d4e5f%3D"],
  ["AUTHORIZATION", "Bearer 0a1b2c3d4e5f0a1b2c3d4e5f"],
];

const health = (value: unknown) => ({ livenessProbe: { httpGet: { httpHeaders: [{ name: "Authorization", value }] } } });
const header = `${SPEC}.containers[0].livenessProbe.httpGet.httpHeaders[0].value`;

/** The sidecar's own settings are a control of the sidecar's area. */
const sidecar = {
  name: "sidecar",
  image: "mcr.microsoft.com/entra-sdk/auth-sidecar:1.1.2",
  env: [{ name: "AzureAd__ClientCredentials__0__ClientSecret", value: "hunter2" }],
};

const MOUNT = `${SPEC}.automountServiceAccountToken`;
const REFERENCE = `${SPEC}.containers[0].env[0].valueFrom.secretKeyRef`;
const fromSecret = (name: string) => ({ name, valueFrom: { secretKeyRef: { name: "db", key: "password" } } });

const account = (props: Fields, metadata: Fields = {}): CaseResource => ({
  type: "kubernetes:core/v1:ServiceAccount",
  name: "account",
  props: { metadata: { name: "catalog", namespace: "catalog", ...metadata }, ...props },
});
const binding = (...subjects: unknown[]): CaseResource => ({
  type: "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding",
  name: "binding",
  props: { metadata: { name: "catalog", namespace: "catalog" }, roleRef: { kind: "Role", name: "catalog" }, subjects },
});
const service: CaseResource = { type: "kubernetes:core/v1:Service", props: { metadata: { name: "catalog" } } };

const namespace: CaseResource = { type: "kubernetes:core/v1:Namespace", name: "namespace", props: { metadata: { name: "catalog" } } };
const withVolume = (volume: Fields) => ({ volumes: [{ name: "files", ...volume }] });
const tls = withVolume({ secret: { secretName: "tls" } });
const referring = {
  ...tls,
  containers: [app({ env: [fromSecret("DB_PASSWORD")], envFrom: [{ configMapRef: { name: "settings" } }] })],
};
const named = (type: string, name: string): CaseResource => ({ type, name, props: { metadata: { name, namespace: "catalog" } } });
const referred = [
  named("kubernetes:core/v1:Secret", "tls"),
  named("kubernetes:core/v1:Secret", "db"),
  named("kubernetes:core/v1:ConfigMap", "settings"),
];
const creator = (type: string, spec: Fields): CaseResource => ({
  type: `kubernetes:${type}`,
  name: "creator",
  props: { metadata: { name: "creator", namespace: "catalog" }, spec },
});

export const cases: Record<string, ControlCases> = {
  "POD-11": {
    passes: [
      [deployment({})],
      [deployment({ serviceAccountName: undefined, serviceAccount: "catalog" })],
      [patch(deployment({ serviceAccountName: undefined }))],
      [cronJob({ serviceAccountName: "nightly", containers: [app()] })],
    ],
    fails: [
      { resources: [deployment({ serviceAccountName: "default" })], at: [NAME] },
      { resources: [deployment({ serviceAccountName: undefined })], at: [NAME] },
      { resources: [deployment({ serviceAccountName: "" })], at: [NAME] },
      { resources: [deployment({ serviceAccountName: null, serviceAccount: "default" })], at: [`${SPEC}.serviceAccount`] },
      { resources: [patch(deployment({ serviceAccountName: "default" }))], at: [NAME] },
      { resources: [asKind("kubernetes:apps/v1:DaemonSet", deployment({ serviceAccountName: "default" }))], at: [NAME] },
      { resources: [asKind("kubernetes:core/v1:ReplicationController", deployment({ serviceAccountName: "default" }))], at: [NAME] },
      { resources: [cronJob({ containers: [app()] })], at: ["spec.jobTemplate.spec.template.spec.serviceAccountName"] },
      { resources: [{ type: "kubernetes:core/v1:Pod", props: { spec: { containers: [app()] } } }], at: ["spec.serviceAccountName"] },
      {
        resources: [inNamespace("kube-system", deployment({ serviceAccountName: "default" }))],
        config: { excludedNamespaces: [] },
        at: [NAME],
      },
    ],
    notApplicable: [[inNamespace("kube-system", deployment({ serviceAccountName: "default" }))]],
    undecided: [
      { resources: [deployment({ serviceAccountName: UNKNOWN })], at: [NAME] },
      { resources: [{ type: "kubernetes:core/v1:Pod", props: { spec: UNKNOWN } }], at: ["spec"] },
    ],
  },
  "POD-12": {
    passes: [
      [withEnv(harmless)],
      [withEnv({ REPLICAS: 3, TOKEN_CHECK: true, API_TOKEN: null })],
      [deployment({ containers: [app({ env: [{ name: "DB_PASSWORD", valueFrom: { secretKeyRef: { name: "db", key: "password" } } }] })] })],
      [withArguments("--password-file=/run/secrets/db", "--token", "/run/secrets/token", "--tls-secret=catalog/shop-tls", "--v=2")],
      [withArguments("--password=$(DB_PASSWORD)", "--password", "$(DB_PASSWORD)", "--token", "--verbose")],
      [withArguments("sh", "-c", 'export PGPASSWORD="$(cat /run/secrets/db)"; TOKEN=$TOKEN exec app --password=$PGPASSWORD')],
      [deployment({}, { annotations: { "checksum/config": "0123456789abcdef".repeat(4), "prometheus.io/scrape": "true" } })],
      [deployment({}, { annotations: { "checksum/secret": "0123456789abcdef".repeat(4), "checksum/redis-password": UNKNOWN } })],
      [deployment({}, { annotations: { "vault.hashicorp.com/agent-inject-token": "true", "secret.reloader.stakater.com/reload": "db" } })],
      [deployment({}, { annotations: { "vault.hashicorp.com/agent-inject-secret-token": "database/creds/catalog" } })],
      [deployment({}, { annotations: { "dapr.io/api-token-secret": "daprtoken", "dapr.io/app-token-secret": "apptoken" } })],
      [deployment({ containers: [app(health("$(PROBE_AUTHORIZATION)"))] })],
      // The control for the sidecar's secrets reports it.
      [deployment({ containers: [app(), sidecar] })],
      [patch(deployment({ containers: [{ name: "app" }] }))],
    ],
    fails: [
      ...credentials.map(([name, value]) => ({ resources: [withEnv({ [name]: value })], at: [variable(0)] })),
      { resources: [withEnv({ DB_HOST: UNKNOWN, DB_PASSWORD: "hunter2" })], at: [variable(1)] },
      { resources: [withEnv({ ...harmless, DB_PASSWORD: "hunter2" })], at: [variable(2)] },
      { resources: [withArguments("--password=hunter2")], at: [argument(0)] },
      { resources: [withArguments("--user", "catalog", "--password", "hunter2")], at: [argument(3)] },
      { resources: [withArguments("-Dspring.datasource.password=hunter2")], at: [argument(0)] },
      { resources: [withArguments("-c", "export DB_PASSWORD=hunter2; exec app")], at: [argument(1)] },
      { resources: [withArguments("-c", "curl -H 'Authorization: Bearer 0a1b2c3d4e5f0a1b2c3d4e5f' http://db")], at: [argument(1)] },
      {
        resources: [deployment({ containers: [app({ command: ["app", "--api-key=abc123"] })] })],
        at: [`${SPEC}.containers[0].command[1]`],
      },
      {
        resources: [deployment({ containers: [app({ livenessProbe: { exec: { command: ["redis-cli", "--pass", "hunter2"] } } })] })],
        at: [`${SPEC}.containers[0].livenessProbe.exec.command[2]`],
      },
      { resources: [deployment({ containers: [app(health("Basic Y2F0YWxvZzpodW50ZXIy"))] })], at: [header] },
      {
        resources: [deployment({}, { annotations: { "catalog/api-key": "abc123" } }, { annotations: { note: TOKEN } })],
        at: ['spec.template.metadata.annotations["catalog/api-key"]', 'metadata.annotations["note"]'],
      },
      {
        resources: [deployment({ initContainers: [{ name: "migrate", env: [{ name: "DB_PASSWORD", value: "hunter2" }] }] })],
        at: [`${SPEC}.initContainers[0].env[0].value`],
      },
      { resources: [patch(withEnv({ DB_PASSWORD: "hunter2" }))], at: [variable(0)] },
    ],
    notApplicable: [[inNamespace("kube-system", withEnv({ DB_PASSWORD: "hunter2" }))]],
    undecided: [
      { resources: [withEnv({ DB_PASSWORD: UNKNOWN, DB_HOST: UNKNOWN })], at: [variable(0)] },
      { resources: [withEnv({ DATABASE_URL: UNKNOWN })], at: [variable(0)] },
      { resources: [deployment({ containers: [app({ env: UNKNOWN })] })], at: [`${SPEC}.containers[0].env`] },
      { resources: [deployment({ containers: UNKNOWN })], at: [`${SPEC}.containers`] },
      { resources: [withArguments("--password", UNKNOWN)], at: [argument(1)] },
      { resources: [deployment({}, { annotations: UNKNOWN })], at: ["spec.template.metadata.annotations"] },
    ],
  },
  "POD-13": {
    passes: [
      [withEnv(harmless)],
      [deployment({ volumes: [{ name: "db", secret: { secretName: "db" } }] })],
      [deployment({ containers: [app({ envFrom: [{ configMapRef: { name: "settings" } }] })] })],
      // The sidecar reads its settings from variables only.
      [deployment({ containers: [app(), { ...sidecar, env: [fromSecret("AzureAd__ClientCredentials__0__ClientSecret")] }] })],
      [patch(deployment({ containers: [{ name: "app" }] }))],
    ],
    fails: [
      { resources: [deployment({ containers: [app({ env: [fromSecret("DB_PASSWORD")] })] })], at: [REFERENCE] },
      // One result for all variables of a pod.
      {
        resources: [
          deployment({ containers: [app({ env: [fromSecret("A"), fromSecret("B")], envFrom: [{ secretRef: { name: "db" } }] })] }),
        ],
        at: [REFERENCE],
      },
      {
        resources: [deployment({ initContainers: [{ name: "migrate", image: "x:1", envFrom: [{ secretRef: { name: "db" } }] }] })],
        at: [`${SPEC}.initContainers[0].envFrom[0].secretRef`],
      },
      { resources: [patch(deployment({ containers: [{ name: "app", env: [fromSecret("A")] }] }))], at: [REFERENCE] },
      { resources: [cronJob({ containers: [app({ env: [fromSecret("A")] })] })], at: [`spec.jobTemplate.${REFERENCE}`] },
      {
        resources: [deployment({ containers: [app({ env: [UNKNOWN, fromSecret("A")] })] })],
        at: [REFERENCE.replace("[0].valueFrom", "[1].valueFrom")],
      },
    ],
    undecided: [
      { resources: [deployment({ containers: [app({ env: UNKNOWN })] })], at: [`${SPEC}.containers[0].env`] },
      {
        resources: [deployment({ containers: [app({ envFrom: [{ secretRef: UNKNOWN }] })] })],
        at: [`${SPEC}.containers[0].envFrom[0].secretRef`],
      },
      { resources: [deployment({ containers: [app({ image: UNKNOWN, env: [fromSecret("A")] })] })], at: [`${SPEC}.containers[0].image`] },
    ],
  },
  "POD-10": {
    passes: [
      [deployment({ automountServiceAccountToken: false })],
      [deployment({}), account({ automountServiceAccountToken: false })],
      [deployment({ serviceAccountName: undefined }), patch(account({ automountServiceAccountToken: false }, { name: "default" }))],
      // Its pods call the API server.
      [deployment({}), account({}), binding({ kind: "ServiceAccount", name: "catalog", namespace: "catalog" })],
      [deployment({}), account({}), binding({ kind: "ServiceAccount", name: "catalog" })],
      [deployment({}), account({}), binding({ kind: "Group", name: "system:serviceaccounts:catalog" })],
      { resources: [deployment({}), account({})], config: { apiClients: ["catalog/catalog"] } },
      [patch(deployment({}))],
    ],
    fails: [
      { resources: [deployment({})], at: [MOUNT] },
      { resources: [deployment({ automountServiceAccountToken: true }), account({ automountServiceAccountToken: false })], at: [MOUNT] },
      { resources: [deployment({ automountServiceAccountToken: "false" })], at: [MOUNT] },
      // The pod and its account are one cause.
      { resources: [deployment({}), account({})], at: [MOUNT] },
      { resources: [account({})], at: ["automountServiceAccountToken"] },
      { resources: [account({ automountServiceAccountToken: true })], at: ["automountServiceAccountToken"] },
      { resources: [deployment({}), account({ automountServiceAccountToken: false }, { namespace: "other" })], at: [MOUNT] },
      { resources: [deployment({}), binding({ kind: "ServiceAccount", name: "other", namespace: "catalog" })], at: [MOUNT] },
      { resources: [deployment({}), binding({ kind: "Group", name: "system:serviceaccounts:other" })], at: [MOUNT] },
      { resources: [cronJob({ containers: [app()] })], at: ["spec.jobTemplate.spec.template.spec.automountServiceAccountToken"] },
    ],
    notApplicable: [[service]],
    undecided: [
      { resources: [deployment({ automountServiceAccountToken: UNKNOWN })], at: [MOUNT] },
      { resources: [deployment({}), account({ automountServiceAccountToken: UNKNOWN })], at: [MOUNT] },
      { resources: [deployment({ serviceAccountName: UNKNOWN }), account({ automountServiceAccountToken: false })], at: [MOUNT] },
      { resources: [deployment({}), binding({ kind: "ServiceAccount", name: UNKNOWN, namespace: "catalog" })], at: [MOUNT] },
    ],
  },
  "POD-29": {
    passes: [
      [namespace, account({}), deployment(referring), ...referred],
      // The stack knows only its own namespaces, and not what a chart installs.
      [deployment(referring)],
      [namespace, deployment(referring), { type: "kubernetes:helm.sh/v3:Release", props: { namespace: "catalog", chart: "catalog" } }],
      [namespace, account({}), deployment(withVolume({ secret: { secretName: "tls", optional: true } }))],
      [namespace, account({}), deployment(withVolume({ configMap: { name: "kube-root-ca.crt" } }))],
      [namespace, account({}), deployment(tls), creator("cert-manager.io/v1:Certificate", { secretName: "tls" })],
      [namespace, account({}), deployment(tls), creator("external-secrets.io/v1beta1:ExternalSecret", { target: { name: "tls" } })],
      [
        namespace,
        account({}),
        deployment(tls),
        { ...creator("external-secrets.io/v1:ExternalSecret", {}), props: { metadata: { name: "tls", namespace: "catalog" } } },
      ],
      [
        namespace,
        account({}),
        deployment(tls),
        creator("secrets-store.csi.x-k8s.io/v1:SecretProviderClass", { secretObjects: [{ secretName: "tls" }] }),
      ],
      { resources: [namespace, account({}), deployment(tls)], config: { declaredElsewhere: ["catalog/tls"] } },
      // A Job of the stack creates it.
      [
        namespace,
        account({}),
        deployment(tls),
        { ...cronJob({ containers: [app({ args: ["create", "--secret-name=tls"] })] }), name: "certgen" },
      ],
      [namespace, deployment({ serviceAccountName: "default" })],
      // Its name is computed from the Secret.
      [
        namespace,
        account({}),
        { ...deployment(withVolume({ secret: { secretName: UNKNOWN } })), sources: { spec: ["db"] } },
        { type: "kubernetes:core/v1:Secret", name: "db", props: { metadata: { namespace: "catalog" } } },
      ],
    ],
    fails: [
      { resources: [namespace, deployment({})], at: [NAME] },
      { resources: [namespace, account({}, { namespace: "other" }), deployment({})], at: [NAME] },
      { resources: [namespace, account({}), deployment(tls)], at: [`${SPEC}.volumes[0].secret.secretName`] },
      {
        resources: [namespace, account({}), deployment(tls), creator("cert-manager.io/v1:Certificate", { secretName: "other" })],
        at: [`${SPEC}.volumes[0].secret.secretName`],
      },
      {
        resources: [namespace, account({}), deployment(withVolume({ configMap: { name: "settings" } }))],
        at: [`${SPEC}.volumes[0].configMap.name`],
      },
      {
        resources: [namespace, account({}), deployment(withVolume({ projected: { sources: [{ secret: { name: "tls" } }] } }))],
        at: [`${SPEC}.volumes[0].projected.sources[0].secret.name`],
      },
      // One result for each missing object.
      {
        resources: [namespace, account({}), deployment({ containers: [app({ env: [fromSecret("A"), fromSecret("B")] })] })],
        at: [`${REFERENCE}.name`],
      },
      {
        resources: [namespace, account({}), deployment({ containers: [app({ envFrom: [{ configMapRef: { name: "settings" } }] })] })],
        at: [`${SPEC}.containers[0].envFrom[0].configMapRef.name`],
      },
    ],
    notApplicable: [[deployment(referring)]],
    undecided: [
      { resources: [namespace, deployment({ serviceAccountName: UNKNOWN })], at: [NAME] },
      { resources: [namespace, deployment({}), account({}, { name: UNKNOWN })], at: [NAME] },
      { resources: [namespace, deployment({}), account({}, { namespace: UNKNOWN })], at: [NAME] },
    ],
  },
};
