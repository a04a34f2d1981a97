import { UNKNOWN } from "../../../policy-pack/rules/reading/values";
import type { CaseResource, ControlCases } from "./case";

type Env = Record<string, unknown>;

const OFFICIAL = "mcr.microsoft.com/entra-sdk/auth-sidecar:1.1.2-azurelinux3.0-distroless";
const DIGEST = "@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
const ID = "11111111-2222-3333-4444-555555555555";

/** Environment variables: an object is a `valueFrom`, anything else a value. */
const env = (variables: Env) =>
  Object.entries(variables).map(([name, value]) =>
    typeof value === "object" && value !== null ? { name, valueFrom: value } : { name, value },
  );

const usual: Env = {
  Kestrel__Endpoints__Http__Url: "http://127.0.0.1:5000",
  AzureAd__ClientId: ID,
  AzureAd__ClientCredentials__0__SourceType: "SignedAssertionFilePath",
  DownstreamApis__Graph__BaseUrl: "https://graph.microsoft.com/v1.0",
};

const sidecar = (variables: Env = {}, more: Record<string, unknown> = {}) => ({
  name: "sidecar",
  image: OFFICIAL,
  env: env({ ...usual, ...variables }),
  ...more,
});

/** The sidecar with only these variables. */
const bare = (variables: Env, more: Record<string, unknown> = {}) => sidecar({}, { env: env(variables), ...more });

const app = (variables: Env = { SIDECAR_URL: "http://localhost:5000" }) => ({
  name: "app",
  image: "shop.azurecr.io/catalog:1.4.2",
  ports: [{ name: "http", containerPort: 8081 }],
  env: env(variables),
});

function deployment(containers: unknown, pod: Record<string, unknown> = {}, template: Record<string, unknown> = {}): CaseResource {
  const labels = { app: "catalog", "azure.workload.identity/use": "true" };
  return {
    type: "kubernetes:apps/v1:Deployment",
    name: "catalog",
    props: {
      metadata: { namespace: "catalog" },
      spec: { template: { metadata: { labels, ...template }, spec: { serviceAccountName: "catalog", containers, ...pod } } },
    },
  };
}

const withSidecar = (variables: Env = {}, more: Record<string, unknown> = {}) => deployment([app(), sidecar(variables, more)]);

/** A sidecar that listens for callers outside the pod, with settings of its own. */
const open = (variables: Env = {}, more: Record<string, unknown> = {}) =>
  withSidecar({ Kestrel__Endpoints__Http__Url: "http://0.0.0.0:5000", ...variables }, more);
const openPod = (labels: Record<string, unknown>, annotations: Record<string, unknown> = {}) =>
  deployment([app(), sidecar({ Kestrel__Endpoints__Http__Url: "http://0.0.0.0:5000" })], {}, { labels, annotations });
/** A pod with an open sidecar and one more container. */
const openWith = (container: Record<string, unknown>, template: Record<string, unknown> = {}) =>
  deployment([app(), sidecar({ Kestrel__Endpoints__Http__Url: "http://0.0.0.0:5000" }), container], {}, template);
const openInit = (container: Record<string, unknown>) =>
  deployment([app(), sidecar({ Kestrel__Endpoints__Http__Url: "http://0.0.0.0:5000" })], { initContainers: [container] });
const mount = (mountPath: unknown, more: Record<string, unknown> = {}) => ({ volumeMounts: [{ name: "settings", mountPath, ...more }] });
const openEnv = (...variables: Record<string, unknown>[]) => open({}, { env: [...env({ URLS: "http://0.0.0.0:5000" }), ...variables] });
const anyAddress = { config: { sidecarBind: "any" } };
/** The namespace of {@link deployment}. */
const namespace = (labels: unknown): CaseResource => ({
  type: "kubernetes:core/v1:Namespace",
  name: "namespace",
  props: { metadata: { name: "catalog", labels } },
});
const openFails = (resource: CaseResource, ...at: string[]) => ({ resources: [resource], ...anyAddress, at });

/** A native sidecar: an init container that keeps running. */
const native = (variables: Env = {}, more: Record<string, unknown> = {}) =>
  deployment([app()], { initContainers: [sidecar(variables, { restartPolicy: "Always", ...more })] });

/** A web app that reads the same configuration section itself. */
const webApp = deployment([
  {
    name: "web",
    image: "shop.azurecr.io/web:2.0.0",
    env: env({ AzureAd__ClientId: ID, AzureAd__ClientSecret: "x", ASPNETCORE_URLS: "http://+:8080" }),
  },
  { name: "collector", image: "otel/opentelemetry-collector:0.140.0" },
]);
const lonelyWebApp = deployment([
  { name: "web", image: "shop.azurecr.io/web:2.0.0", env: env({ AzureAd__ClientId: ID, DownstreamApis__A__BaseUrl: "https://a" }) },
]);
/** A web API that calls others, configured as for Microsoft.Identity.Web. */
const apiCaller = {
  name: "web",
  image: "shop.azurecr.io/web:2.0.0",
  ports: [{ name: "http", containerPort: 8080 }],
  env: env({ AzureAd__ClientId: ID, DownstreamApis__Graph__BaseUrl: "https://graph.microsoft.com/v1.0" }),
};
const collector = { name: "collector", image: "otel/opentelemetry-collector:0.140.0" };
const migration = { ...apiCaller, name: "migrate", ports: [] };
const callers = deployment([apiCaller, collector]);
const migrated = deployment([apiCaller], { initContainers: [migration] });
/** Another team's sidecar, which shares only the word in its name. */
const outbox = deployment([
  { ...app({ OUTBOX_SIDECAR_URL: "http://localhost:7000", DAPR_SIDECAR_ADDRESS: "127.0.0.1:3500" }), name: "shop" },
  { name: "outbox-sidecar", image: "shop.azurecr.io/outbox-sidecar:3", env: env({ AzureAd__TenantId: ID, AzureAd__ClientId: ID }) },
]);
/** A sidecar that only its own options identify. */
const renamed = { ...sidecar({ Sidecar__AllowOutboundRedirects: "false" }), image: "x.io/renamed:1" };
const others = [webApp, lonelyWebApp, callers, migrated, outbox].map((one) => [one]);

const service = (port: Record<string, unknown>, more: Record<string, unknown> = {}): CaseResource => ({
  type: "kubernetes:core/v1:Service",
  name: "catalog-service",
  props: { metadata: { name: "catalog", namespace: "catalog" }, spec: { selector: { app: "catalog" }, ports: [port], ...more } },
});

const account = (annotations: Record<string, unknown>): CaseResource => ({
  type: "kubernetes:core/v1:ServiceAccount",
  name: "account",
  props: { metadata: { name: "catalog", namespace: "catalog", annotations } },
});

const tokenOf = (audience: string) => ({
  volumes: [
    { name: "tmp", emptyDir: {} },
    { name: "entra-token", projected: { sources: [{ serviceAccountToken: { audience, path: "token" } }] } },
  ],
});
const ownToken = tokenOf("api://AzureADTokenExchange");
const mounted = { volumeMounts: [{ name: "entra-token", mountPath: "/var/run/secrets/entra", readOnly: true }] };

const SIDECAR = "spec.template.spec.containers[1]";
const NATIVE = "spec.template.spec.initContainers[0]";
const PROXY = "spec.template.spec.containers[2]";
const ISTIO = "mcr.microsoft.com/oss/v2/istio/proxyv2:1.27.3";
const DAPR = "docker.io/daprio/daprd:1.16.1";
const INCLUDED = "traffic.sidecar.istio.io/includeInboundPorts";
const EXCLUDED = "traffic.sidecar.istio.io/excludeInboundPorts";
const LABEL = 'spec.template.metadata.labels["azure.workload.identity/use"]';
const CLIENT_ID = "azure.workload.identity/client-id";
const ANNOTATION = 'metadata.annotations["azure.workload.identity/client-id"]';
const ownPod = deployment([sidecar()]);

const CREDENTIAL = "AzureAd__ClientCredentials__0";
const GRAPH = "DownstreamApis__Graph";
const POP_KEY = "AcquireTokenOptions__PopPublicKey";
const fromSecret = (key: string, name = "entra") => ({ secretKeyRef: { name, key } });
const fromConfigMap = { configMapKeyRef: { name: "sidecar", key: "value" } };
const imported = { envFrom: [{ configMapRef: { name: "sidecar" } }] };
/** The same container as a Patch, which omits what its owner sets. */
const patch = (resource: CaseResource): CaseResource => ({ ...resource, type: `${resource.type}Patch` });
const first = (path: string) => `${SIDECAR}.${path}`;
const added = (index = 0) => first(`env[${4 + index}].value`);
/** Cases of one variable, by its value: each is the fifth of the sidecar. */
const each = (name: string, ...values: unknown[]) =>
  values.map((value) => ({ resources: [withSidecar({ [name]: value })], at: [added()] }));
/** Undecided forms of every setting: its value, a reference to it, an unknown name, and settings imported from elsewhere. */
const unread = (name: string) => [
  { resources: [withSidecar({ [name]: UNKNOWN })], at: [added()] },
  { resources: [withSidecar({ [name]: "$(OTHER)" })], at: [added()] },
  { resources: [withSidecar({ [name]: fromConfigMap })], at: [first("env[4].valueFrom")] },
  { resources: [withSidecar({}, { env: [...env(usual), { name: UNKNOWN, value: "x" }] })], at: [first("env[4].name")] },
  { resources: [withSidecar({}, imported)], at: [first("envFrom")] },
];

const certificate = (volume: Record<string, unknown>, mount: Record<string, unknown> = { readOnly: true }, variables: Env = {}) =>
  deployment([app(), sidecar(variables, { volumeMounts: [{ name: "certificate", mountPath: "/certs", ...mount }] })], {
    volumes: [
      { name: "tmp", emptyDir: {} },
      { name: "certificate", ...volume },
    ],
  });
const secretVolume = (more: Record<string, unknown> = {}) => ({ secret: { secretName: "entra-certificate", defaultMode: 0o400, ...more } });
const VOLUME = "spec.template.spec.volumes[1]";
const READ_ONLY = first("volumeMounts[0].readOnly");
const csiVolume = { csi: { driver: "secrets-store.csi.k8s.io", readOnly: true, volumeAttributes: { secretProviderClass: "entra" } } };

const validated = { AzureAd__Scopes: "catalog.read", AzureAd__Audience: `api://${ID}` };
const keyOf = (key: Record<string, unknown>) => Buffer.from(JSON.stringify(key)).toString("base64url");
const publicJwk = {
  kty: "EC",
  crv: "P-256",
  x: "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
  y: "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM",
};
const pem = (kind: string) => Buffer.from(`-----BEGIN ${kind} KEY-----\nMFkwEwYHKoZIzj0\n-----END ${kind} KEY-----`).toString("base64");

export const cases: Record<string, ControlCases> = {
  "SC-01": {
    passes: [
      [withSidecar()],
      [native()],
      [withSidecar({}, { image: `mcr.microsoft.com/entra-sdk/auth-sidecar${DIGEST}` })],
      [withSidecar({}, { image: `shopprod.azurecr.io/entra-sdk/auth-sidecar:1.1.2${DIGEST}` })],
      {
        resources: [withSidecar({}, { image: "registry.corp.example:5000/mirror/entra-sdk/auth-sidecar:1.1.2" })],
        config: { mirrors: ["registry.corp.example:5000/mirror/entra-sdk/auth-sidecar"] },
      },
    ],
    fails: [
      { resources: [withSidecar({}, { image: "mcr.microsoft.com/identity/sidecar:1.0.0" })], at: [`${SIDECAR}.image`] },
      { resources: [withSidecar({}, { image: "docker.io/somebody/entra-sdk/auth-sidecar:1.1.2" })], at: [`${SIDECAR}.image`] },
      { resources: [native({}, { image: "evil.example/azurecr.io/entra-sdk/auth-sidecar:1.1.2" })], at: [`${NATIVE}.image`] },
      { resources: [withSidecar({}, { image: "shop.azurecr.io/tools/renamed:1.0.0" })], at: [`${SIDECAR}.image`] },
      {
        resources: [deployment([app(), { name: "auth", image: "x.io/renamed:1", env: env({ AZUREAD__TENANTID: ID }) }])],
        at: [`${SIDECAR}.image`],
      },
      { resources: [deployment([app({}), renamed])], at: [`${SIDECAR}.image`] },
      {
        resources: [
          deployment([app({}), { name: "auth", image: "x.io/renamed:1", command: ["dotnet", "/app/Microsoft.Identity.Web.Sidecar.dll"] }]),
        ],
        at: [`${SIDECAR}.image`],
      },
      {
        resources: [deployment([app({}), { name: "auth", image: "registry.example/mcr.microsoft.com-entra-sdk-auth-sidecar:1.1.2" }])],
        at: [`${SIDECAR}.image`],
      },
      // The worker calls port 5000: neither the API on 8080 nor the migration, which has already ended, is that sidecar.
      {
        resources: [
          deployment([apiCaller, { ...sidecar(), image: "x.io/renamed:1" }, { ...app(), name: "worker" }], { initContainers: [migration] }),
        ],
        at: [`${SIDECAR}.image`],
      },
      {
        resources: [withSidecar({}, { image: "shopprod.azurecr.io/entra-sdk/auth-sidecar:1.1.2" })],
        config: { mirrors: ["shopdev.azurecr.io/entra-sdk/auth-sidecar"] },
        at: [`${SIDECAR}.image`],
      },
    ],
    notApplicable: others,
    undecided: [{ resources: [withSidecar({}, { image: UNKNOWN })], at: [`${SIDECAR}.image`] }],
  },
  "SC-02": {
    passes: [[withSidecar()], [withSidecar({}, { image: `shop.azurecr.io/entra-sdk/auth-sidecar:1.1.0${DIGEST}` })]],
    fails: [
      {
        resources: [withSidecar({}, { image: "mcr.microsoft.com/entra-sdk/auth-sidecar:1.0.0-azurelinux3.0-distroless" })],
        at: [`${SIDECAR}.image`],
      },
      {
        resources: [withSidecar({}, { image: "mcr.microsoft.com/entra-sdk/auth-sidecar:1.1.0-rc.1-azurelinux3.0-distroless" })],
        at: [`${SIDECAR}.image`],
      },
      { resources: [withSidecar()], config: { minVersion: "1.2.0" }, at: [`${SIDECAR}.image`] },
    ],
    notApplicable: others,
  },
  "SC-03": {
    passes: [
      [withSidecar()],
      [withSidecar({ Kestrel__Endpoints__Http__Url: "http://localhost:5000" })],
      [withSidecar({ Kestrel__Endpoints__Http__Url: "http://[::1]:5000", ASPNETCORE_URLS: "http://+:5000" })],
      [deployment([app(), bare({ AzureAd__ClientId: ID, ASPNETCORE_URLS: "http://127.0.0.1:5000;http://localhost:5001" })])],
      [deployment([app(), bare({ AzureAd__ClientId: ID }, { args: ["--urls", "http://127.0.0.1:5000"] })])],
      { resources: [native({ Kestrel__Endpoints__Http__Url: "http://0.0.0.0:5000" })], config: { sidecarBind: "any" } },
      { resources: [open({ ASPNETCORE_ENVIRONMENT: "Production", ASPNETCORE_FORWARDEDHEADERS_ENABLED: "false" })], ...anyAddress },
      { resources: [open({ DOTNET_STARTUP_HOOKS: "" })], ...anyAddress },
      { resources: [openPod({ "sidecar.istio.io/inject": "false", "istio.io/rev": "asm-1-30" })], ...anyAddress },
      {
        resources: [openPod({ "sidecar.istio.io/inject": "true" }, { "traffic.sidecar.istio.io/excludeInboundPorts": "15020, 5000" })],
        ...anyAddress,
      },
      // A pod that opts out is not injected, whatever its namespace says, and istio-injection takes precedence over a revision.
      { resources: [openPod({ "sidecar.istio.io/inject": "false" }), namespace({ "istio-injection": "enabled" })], ...anyAddress },
      { resources: [openPod({}), namespace({ "istio-injection": "disabled", "istio.io/rev": "asm-1-30" })], ...anyAddress },
      { resources: [openPod({}, { [EXCLUDED]: "5000" }), namespace({ "istio.io/rev": "asm-1-30" })], ...anyAddress },
      { resources: [openPod({}), { ...namespace({ "istio.io/rev": "asm-1-30" }), props: { metadata: { name: "other" } } }], ...anyAddress },
      { resources: [withSidecar(), namespace({ "istio.io/rev": "asm-1-30" })], ...anyAddress },
      // Istio reads the excluded ports only where it captures every port.
      { resources: [openPod({ "istio.io/rev": "default" }, { [INCLUDED]: "8081" })], ...anyAddress },
      { resources: [openPod({ "istio.io/rev": "default" }, { [INCLUDED]: "" })], ...anyAddress },
      { resources: [openPod({ "istio.io/rev": "default" }, { [INCLUDED]: "*", [EXCLUDED]: "5000" })], ...anyAddress },
      { resources: [openWith({ name: "istio-proxy", image: ISTIO }, { annotations: { [EXCLUDED]: "5000" } })], ...anyAddress },
      { resources: [openPod({}, { "dapr.io/enabled": "true", "dapr.io/app-port": "8081" })], ...anyAddress },
      { resources: [openPod({}, { "dapr.io/enabled": "false", "dapr.io/app-port": "5000" })], ...anyAddress },
      { resources: [openWith({ name: "daprd", image: DAPR, args: ["--app-port", "8081"] })], ...anyAddress },
      { resources: [open({ CORECLR_ENABLE_PROFILING: "0", CORECLR_PROFILER_PATH: "/p.so", LD_PRELOAD: "" })], ...anyAddress },
      { resources: [open({}, mount("/app/certificates"))], ...anyAddress },
      { resources: [open({}, mount("/tmp"))], ...anyAddress },
      // Of two variables with the same name the later one applies.
      {
        resources: [openEnv(...env({ ForwardedHeaders_Enabled: "true" }), ...env({ ForwardedHeaders_Enabled: "false" }))],
        ...anyAddress,
      },
      // On loopback nobody else can call it.
      { resources: [withSidecar({ ASPNETCORE_FORWARDEDHEADERS_ENABLED: "true" })], ...anyAddress },
      [withSidecar({ ASPNETCORE_FORWARDEDHEADERS_ENABLED: "true" })],
      // SC-18 reports it.
      { resources: [open({ ASPNETCORE_ENVIRONMENT: "Development" })], ...anyAddress },
      [deployment([app(), bare({ DOTNET_URLS: "http://127.0.0.1:5000", ASPNETCORE_URLS: "http://+:5000" })])],
    ],
    fails: [
      { resources: [openPod({}), namespace({ "istio-injection": "enabled" })], ...anyAddress, at: ["metadata.namespace"] },
      { resources: [openPod({}), namespace({ "istio.io/rev": "asm-1-30" })], ...anyAddress, at: ["metadata.namespace"] },
      // One finding: the pod's own label says the same.
      {
        resources: [openPod({ "istio.io/rev": "asm-1-30" }), namespace({ "istio.io/rev": "asm-1-30" })],
        ...anyAddress,
        at: ['spec.template.metadata.labels["istio.io/rev"]'],
      },
      openFails(open({ ASPNETCORE_FORWARDEDHEADERS_ENABLED: "true" }), `${SIDECAR}.env[4].value`),
      openFails(open({ ForwardedHeaders_Enabled: "True" }), `${SIDECAR}.env[4].value`),
      openFails(open({}, { args: ["--ForwardedHeaders_Enabled", "true"] }), `${SIDECAR}.args[1]`),
      openFails(open({ DOTNET_STARTUP_HOOKS: "/hooks/h.dll" }), `${SIDECAR}.env[4].value`),
      openFails(open({ ASPNETCORE_HOSTINGSTARTUPASSEMBLIES: "Vendor.Startup" }), `${SIDECAR}.env[4].value`),
      openFails(deployment([app(), bare({ ASPNETCORE_HTTP_PORTS: "5000", ForwardedHeaders_Enabled: "true" })]), `${SIDECAR}.env[1].value`),
      openFails(openPod({ "sidecar.istio.io/inject": "true" }), 'spec.template.metadata.labels["sidecar.istio.io/inject"]'),
      openFails(openPod({ "istio.io/rev": "asm-1-30" }), 'spec.template.metadata.labels["istio.io/rev"]'),
      openFails(
        openPod({}, { "sidecar.istio.io/inject": "true", "traffic.sidecar.istio.io/excludeInboundPorts": "8081" }),
        'spec.template.metadata.annotations["sidecar.istio.io/inject"]',
      ),
      // The excluded ports have no effect beside a list of captured ones.
      openFails(
        openPod({ "istio.io/rev": "default" }, { [INCLUDED]: "8081, 5000", [EXCLUDED]: "5000" }),
        'spec.template.metadata.labels["istio.io/rev"]',
      ),
      // Proxies that are part of the pod, which a label against injection does not remove.
      openFails(openWith({ name: "istio-proxy", image: "shop.azurecr.io/mesh:1" }), `${PROXY}.name`),
      openFails(openWith({ name: "proxy", image: ISTIO }, { labels: { "sidecar.istio.io/inject": "false" } }), `${PROXY}.image`),
      openFails(openInit({ name: "mesh", image: ISTIO, restartPolicy: "Always" }), `${NATIVE}.image`),
      openFails(openWith({ name: "daprd", image: DAPR, args: ["--app-port", "5000"] }), `${PROXY}.args[1]`),
      openFails(
        openPod({}, { "dapr.io/enabled": "true", "dapr.io/app-port": "5000" }),
        'spec.template.metadata.annotations["dapr.io/app-port"]',
      ),
      openFails(open({ CORECLR_ENABLE_PROFILING: "1", CORECLR_PROFILER_PATH: "/p.so" }), `${SIDECAR}.env[4].value`),
      openFails(open({ DOTNET_ENABLE_PROFILING: "1" }), `${SIDECAR}.env[4].value`),
      openFails(open({ LD_PRELOAD: "/hooks/h.so" }), `${SIDECAR}.env[4].value`),
      openFails(open({ LD_AUDIT: "/hooks/h.so" }), `${SIDECAR}.env[4].value`),
      // .NET does not define which of two names applies that differ in case only.
      openFails(
        openEnv(...env({ ForwardedHeaders_Enabled: "true" }), ...env({ forwardedheaders_enabled: "false" })),
        `${SIDECAR}.env[1].value`,
      ),
      {
        resources: [
          withSidecar({ Kestrel__Endpoints__Http__Url: "http://0.0.0.0:5000", kestrel__endpoints__http__url: "http://127.0.0.1:5000" }),
        ],
        at: [`${SIDECAR}.env[0].value`],
      },
      {
        resources: [deployment([app(), bare({ URLS: "http://0.0.0.0:5000", Urls: "http://127.0.0.1:5000" })])],
        at: [`${SIDECAR}.env[0].value`],
      },
      // .NET reads DOTNET_ variables after ASPNETCORE_ ones.
      {
        resources: [deployment([app(), bare({ DOTNET_URLS: "http://+:5000", ASPNETCORE_URLS: "http://127.0.0.1:5000" })])],
        at: [`${SIDECAR}.env[0].value`],
      },
      {
        resources: [
          withSidecar(
            { Kestrel__Endpoints__Http__Url: "http://0.0.0.0:5000" },
            { image: "mcr.microsoft.com/entra-sdk/auth-sidecar:1.0.0" },
          ),
        ],
        at: [`${SIDECAR}.env[0].value`],
      },
      { resources: [withSidecar({ Kestrel__Endpoints__Http__Url: "http://0.0.0.0:5000" })], at: [`${SIDECAR}.env[0].value`] },
      // Kestrel's own endpoints take precedence over every other setting.
      {
        resources: [withSidecar({}, { env: [...env({ Kestrel__Endpoints__Http__Url: "http://0.0.0.0:5000" }), UNKNOWN] })],
        at: [`${SIDECAR}.env[0].value`],
      },
      {
        resources: [
          withSidecar({ Kestrel__Endpoints__Http__Url: "http://*:5000" }, { image: "mcr.microsoft.com/entra-sdk/auth-sidecar:1.0.0" }),
        ],
        config: { sidecarBind: "any" },
        at: [`${SIDECAR}.env[0].value`],
      },
      {
        resources: [
          withSidecar({ Kestrel__Endpoints__Http__Url: "http://*:5000" }, { image: `mcr.microsoft.com/entra-sdk/auth-sidecar${DIGEST}` }),
        ],
        config: { sidecarBind: "any" },
        at: [`${SIDECAR}.env[0].value`],
      },
      { resources: [deployment([app(), bare({ AzureAd__ClientId: ID, AllowedHosts: "localhost;127.0.0.1" })])], at: [`${SIDECAR}.env`] },
      { resources: [deployment([app(), bare({ ASPNETCORE_HTTP_PORTS: "5000" })])], at: [`${SIDECAR}.env[0].value`] },
      { resources: [deployment([app(), bare({ URLS: "http://localhost:5000;http://$(POD_IP):5000" })])], at: [`${SIDECAR}.env[0].value`] },
      { resources: [deployment([app(), bare({}, { args: ["--urls=http://+:5000"] })])], at: [`${SIDECAR}.args[0]`] },
      {
        resources: [
          deployment([
            app(),
            bare(
              {},
              {
                env: [
                  ...env({ kestrel__endpoints__http__url: "http://127.0.0.1:5000" }),
                  ...env({ Kestrel__Endpoints__Http__Url: "http://0.0.0.0:5000" }),
                ],
              },
            ),
          ]),
        ],
        at: [`${SIDECAR}.env[1].value`],
      },
      { resources: [native({ Kestrel__Endpoints__Admin__Url: "http://0.0.0.0:5001" })], at: [`${NATIVE}.env[4].value`] },
      {
        resources: [withSidecar({ Kestrel__Endpoints__Http__Url: "http://0.0.0.0:5000" }, { image: "x.io/renamed:1.1.2" })],
        at: [`${SIDECAR}.env[0].value`],
      },
    ],
    notApplicable: others,
    undecided: [
      { resources: [openPod({}), namespace(UNKNOWN)], ...anyAddress, at: ["metadata.namespace"] },
      {
        resources: [openPod({}, { [EXCLUDED]: UNKNOWN }), namespace({ "istio-injection": "enabled" })],
        ...anyAddress,
        at: [`spec.template.metadata.annotations["${EXCLUDED}"]`],
      },
      { resources: [withSidecar({ Kestrel__Endpoints__Http__Url: UNKNOWN })], at: [`${SIDECAR}.env[0].value`] },
      { resources: [withSidecar({}, { env: UNKNOWN })], at: [`${SIDECAR}.env`] },
      { resources: [withSidecar({}, { env: [...env(usual), UNKNOWN] })], at: [`${SIDECAR}.env[4]`] },
      { resources: [withSidecar({}, { env: [{ name: UNKNOWN, value: "http://127.0.0.1:5000" }] })], at: [`${SIDECAR}.env[0].name`] },
      { resources: [withSidecar({}, { args: UNKNOWN })], at: [`${SIDECAR}.args`] },
      { resources: [deployment([app(), bare({ ASPNETCORE_URLS: "http://+:5000" }, { args: UNKNOWN })])], at: [`${SIDECAR}.args`] },
      { resources: [deployment([app(), bare({}, { command: ["/usr/bin/dotnet"], args: [UNKNOWN] })])], at: [`${SIDECAR}.args[0]`] },
      { resources: [deployment([app(), bare({}, { args: ["--urls", UNKNOWN] })])], at: [`${SIDECAR}.args[1]`] },
      { resources: [deployment([app(), bare({}, { envFrom: [{ configMapRef: { name: "sidecar" } }] })])], at: [`${SIDECAR}.envFrom`] },
      {
        resources: [withSidecar({ Kestrel__Endpoints__Http__Url: "http://0.0.0.0:5000" }, { image: UNKNOWN })],
        config: { sidecarBind: "any" },
        at: [`${SIDECAR}.image`],
      },
      openFails(open({ ASPNETCORE_FORWARDEDHEADERS_ENABLED: UNKNOWN }), `${SIDECAR}.env[4].value`),
      openFails(
        open({ ASPNETCORE_FORWARDEDHEADERS_ENABLED: { configMapKeyRef: { name: "sidecar", key: "forwarded" } } }),
        `${SIDECAR}.env[4].valueFrom`,
      ),
      openFails(openPod({ "sidecar.istio.io/inject": UNKNOWN }), 'spec.template.metadata.labels["sidecar.istio.io/inject"]'),
      openFails(openPod({ "istio.io/rev": UNKNOWN }), 'spec.template.metadata.labels["istio.io/rev"]'),
      openFails(
        openPod({ "istio.io/rev": "default" }, { "traffic.sidecar.istio.io/excludeInboundPorts": UNKNOWN }),
        'spec.template.metadata.annotations["traffic.sidecar.istio.io/excludeInboundPorts"]',
      ),
      openFails(open({}, { envFrom: [{ configMapRef: { name: "sidecar" } }] }), `${SIDECAR}.envFrom`),
      // A file in the image's directory may hold any setting, as a map of variables may.
      openFails(open({}, mount("/app/appsettings.json", { subPath: "appsettings.json" })), `${SIDECAR}.volumeMounts[0]`),
      openFails(open({}, mount("/app/appsettings.Production.json", { subPath: "a" })), `${SIDECAR}.volumeMounts[0]`),
      openFails(open({}, mount("/app/")), `${SIDECAR}.volumeMounts[0]`),
      openFails(open({}, { ...mount("/settings"), workingDir: "/settings" }), `${SIDECAR}.volumeMounts[0]`),
      openFails(open({ ASPNETCORE_CONTENTROOT: "/settings" }, mount("/settings")), `${SIDECAR}.volumeMounts[0]`),
      openFails(open({}, mount(UNKNOWN)), `${SIDECAR}.volumeMounts[0]`),
      openFails(deployment([app(), bare({ AzureAd__ClientId: ID }, mount("/app"))]), `${SIDECAR}.volumeMounts[0]`),
      openFails(openWith({ name: "other", image: UNKNOWN }), `${PROXY}.image`),
      openFails(openPod({ "istio.io/rev": "default" }, { [INCLUDED]: UNKNOWN }), `spec.template.metadata.annotations["${INCLUDED}"]`),
      openFails(
        openPod({}, { "dapr.io/enabled": "true", "dapr.io/app-port": UNKNOWN }),
        'spec.template.metadata.annotations["dapr.io/app-port"]',
      ),
      openFails(
        openPod({}, { "dapr.io/enabled": UNKNOWN, "dapr.io/app-port": "5000" }),
        'spec.template.metadata.annotations["dapr.io/enabled"]',
      ),
      openFails(withSidecar({ Kestrel__Endpoints__Http__Url: UNKNOWN, ForwardedHeaders_Enabled: "true" }), `${SIDECAR}.env[0].value`),
    ],
  },
  "SC-04": {
    passes: [
      [withSidecar()],
      [native({}, { ports: [] })],
      // The application validates tokens itself and a worker in the same pod calls the sidecar: neither is a sidecar.
      [deployment([{ ...app({ AzureAd__ClientId: ID }), name: "api" }, sidecar(), { ...app(), name: "worker" }])],
      // An API that signs in and calls the sidecar is not a sidecar, whatever the image of the one it calls.
      [
        deployment([
          { ...app({ AzureAd__ClientId: ID, SIDECAR_URL: "http://localhost:5000" }), name: "api" },
          { ...sidecar(), image: "x.io/renamed:1" },
          { ...app(), name: "worker" },
        ]),
      ],
    ],
    fails: [
      { resources: [withSidecar({}, { ports: [{ containerPort: 5000 }] })], at: [`${SIDECAR}.ports[0].containerPort`] },
      {
        resources: [native({}, { ports: [{ name: "auth", containerPort: 5000, hostPort: 5000 }] })],
        at: [`${NATIVE}.ports[0].containerPort`],
      },
    ],
    notApplicable: others,
  },
  "SC-05": {
    passes: [
      [withSidecar(), service({ port: 80, targetPort: 8081 })],
      [withSidecar(), service({ port: 5000, targetPort: "http" })],
      [withSidecar(), service({ port: 5000 }, { selector: { app: "registry" } })],
      [withSidecar(), service({ port: 5000 }, { selector: undefined })],
      [
        withSidecar(),
        {
          type: "kubernetes:core/v1:Service",
          props: { metadata: { namespace: "other" }, spec: { selector: { app: "catalog" }, ports: [{ port: 5000 }] } },
        },
      ],
    ],
    fails: [
      { resources: [withSidecar(), service({ port: 80, targetPort: 5000 })], at: ["spec.ports[0].targetPort"] },
      { resources: [native(), service({ port: 5000 }, { type: "LoadBalancer" })], at: ["spec.ports[0].port"] },
      {
        resources: [withSidecar({ Kestrel__Endpoints__Http__Url: "http://127.0.0.1:6060" }), service({ port: 6060 })],
        at: ["spec.ports[0].port"],
      },
      {
        resources: [withSidecar({}, { ports: [{ name: "auth", containerPort: 5000 }] }), service({ port: 80, targetPort: "auth" })],
        at: ["spec.ports[0].targetPort"],
      },
      { resources: [deployment([app(), bare({})]), service({ port: 8080 })], at: ["spec.ports[0].port"] },
    ],
    notApplicable: [
      [webApp, service({ port: 5000 })],
      [callers, service({ port: 80, targetPort: "http" })],
    ],
    undecided: [
      { resources: [withSidecar(), service({ port: 5000 }, { selector: UNKNOWN })], at: ["spec.selector"] },
      { resources: [withSidecar(), service({ port: 80, targetPort: UNKNOWN })], at: ["spec.ports[0].targetPort"] },
    ],
  },
  "SC-06": {
    passes: [
      [
        withSidecar(),
        service({ name: "web", port: 80, targetPort: 8081 }),
        {
          type: "kubernetes:networking.k8s.io/v1:Ingress",
          props: {
            metadata: { namespace: "catalog" },
            spec: { rules: [{ http: { paths: [{ backend: { service: { name: "catalog", port: { name: "web" } } } }] } }] },
          },
        },
      ],
    ],
    fails: [
      {
        resources: [
          withSidecar(),
          service({ port: 80, targetPort: 5000 }),
          {
            type: "kubernetes:networking.k8s.io/v1:Ingress",
            props: {
              metadata: { namespace: "catalog" },
              spec: { rules: [{ http: { paths: [{ backend: { service: { name: "catalog", port: { number: 80 } } } }] } }] },
            },
          },
        ],
        at: ["spec.rules[0].http.paths[0].backend.service"],
      },
      {
        resources: [
          withSidecar(),
          service({ port: 5000 }),
          {
            type: "kubernetes:gateway.networking.k8s.io/v1:HTTPRoute",
            props: {
              metadata: { namespace: "edge" },
              spec: { rules: [{ backendRefs: [{ name: "catalog", namespace: "catalog", port: 5000 }] }] },
            },
          },
        ],
        at: ["spec.rules[0].backendRefs[0]"],
      },
      {
        resources: [
          withSidecar(),
          service({ port: 5000 }),
          {
            type: "kubernetes:networking.istio.io/v1beta1:VirtualService",
            props: {
              metadata: { namespace: "edge" },
              spec: { http: [{ route: [{ destination: { host: "catalog.catalog.svc.cluster.local", port: { number: 5000 } } }] }] },
            },
          },
        ],
        at: ["spec.http[0].route[0].destination"],
      },
      {
        resources: [
          withSidecar(),
          service({ port: 5000 }),
          {
            type: "kubernetes:networking.istio.io/v1:VirtualService",
            props: {
              metadata: { namespace: "catalog" },
              spec: { http: [{ mirrors: [{ destination: { host: "catalog", port: { number: 5000 } } }] }] },
            },
          },
        ],
        at: ["spec.http[0].mirrors[0].destination"],
      },
      ...["v1:GRPCRoute", "v1alpha3:TLSRoute", "v1alpha2:TCPRoute"].map((kind) => ({
        resources: [
          withSidecar(),
          service({ port: 5000 }),
          {
            type: `kubernetes:gateway.networking.k8s.io/${kind}`,
            props: { metadata: { namespace: "catalog" }, spec: { rules: [{ backendRefs: [{ name: "catalog", port: 5000 }] }] } },
          },
        ],
        at: ["spec.rules[0].backendRefs[0]"],
      })),
      {
        resources: [
          withSidecar(),
          service({ port: 5000 }),
          {
            type: "kubernetes:gateway.networking.k8s.io/v1:HTTPRoute",
            props: {
              metadata: { namespace: "catalog" },
              spec: {
                rules: [
                  {
                    backendRefs: [{ name: "web", port: 80, filters: [{ requestMirror: { backendRef: { name: "catalog", port: 5000 } } }] }],
                  },
                ],
              },
            },
          },
        ],
        at: ["spec.rules[0].backendRefs[0].filters[0].requestMirror.backendRef"],
      },
    ],
    notApplicable: others,
  },
  "SC-07": {
    passes: [
      [withSidecar()],
      [deployment([app({ SIDECAR_URL: "http://127.0.0.1:5000" }), sidecar()])],
      [deployment([app({}), sidecar()])],
      [deployment([app({ OTEL_EXPORTER_OTLP_ENDPOINT: "http://collector.monitoring:4317" }), sidecar()])],
    ],
    fails: [
      {
        resources: [deployment([app({ SIDECAR_URL: "http://sidecar.catalog.svc:5000" }), sidecar()])],
        at: ["spec.template.spec.containers[0].env[0].value"],
      },
      { resources: [deployment([app({ SIDECAR_URL: "http://sidecar:5000" })])], at: ["spec.template.spec.containers[0].env[0].value"] },
      {
        resources: [deployment([app({ EntraSidecar__Url: "", ENTRA_SIDECAR_URL: "http://10.0.0.7:5000" }), sidecar()])],
        at: ["spec.template.spec.containers[0].env[1].value"],
      },
    ],
    notApplicable: others,
    undecided: [
      { resources: [deployment([app({ SIDECAR_URL: UNKNOWN }), sidecar()])], at: ["spec.template.spec.containers[0].env[0].value"] },
    ],
  },
  "SC-08": {
    // A Patch adds the sidecar to a pod whose other containers its owner declares.
    passes: [[withSidecar()], [native()], [{ ...ownPod, type: "kubernetes:apps/v1:DeploymentPatch" }]],
    fails: [
      { resources: [ownPod], at: ["spec.template.spec.containers[0]"] },
      {
        resources: [deployment([sidecar()], { initContainers: [app({})] })],
        at: ["spec.template.spec.containers[0]"],
      },
      { resources: [deployment([renamed])], at: ["spec.template.spec.containers[0]"] },
    ],
    notApplicable: others,
  },
  "SC-09": {
    passes: [
      [withSidecar()],
      [deployment([app(), sidecar({}, mounted)], ownToken, { labels: { app: "catalog" } })],
      [deployment([app(), sidecar({}, mounted)], tokenOf("api://AzureADTokenExchange/entra-sidecar"), { labels: {} })],
      [deployment([app(), sidecar({ AzureAd__ClientCredentials__0__SourceType: "Path" })], {}, { labels: {} })],
      [deployment([app(), sidecar({ AzureAd__ClientCredentials__0__SourceType: "ClientSecret" })], {}, { labels: {} })],
    ],
    fails: [
      { resources: [deployment([app(), sidecar()], {}, { labels: { app: "catalog" } })], at: [LABEL] },
      { resources: [deployment([app(), sidecar()], {}, { labels: { "azure.workload.identity/use": "false" } })], at: [LABEL] },
      { resources: [deployment([app(), sidecar()], ownToken, { labels: {} })], at: [LABEL] },
      { resources: [deployment([app(), sidecar({}, mounted)], tokenOf("vault"), { labels: {} })], at: [LABEL] },
      {
        resources: [
          deployment(
            [app(), sidecar({}, { volumeMounts: [{ name: "api" }] })],
            {
              volumes: [{ name: "api", projected: { sources: [{ serviceAccountToken: { audience: "https://kubernetes.default.svc" } }] } }],
            },
            { labels: {} },
          ),
        ],
        at: [LABEL],
      },
    ],
    notApplicable: others,
    undecided: [
      { resources: [deployment([app(), sidecar()], {}, { labels: UNKNOWN })], at: [LABEL] },
      { resources: [deployment([app(), sidecar({}, { env: UNKNOWN })], {}, { labels: {} })], at: [`${SIDECAR}.env`] },
      {
        resources: [deployment([app(), sidecar({ AzureAd__ClientCredentials__0__SourceType: UNKNOWN })], {}, { labels: {} })],
        at: [`${SIDECAR}.env`],
      },
    ],
  },
  "SC-10": {
    passes: [
      [withSidecar(), account({ [CLIENT_ID]: ID })],
      // A value that a Patch omits is set by the owner of the account, or of the pod.
      [withSidecar(), { ...account({}), type: "kubernetes:core/v1:ServiceAccountPatch" }],
      [withSidecar(), { ...account({}), type: "kubernetes:core/v1:ServiceAccountPatch", name: "patch" }, account({ [CLIENT_ID]: ID })],
      [
        { ...deployment([sidecar()], { serviceAccountName: undefined }), type: "kubernetes:apps/v1:DeploymentPatch" },
        { ...account({}), props: { metadata: { name: "default", namespace: "catalog" } } },
      ],
      [withSidecar()],
      [deployment([app(), sidecar({}, mounted)], ownToken, { labels: {} }), account({})],
      [
        withSidecar({ AzureAd__ClientCredentials__0__SourceType: "KeyVault" }),
        account({ [CLIENT_ID]: "99999999-2222-3333-4444-555555555555" }),
      ],
      [
        { type: "azure-native:managedidentity:UserAssignedIdentity", name: "identity", props: {} },
        { ...withSidecar({ AzureAd__ClientId: UNKNOWN }), sources: { spec: ["identity"] } },
        { ...account({ [CLIENT_ID]: UNKNOWN }), sources: { metadata: ["identity"] } },
      ],
    ],
    fails: [
      {
        resources: [withSidecar(), { ...account({}), type: "kubernetes:core/v1:ServiceAccountPatch", name: "patch" }, account({})],
        at: [ANNOTATION],
      },
      { resources: [withSidecar(), account({ [CLIENT_ID]: "99999999-2222-3333-4444-555555555555" })], at: [ANNOTATION] },
      { resources: [withSidecar(), account({})], at: [ANNOTATION] },
      {
        resources: [
          deployment([app(), sidecar({}, mounted)], ownToken, { labels: {} }),
          account({ [CLIENT_ID]: "99999999-2222-3333-4444-555555555555" }),
        ],
        at: [ANNOTATION],
      },
    ],
    notApplicable: [
      [webApp, account({})],
      [callers, account({})],
    ],
    undecided: [
      { resources: [withSidecar(), account({ [CLIENT_ID]: UNKNOWN })], at: [ANNOTATION] },
      {
        resources: [
          withSidecar({ AzureAd__ClientCredentials__0__SourceType: UNKNOWN }),
          account({ [CLIENT_ID]: "99999999-2222-3333-4444-555555555555" }),
        ],
        at: [ANNOTATION],
      },
    ],
  },
  "SC-11": {
    passes: [[withSidecar()], [withSidecar({ AzureAd__ClientCredentials__0__SourceType: "KeyVault" })]],
    fails: [
      { resources: [withSidecar({ AzureAd__ClientCredentials__0__SourceType: "ClientSecret" })], at: [`${SIDECAR}.env[2].value`] },
      {
        resources: [withSidecar({ azuread__clientcredentials__1__sourcetype: "clientsecret" })],
        at: [`${SIDECAR}.env[4].value`],
      },
      {
        resources: [withSidecar({ AzureAd__ClientSecret: { secretKeyRef: { name: "entra", key: "secret" } } })],
        at: [`${SIDECAR}.env[4].valueFrom`],
      },
    ],
    notApplicable: others,
    undecided: [
      { resources: [withSidecar({ AzureAd__ClientCredentials__0__SourceType: UNKNOWN })], at: [`${SIDECAR}.env[2].value`] },
      { resources: [withSidecar({}, { env: UNKNOWN })], at: [`${SIDECAR}.env`] },
    ],
  },
  "SC-12": {
    passes: [
      [withSidecar()],
      [withSidecar({ AzureAd__ClientCredentials__0__ClientSecret: { secretKeyRef: { name: "entra", key: "secret" } } })],
      [withSidecar({ TokenCache__RedisConnection: "$(REDIS)", REDIS: { secretKeyRef: { name: "redis", key: "url" } } })],
    ],
    fails: [
      { resources: [withSidecar({ AzureAd__ClientCredentials__0__ClientSecret: "abc" })], at: [`${SIDECAR}.env[4].value`] },
      { resources: [withSidecar({ AzureAd__ClientCredentials__0__CertificatePassword: UNKNOWN })], at: [`${SIDECAR}.env[4].value`] },
      { resources: [withSidecar({ ApplicationInsights__ConnectionString: "InstrumentationKey=1" })], at: [`${SIDECAR}.env[4].value`] },
      {
        resources: [native({ TokenCache__RedisConnection: { configMapKeyRef: { name: "redis", key: "url" } } })],
        at: [`${NATIVE}.env[4].valueFrom`],
      },
    ],
    notApplicable: others,
    undecided: [{ resources: [withSidecar({}, { env: [...env(usual), UNKNOWN] })], at: [`${SIDECAR}.env[4]`] }],
  },
  "SC-13": {
    passes: [
      [withSidecar()],
      [
        withSidecar({
          [`${CREDENTIAL}__SourceType`]: "KeyVault",
          [`${CREDENTIAL}__KeyVaultUrl`]: "https://kv-shop.vault.azure.net/",
          [`${CREDENTIAL}__KeyVaultCertificateName`]: "entra",
        }),
      ],
      [
        withSidecar({
          [`${CREDENTIAL}__SourceType`]: "KeyVault",
          [`${CREDENTIAL}__KeyVaultUrl`]: "https://kv.vault.azure.cn",
          [`${CREDENTIAL}__KeyVaultCertificateName`]: fromConfigMap,
        }),
      ],
      [withSidecar({ [`${CREDENTIAL}__SourceType`]: "ClientSecret" })],
      // The Secrets Store driver reads the file from the vault.
      [certificate(csiVolume, {}, { [`${CREDENTIAL}__SourceType`]: "Path", [`${CREDENTIAL}__CertificateDiskPath`]: "/certs/entra.pfx" })],
    ],
    fails: [
      {
        resources: [
          withSidecar({
            [`${CREDENTIAL}__SourceType`]: "KeyVault",
            [`${CREDENTIAL}__KeyVaultUrl`]: "http://kv.vault.azure.net",
            [`${CREDENTIAL}__KeyVaultCertificateName`]: "c",
          }),
        ],
        at: [added()],
      },
      {
        resources: [
          withSidecar({
            [`${CREDENTIAL}__SourceType`]: "KeyVault",
            [`${CREDENTIAL}__KeyVaultUrl`]: "https://kv.vault.azure.net.example.com",
            [`${CREDENTIAL}__KeyVaultCertificateName`]: "c",
          }),
        ],
        at: [added()],
      },
      {
        resources: [
          withSidecar({ [`${CREDENTIAL}__SourceType`]: "KeyVault", [`${CREDENTIAL}__KeyVaultUrl`]: "https://kv.vault.azure.net" }),
        ],
        at: [first("env")],
      },
      { resources: [withSidecar({ [`${CREDENTIAL}__SourceType`]: "KeyVault" })], at: [first("env")] },
      { resources: [withSidecar({ [`${CREDENTIAL}__SourceType`]: "Base64Encoded" })], at: [first("env[2].value")] },
      {
        resources: [
          certificate(
            secretVolume(),
            {},
            { [`${CREDENTIAL}__SourceType`]: "Path", [`${CREDENTIAL}__CertificateDiskPath`]: "/certs/entra.pfx" },
          ),
        ],
        at: [first("env[2].value")],
      },
    ],
    notApplicable: others,
    undecided: [
      { resources: [withSidecar({ [`${CREDENTIAL}__SourceType`]: UNKNOWN })], at: [first("env[2].value")] },
      {
        resources: [
          withSidecar({
            [`${CREDENTIAL}__SourceType`]: "KeyVault",
            [`${CREDENTIAL}__KeyVaultUrl`]: UNKNOWN,
            [`${CREDENTIAL}__KeyVaultCertificateName`]: "c",
          }),
        ],
        at: [added()],
      },
      { resources: [withSidecar({ [`${CREDENTIAL}__SourceType`]: "KeyVault" }, imported)], at: [first("envFrom")] },
    ],
  },
  "SC-14": {
    passes: [
      [withSidecar()],
      [certificate(secretVolume())],
      [certificate(secretVolume({ defaultMode: 0o440 }))],
      [certificate(secretVolume({ defaultMode: undefined, items: [{ key: "pfx", path: "entra.pfx", mode: 0o400 }] }))],
      [certificate({ projected: { defaultMode: 256, sources: [{ secret: { name: "entra" } }, { configMap: { name: "roots" } }] } })],
      // Not Secrets.
      [certificate({ configMap: { name: "roots" } }, {})],
      [certificate(csiVolume, {})],
      // Roots of trust beside the certificate, which is elsewhere.
      [certificate(secretVolume({ defaultMode: 0o644 }), {}, { [`${CREDENTIAL}__CertificateDiskPath`]: "/mnt/entra/entra.pfx" })],
      // Mounted by the application, not by the sidecar.
      [
        deployment([{ ...app(), volumeMounts: [{ name: "keys", mountPath: "/keys" }] }, sidecar()], {
          volumes: [{ name: "keys", secret: { secretName: "k" } }],
        }),
      ],
      [patch(certificate({ secret: { secretName: "entra" } }, {}))],
    ],
    fails: [
      { resources: [certificate(secretVolume({ defaultMode: 0o644 }))], at: [`${VOLUME}.secret.defaultMode`] },
      { resources: [certificate(secretVolume({ defaultMode: undefined }))], at: [`${VOLUME}.secret.defaultMode`] },
      { resources: [certificate(secretVolume({ defaultMode: "256" }))], at: [`${VOLUME}.secret.defaultMode`] },
      // Decimal 400 is octal 0620.
      { resources: [certificate(secretVolume({ defaultMode: 400 }))], at: [`${VOLUME}.secret.defaultMode`] },
      {
        resources: [certificate(secretVolume({ items: [{ key: "pfx", path: "entra.pfx", mode: 0o644 }] }))],
        at: [`${VOLUME}.secret.items[0].mode`],
      },
      {
        resources: [certificate({ projected: { sources: [{ secret: { name: "entra" } }, { secret: { name: "other" } }] } })],
        at: [`${VOLUME}.projected.defaultMode`],
      },
      { resources: [certificate(secretVolume(), {})], at: [READ_ONLY] },
      { resources: [certificate(secretVolume(), { readOnly: false })], at: [READ_ONLY] },
      { resources: [certificate(secretVolume(), { readOnly: "true" })], at: [READ_ONLY] },
      {
        resources: [certificate(secretVolume({ defaultMode: 0o444 }), {}, { [`${CREDENTIAL}__CertificateDiskPath`]: "/certs/entra.pfx" })],
        at: [`${VOLUME}.secret.defaultMode`, READ_ONLY],
      },
    ],
    notApplicable: others,
    undecided: [
      { resources: [certificate(secretVolume({ defaultMode: UNKNOWN }))], at: [`${VOLUME}.secret.defaultMode`] },
      { resources: [certificate(secretVolume(), { readOnly: UNKNOWN })], at: [READ_ONLY] },
      {
        resources: [certificate(secretVolume({ defaultMode: 0o644 }), { name: UNKNOWN, readOnly: true })],
        at: [first("volumeMounts[0].name")],
      },
      {
        resources: [certificate(secretVolume({ defaultMode: 0o644 }), {}, { [`${CREDENTIAL}__CertificateDiskPath`]: UNKNOWN })],
        at: [first("volumeMounts[0].mountPath")],
      },
    ],
  },
  "SC-15": {
    passes: [
      [withSidecar(validated)],
      [native(validated)],
      [withSidecar({ "AzureAd:Scopes": "catalog.read", AZUREAD__AUDIENCE: fromConfigMap })],
      [withSidecar({ AzureAd__Scopes: fromSecret("scope"), AzureAd__Audiences__0: ID, AzureAd__Audiences__1: `api://${ID}` })],
      // Application tokens only: the sidecar validates no token of a caller.
      [withSidecar({ [`${GRAPH}__RequestAppToken`]: "true" })],
      { resources: [withSidecar({ AzureAd__Audience: ID })], config: { checkedByApplication: true } },
      [patch(withSidecar())],
    ],
    fails: [
      { resources: [withSidecar()], at: [first("env")] },
      { resources: [withSidecar({ AzureAd__Audience: ID, AzureAd__Scopes: "" })], at: [first("env")] },
      { resources: [withSidecar({ AzureAd__Audience: ID, AzureAd__Scopes__0: "catalog.read" })], at: [first("env[5].value")] },
      {
        resources: [withSidecar({ [`${GRAPH}__RequestAppToken`]: "true", DownstreamApis__Orders__BaseUrl: "https://orders" })],
        at: [first("env")],
      },
      { resources: [native()], at: [`${NATIVE}.env`] },
    ],
    notApplicable: others,
    undecided: [
      { resources: [withSidecar({}, imported)], at: [first("envFrom")] },
      { resources: [withSidecar({}, mount("/app/appsettings.json"))], at: [first("volumeMounts[0]")] },
      { resources: [withSidecar({}, { env: [...env(usual), { name: UNKNOWN, value: "x" }] })], at: [first("env[4].name")] },
      { resources: [withSidecar({ [`${GRAPH}__RequestAppToken`]: UNKNOWN })], at: [first("env")] },
    ],
  },
  "SC-16": {
    passes: [
      [withSidecar()],
      [withSidecar({ Logging__LogLevel__Default: "Information", "Logging__LogLevel__Microsoft.Identity.Web": "Warning" })],
      [withSidecar({ AzureAd__EnablePiiLogging: "false", Logging__LogLevel__Default: "2" })],
      // Of two variables with the same name the later one applies.
      [
        withSidecar(
          {},
          { env: [...env(usual), ...env({ Logging__LogLevel__Default: "Debug" }), ...env({ Logging__LogLevel__Default: "Information" })] },
        ),
      ],
      [deployment([app({ SIDECAR_URL: "http://localhost:5000", Logging__LogLevel__Default: "Debug" }), sidecar()])],
    ],
    fails: [
      ...each("Logging__LogLevel__Default", "Debug", "trace", "1"),
      ...each("Logging__Console__LogLevel__Microsoft", "Debug"),
      ...each("LOGGING__LOGLEVEL__MICROSOFT.IDENTITY.WEB", "DEBUG"),
      ...each("AzureAd__EnablePiiLogging", "true", "True"),
      { resources: [withSidecar({}, { args: ["--Logging:LogLevel:Default", "Debug"] })], at: [first("args[1]")] },
      { resources: [native({ Logging__LogLevel__Default: "Trace" })], at: [`${NATIVE}.env[4].value`] },
    ],
    notApplicable: others,
    undecided: unread("Logging__LogLevel__Default"),
  },
  "SC-17": {
    passes: [
      [withSidecar()],
      [withSidecar({ Logging__LogLevel__Default: "Information" })],
      // SC-16 reports it.
      [withSidecar({ Logging__LogLevel__Default: "Debug" })],
      [withSidecar({ Logging__LogLevel__Default: "Warning", "Logging__LogLevel__Microsoft.Identity.Web": "Information" })],
      [withSidecar({ "Logging__LogLevel__Microsoft.AspNetCore": "Warning" })],
    ],
    fails: [
      ...each("Logging__LogLevel__Default", "Warning", "none", "4"),
      ...each("Logging__LogLevel__Microsoft.Identity.Web", "Error"),
      ...each("Logging__LogLevel__Microsoft", "Critical"),
    ],
    notApplicable: others,
    undecided: unread("Logging__LogLevel__Default"),
  },
  "SC-18": {
    passes: [
      [withSidecar()],
      [withSidecar({ ASPNETCORE_ENVIRONMENT: "Production" })],
      // The variable of higher precedence applies, and the host does not read one without prefix.
      [withSidecar({ DOTNET_ENVIRONMENT: "Production", ASPNETCORE_ENVIRONMENT: "Development" })],
      [withSidecar({ ENVIRONMENT: "Development" })],
      [withSidecar({ DOTNET_ENVIRONMENT: "Development" }, { args: ["--environment", "Staging"] })],
      [
        withSidecar(
          {},
          { env: [...env(usual), ...env({ ASPNETCORE_ENVIRONMENT: "Development" }), ...env({ ASPNETCORE_ENVIRONMENT: "Production" })] },
        ),
      ],
      // The application's own environment.
      [deployment([app({ SIDECAR_URL: "http://localhost:5000", ASPNETCORE_ENVIRONMENT: "Development" }), sidecar()])],
    ],
    fails: [
      ...each("ASPNETCORE_ENVIRONMENT", "Development", "development"),
      ...each("DOTNET_ENVIRONMENT", "Development"),
      { resources: [withSidecar({ DOTNET_ENVIRONMENT: "development", ASPNETCORE_ENVIRONMENT: "Production" })], at: [added()] },
      { resources: [withSidecar({}, { args: ["--environment", "Development"] })], at: [first("args[1]")] },
      { resources: [withSidecar({}, { args: ["--environment=Development"] })], at: [first("args[0]")] },
      { resources: [native({ ASPNETCORE_ENVIRONMENT: "Development" })], at: [`${NATIVE}.env[4].value`] },
      // .NET does not define which of two names applies that differ in case only.
      {
        resources: [
          withSidecar(
            {},
            { env: [...env(usual), ...env({ ASPNETCORE_ENVIRONMENT: "Development" }), ...env({ AspNetCore_Environment: "Production" })] },
          ),
        ],
        at: [added()],
      },
    ],
    notApplicable: others,
    undecided: unread("ASPNETCORE_ENVIRONMENT"),
  },
  "SC-19": {
    passes: [
      [withSidecar()],
      ...[
        "https://login.microsoftonline.com/",
        "https://LOGIN.microsoftonline.com",
        "https://login.partner.microsoftonline.cn/",
        "https://shop.ciamlogin.com/",
      ].map((instance) => [withSidecar({ AzureAd__Instance: instance })]),
      [withSidecar({ "AzureAd:Authority": `https://login.microsoftonline.us/${ID}/v2.0` })],
      {
        resources: [withSidecar({ AzureAd__Instance: "https://login.corp.example/" })],
        config: { allowedInstances: ["https://login.corp.example"] },
      },
    ],
    fails: [
      ...each(
        "AzureAd__Instance",
        "https://login.microsoftonline.de/",
        "http://login.microsoftonline.com/",
        "https://login.microsoftonline.com.example.com/",
        "https://login.microsoftonline.com@example.com/",
        "https://ciamlogin.com/",
        "login.microsoftonline.com",
      ),
      ...each("AzureAd__Authority", `https://login.example.com/${ID}`),
      {
        resources: [withSidecar({ AzureAd__Instance: "https://login.microsoftonline.us/" })],
        config: { allowedInstances: ["https://login.microsoftonline.com/"] },
        at: [added()],
      },
    ],
    notApplicable: others,
    undecided: unread("AzureAd__Instance"),
  },
  "SC-20": {
    passes: [
      [withSidecar()],
      [withSidecar({ TokenCache__EnableDistributedCache: "false", TokenCache__RedisConnection: "redis:6379" })],
      // SC-12 reports that the string is in the pod's spec.
      [
        withSidecar({
          TokenCache__EnableDistributedCache: "true",
          TokenCache__RedisConnection: "redis:6380,password=x,ssl=True,abortConnect=False",
        }),
      ],
      [withSidecar({ TokenCache__EnableDistributedCache: "true", TokenCache__RedisConnection: fromConfigMap })],
    ],
    fails: [
      {
        resources: [withSidecar({ TokenCache__EnableDistributedCache: "true", TokenCache__RedisConnection: "redis:6379,password=x" })],
        at: [added(1)],
      },
      {
        resources: [
          withSidecar({ TokenCache__EnableDistributedCache: "True", TokenCache__RedisConnection: "redis:6380,password=x,ssl=false" }),
        ],
        at: [added(1)],
      },
      {
        resources: [withSidecar({ TokenCache__EnableDistributedCache: "true", TokenCache__RedisConnection: "redis:6380,ssl=true" })],
        at: [added(1)],
      },
      { resources: [withSidecar({ TokenCache__EnableDistributedCache: "true" })], at: [first("env")] },
      {
        resources: [native({ TokenCache__EnableDistributedCache: "true", TokenCache__RedisConnection: "redis" })],
        at: [`${NATIVE}.env[5].value`],
      },
    ],
    notApplicable: others,
    undecided: [
      {
        resources: [withSidecar({ TokenCache__EnableDistributedCache: "true", TokenCache__RedisConnection: fromSecret("redis") })],
        at: [first("env[5].valueFrom")],
      },
      { resources: [withSidecar({ TokenCache__EnableDistributedCache: UNKNOWN, TokenCache__RedisConnection: "redis" })], at: [added()] },
      { resources: [withSidecar({ TokenCache__EnableDistributedCache: "true" }, imported)], at: [first("envFrom")] },
    ],
  },
  "SC-21": {
    passes: [
      [withSidecar()],
      [withSidecar({ [`${GRAPH}__${POP_KEY}`]: fromSecret("public-key") })],
      [withSidecar({ [`${GRAPH}__${POP_KEY}`]: fromConfigMap })],
      [withSidecar({ [`${GRAPH}__${POP_KEY}`]: keyOf(publicJwk) })],
      [withSidecar({ [`${GRAPH}__${POP_KEY}`]: keyOf({ kid: "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs" }) })],
      // A file, and a private key for another purpose.
      [
        deployment([
          app({ SIDECAR_URL: "http://localhost:5000", POP_PRIVATE_KEY_FILE_NAME: "/keys/pop.pem", GITHUB_PRIVATE_KEY: fromSecret("key") }),
          sidecar(),
        ]),
      ],
    ],
    fails: [
      ...each(
        `${GRAPH}__${POP_KEY}`,
        pem("PUBLIC"),
        pem("PRIVATE"),
        keyOf({ ...publicJwk, d: "x" }),
        keyOf({ jwk: { ...publicJwk, d: "x" } }),
        keyOf({ kty: "oct", k: "x" }),
        "abc",
      ),
      {
        resources: [deployment([app({ SIDECAR_URL: "http://localhost:5000", SHR_PRIVATE_KEY: fromSecret("private") }), sidecar()])],
        at: ["spec.template.spec.containers[0].env[1].valueFrom"],
      },
      { resources: [withSidecar({ POP_PRIVATE_KEY: fromSecret("private") })], at: [first("env[4].valueFrom")] },
    ],
    notApplicable: others,
    undecided: [
      { resources: [withSidecar({ [`${GRAPH}__${POP_KEY}`]: UNKNOWN })], at: [added()] },
      { resources: [withSidecar({}, imported)], at: [first("envFrom")] },
    ],
  },
  "SC-22": {
    passes: [
      [withSidecar()],
      [withSidecar({ [`${GRAPH}__${POP_KEY}`]: fromSecret("graph"), [`DownstreamApis__Orders__${POP_KEY}`]: fromSecret("orders") })],
      [withSidecar({ [`${GRAPH}__${POP_KEY}`]: "a", [`DownstreamApis__Orders__${POP_KEY}`]: "b" })],
      [
        withSidecar({
          [`${GRAPH}__${POP_KEY}`]: fromSecret("key", "graph"),
          [`DownstreamApis__Orders__${POP_KEY}`]: fromSecret("key", "orders"),
        }),
      ],
    ],
    fails: [
      { resources: [withSidecar({ [`${GRAPH}__${POP_KEY}`]: "a", [`DownstreamApis__Orders__${POP_KEY}`]: "a" })], at: [added(1)] },
      {
        resources: [
          withSidecar({ [`${GRAPH}__${POP_KEY}`]: fromSecret("key"), [`DownstreamApis__Orders__${POP_KEY}`]: fromSecret("key") }),
        ],
        at: [first("env[5].valueFrom")],
      },
    ],
    notApplicable: others,
    undecided: [
      { resources: [withSidecar({ [`${GRAPH}__${POP_KEY}`]: "a", [`DownstreamApis__Orders__${POP_KEY}`]: UNKNOWN })], at: [added(1)] },
    ],
  },
  "SC-23": {
    passes: [
      [withSidecar()],
      [
        withSidecar({
          Sidecar__AllowOverrides__GetAuthorizationHeader: "true",
          Sidecar__AllowOverrides__CallDownstreamApiUnauthenticated: "false",
        }),
      ],
      [withSidecar({ Sidecar__AllowOutboundRedirects: "false" })],
      {
        resources: [withSidecar({ Sidecar__AllowOverrides__GetAuthorizationHeaderUnauthenticated: "true" })],
        config: { autonomousAgents: true },
      },
    ],
    fails: [
      ...each("Sidecar__AllowOverrides__GetAuthorizationHeaderUnauthenticated", "true", "True"),
      ...each("SIDECAR__ALLOWOVERRIDES__CALLDOWNSTREAMAPIUNAUTHENTICATED", "true"),
      ...each("Sidecar__AllowOutboundRedirects", "true", true),
      { resources: [withSidecar({ Sidecar__AllowOutboundRedirects: "true" })], config: { autonomousAgents: true }, at: [added()] },
      { resources: [deployment([app(), { ...renamed, args: ["--Sidecar:AllowOutboundRedirects=true"] }])], at: [first("args[0]")] },
      // A known violation beside an unknown setting.
      {
        resources: [
          native({ "Sidecar:AllowOutboundRedirects": "true", Sidecar__AllowOverrides__CallDownstreamApiUnauthenticated: "false" }),
        ],
        at: [`${NATIVE}.env[4].value`],
      },
    ],
    notApplicable: others,
    undecided: unread("Sidecar__AllowOutboundRedirects"),
  },
  "SC-24": {
    passes: [
      // POD-03 and POD-04 report missing amounts; a CPU limit is a choice.
      [withSidecar()],
      [withSidecar({}, { resources: { requests: { cpu: "100m", memory: "128Mi" }, limits: { cpu: "250m", memory: "256Mi" } } })],
      [withSidecar({}, { resources: { requests: { cpu: 0.1, memory: 134217728 }, limits: { memory: "0.25Gi" } } })],
      { resources: [withSidecar({}, { resources: { limits: { memory: "1Gi" } } })], config: { highestMemory: "2Gi" } },
    ],
    fails: [
      {
        resources: [withSidecar({}, { resources: { limits: { memory: "2Gi", cpu: "2" } } })],
        at: [first("resources.limits.memory"), first("resources.limits.cpu")],
      },
      { resources: [withSidecar({}, { resources: { requests: { memory: "64Mi" } } })], at: [first("resources.requests.memory")] },
      { resources: [native({}, { resources: { requests: { cpu: "lots" } } })], at: [`${NATIVE}.resources.requests.cpu`] },
    ],
    notApplicable: others,
    undecided: [
      { resources: [withSidecar({}, { resources: { limits: { memory: UNKNOWN } } })], at: [first("resources.limits.memory")] },
      {
        resources: [withSidecar({}, { resources: UNKNOWN })],
        at: ["requests.cpu", "requests.memory", "limits.cpu", "limits.memory"].map((one) => first(`resources.${one}`)),
      },
    ],
  },
  "SC-25": {
    passes: [
      [withSidecar()],
      [withSidecar({ DownstreamApis__Orders__BaseUrl: "HTTPS://$(ORDERS_HOST)/api" })],
      [withSidecar({ DownstreamApis__Self__BaseUrl: "http://localhost:8081" })],
      {
        resources: [withSidecar({ DownstreamApis__Orders__BaseUrl: "http://orders.shop.svc.cluster.local" })],
        config: { httpHosts: ["*.svc.cluster.local"] },
      },
    ],
    fails: [
      ...each(
        "DownstreamApis__Orders__BaseUrl",
        "http://orders.example.com",
        "orders.example.com",
        "http://localhost.example.com",
        "http://orders",
      ),
      ...each("DOWNSTREAMAPIS__ORDERS__BASEURL", "ftp://orders"),
      {
        resources: [withSidecar({ DownstreamApis__Orders__BaseUrl: "http://svc.cluster.local" })],
        config: { httpHosts: ["*.svc.cluster.local"] },
        at: [added()],
      },
    ],
    notApplicable: others,
    undecided: unread("DownstreamApis__Orders__BaseUrl"),
  },
  "SC-26": {
    passes: [
      [withSidecar()],
      [withSidecar({ [`${GRAPH}__Scopes__0`]: "User.Read", [`${GRAPH}__Scopes__1`]: "api://orders/orders.read" })],
      // The only form that Entra accepts for application tokens.
      [withSidecar({ [`${GRAPH}__Scopes__0`]: "https://graph.microsoft.com/.default", [`${GRAPH}__RequestAppToken`]: "true" })],
    ],
    fails: [
      ...each(`${GRAPH}__Scopes__0`, "https://graph.microsoft.com/.default"),
      ...each(`${GRAPH}__Scopes`, "User.Read https://graph.microsoft.com/.DEFAULT"),
      {
        resources: [withSidecar({ [`${GRAPH}__RequestAppToken`]: "true", DownstreamApis__Orders__Scopes__0: "api://orders/.default" })],
        at: [added(1)],
      },
    ],
    notApplicable: others,
    undecided: [
      ...unread(`${GRAPH}__Scopes__0`),
      {
        resources: [withSidecar({ [`${GRAPH}__Scopes__0`]: "https://x/.default", [`${GRAPH}__RequestAppToken`]: UNKNOWN })],
        at: [added()],
      },
    ],
  },
};
