import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { Addons, type AddonsArgs, CERT_MANAGER_SUBJECT } from "../../../../components/kubernetes/addons/addons";
import { CERT_MANAGER_VERSION, certManagerValues } from "../../../../components/kubernetes/addons/certManager";
import { EXTERNAL_SECRETS_VERSION, externalSecretsValues } from "../../../../components/kubernetes/addons/externalSecrets";
import { CHARTS } from "../../../../components/plan/chartSupport";
import { type Recorder, record, resolved, settle } from "../../../support/mocks";
import { mandatoryFindings } from "../findings";
import { IDENTITY, TENANT } from "../workloads";

const REGISTRY = "crshop.azurecr.io";
const SUBSCRIPTION = "00000000-0000-0000-0000-000000000000";

const ACME: AddonsArgs["publicIssuer"] = {
  type: "acme",
  email: "ops@contoso.com",
  server: "https://acme-v02.api.letsencrypt.org/directory",
  zone: { zone: "contoso.com", resourceGroup: "rg-dns" },
  subscriptionId: SUBSCRIPTION,
  identity: { clientId: IDENTITY, tenantId: TENANT },
};

async function deploy(overrides: Partial<AddonsArgs> = {}): Promise<Recorder> {
  const recorder = await record();
  const args: AddonsArgs = {
    registryLoginServer: REGISTRY,
    publicIssuer: ACME,
    resolvers: [],
    apiServerCidr: "10.10.4.64/28",
    privateEndpointCidr: "10.10.4.0/26",
    podSecurityVersion: "v1.36",
    externalSecrets: false,
    ...overrides,
  };
  await settle(new Addons("addons", args));
  return recorder;
}

/** Every `image` of chart values, as `repository:tag`. */
function imagesOf(values: unknown): string[] {
  if (typeof values !== "object" || values === null) return [];
  return Object.entries(values).flatMap(([key, value]) => (key === "image" ? [`${value.repository}:${value.tag}`] : imagesOf(value)));
}

describe("Addons", () => {
  it("satisfy every mandatory control", async () => {
    const { resources } = await deploy({ externalSecrets: true });
    assert.deepEqual(mandatoryFindings(resources, "production"), []);
  });

  it("pin the version of cert-manager and depend on its default-deny policy", async () => {
    const chart = (await deploy()).one("kubernetes:helm.sh/v4:Chart");
    const { chart: source, version, namespace } = chart.inputs;
    assert.deepEqual([source, version, namespace], ["oci://quay.io/jetstack/charts/cert-manager", "v1.21.2", "cert-manager"]);
    assert.ok(chart.dependencies.includes("addons-cert-manager-space-default-deny"));
  });

  it("install External Secrets only where configured", async () => {
    const names = async (externalSecrets: boolean) =>
      (await deploy({ externalSecrets })).of("kubernetes:helm.sh/v4:Chart").map(({ inputs }) => inputs.name);
    assert.deepEqual(await names(false), ["cert-manager"]);
    assert.deepEqual(await names(true), ["cert-manager", "external-secrets"]);
  });

  it("solve DNS challenges in the public zone with an identity, not a secret", async () => {
    const { acme } = (await deploy()).named("addons-acme").inputs.spec as { acme: { solvers: object[]; email: string } };
    assert.equal(acme.email, "ops@contoso.com");
    assert.deepEqual(acme.solvers, [
      {
        selector: { dnsZones: ["contoso.com"] },
        dns01: {
          azureDNS: {
            environment: "AzurePublicCloud",
            subscriptionID: SUBSCRIPTION,
            resourceGroupName: "rg-dns",
            hostedZoneName: "contoso.com",
            managedIdentity: { clientID: IDENTITY },
          },
        },
      },
    ]);
  });

  it("let the driver copy the HMAC key of an account from the vault, for cert-manager to register the account with", async () => {
    const account = { keyId: "kid-1", vaultName: "kv-shop", secret: "acme-hmac" };
    const recorder = await deploy({ publicIssuer: { ...ACME, account } });
    const binding = recorder.one("kubernetes:secrets-store.csi.x-k8s.io/v1:SecretProviderClass");
    const { parameters, secretObjects } = binding.inputs.spec as { parameters: Record<string, string>; secretObjects: object[] };
    assert.deepEqual([parameters.clientID, parameters.tenantId, parameters.keyvaultName], [IDENTITY, TENANT, "kv-shop"]);
    assert.match(parameters.objects ?? "", /objectName: acme-hmac\n\s+objectType: secret\n\s+objectAlias: hmac-key/);
    const [secret] = secretObjects as { secretName: string; data: object[] }[];
    assert.deepEqual(secret?.data, [{ objectName: "hmac-key", key: "hmac-key" }]);
    const { acme } = recorder.named("addons-acme").inputs.spec as { acme: { externalAccountBinding: object } };
    assert.deepEqual(acme.externalAccountBinding, { keyID: "kid-1", keySecretRef: { name: secret?.secretName, key: "hmac-key" } });
    const chart = recorder.one("kubernetes:helm.sh/v4:Chart");
    const { volumes, volumeMounts } = chart.inputs.values as {
      volumes: { name: string; csi?: object }[];
      volumeMounts: { name: string }[];
    };
    const mounted = volumes.find(({ csi }) => csi !== undefined);
    assert.ok(mounted !== undefined && volumeMounts.some(({ name }) => name === mounted.name));
    assert.ok(chart.dependencies.includes("addons-acme-account"));
    assert.deepEqual(recorder.of("kubernetes:core/v1:Secret"), []);
    assert.deepEqual(mandatoryFindings(recorder.resources, "production"), []);
  });

  it("register an account without a binding by default", async () => {
    const recorder = await deploy();
    const { acme } = recorder.named("addons-acme").inputs.spec as { acme: object };
    assert.ok(!("externalAccountBinding" in acme));
    assert.deepEqual(recorder.of("kubernetes:secrets-store.csi.x-k8s.io/v1:SecretProviderClass"), []);
  });

  it("create no issuer of public certificates where one exists, and give cert-manager no identity", async () => {
    const recorder = await deploy({ publicIssuer: { type: "existing", name: "company" } });
    const issuers = recorder.of("kubernetes:cert-manager.io/v1:ClusterIssuer").map(({ name }) => name);
    assert.deepEqual(issuers, ["addons-internal-bootstrap", "addons-internal-issuer"]);
    const { values } = recorder.one("kubernetes:helm.sh/v4:Chart").inputs as { values: Record<string, unknown> };
    assert.deepEqual([values.volumes, values.volumeMounts, values.extraEnv], [[], [], []]);
    assert.deepEqual(mandatoryFindings(recorder.resources, "production"), []);
  });

  it("create the internal certificate authority before the issuer that signs with it", async () => {
    const recorder = await deploy();
    const authority = recorder.named("addons-internal-authority").inputs.spec as { isCA: boolean; secretName: string; privateKey: object };
    // With another key, gateways and workloads would refuse each other until the last of them is renewed.
    assert.deepEqual(authority.privateKey, { algorithm: "ECDSA", size: 384, rotationPolicy: "Never" });
    assert.equal(authority.isCA, true);
    assert.deepEqual(recorder.named("addons-internal-issuer").inputs.spec, { ca: { secretName: authority.secretName } });
    assert.ok(recorder.named("addons-internal-issuer").dependencies.includes("addons-internal-authority"));
  });

  it("allow ingress from the API server to the webhook, and egress to the API server, DNS and public HTTPS", async () => {
    const { ingress, egress } = (await deploy()).named("addons-cert-manager-space-traffic").inputs.spec as {
      ingress: { from: object[]; ports: object[] }[];
      egress: { to: object[]; ports: object[] }[];
    };
    assert.deepEqual(ingress, [
      {
        from: [
          { ipBlock: { cidr: "10.10.4.64/28" } },
          { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } } },
        ],
        ports: [{ protocol: "TCP", port: 10250 }],
      },
    ]);
    assert.deepEqual(egress.at(-1), { to: [{ ipBlock: { cidr: "10.10.4.64/28" } }], ports: [{ protocol: "TCP", port: 443 }] });
  });

  it("query other DNS servers about challenges only where configured, and are allowed to", async () => {
    const recorder = await deploy({ resolvers: ["1.1.1.1:53", "9.9.9.9:5353"] });
    const values = recorder.one("kubernetes:helm.sh/v4:Chart").inputs.values as { dns01RecursiveNameservers: string };
    assert.equal(values.dns01RecursiveNameservers, "1.1.1.1:53,9.9.9.9:5353");
    const spec = recorder.named("addons-cert-manager-space-traffic").inputs.spec as { egress: { to: object[]; ports: object[] }[] };
    const rules = spec.egress.filter(({ to }) => JSON.stringify(to).includes(".1.1.1/32") || JSON.stringify(to).includes("9.9.9.9/32"));
    assert.deepEqual(
      rules.map(({ ports }) => ports),
      [53, 5353].map((port) => ["UDP", "TCP"].map((protocol) => ({ protocol, port }))),
    );
    const defaults = (await deploy()).one("kubernetes:helm.sh/v4:Chart").inputs.values as { dns01RecursiveNameservers: string };
    assert.equal(defaults.dns01RecursiveNameservers, "");
  });

  it("federate the service account that the chart creates", () => {
    assert.equal(CERT_MANAGER_SUBJECT, "system:serviceaccount:cert-manager:cert-manager");
  });
});

describe("chart values", () => {
  before(() => record());

  const manager = () =>
    resolved(
      pulumi.output(
        certManagerValues({
          registryLoginServer: REGISTRY,
          identity: { clientId: IDENTITY, tenantId: TENANT },
          volumes: [],
          resolvers: [],
        }),
      ),
    );
  const operator = () => resolved(pulumi.output(externalSecretsValues(REGISTRY)));
  const parts = async () => {
    const [certManager, externalSecrets] = [await manager(), await operator()];
    const { webhook, certController } = externalSecrets;
    return [certManager, certManager.webhook, certManager.cainjector, externalSecrets, webhook, certController];
  };

  it("pull every image of cert-manager from the platform's registry, at the chart's version", async () => {
    const values = await manager();
    assert.deepEqual(
      imagesOf(values),
      ["controller", "webhook", "cainjector", "acmesolver"].map((part) => `${REGISTRY}/jetstack/cert-manager-${part}:v1.21.2`),
    );
  });

  it("sign cert-manager in with a projected token, without the webhook of workload identity", async () => {
    const values = await manager();
    const [volume] = values.volumes;
    assert.equal(volume?.projected?.sources?.[0]?.serviceAccountToken?.audience, "api://AzureADTokenExchange");
    assert.deepEqual(values.volumeMounts, [{ name: volume?.name, mountPath: "/var/run/secrets/entra", readOnly: true }]);
    assert.deepEqual(Object.fromEntries(values.extraEnv.map(({ name, value }) => [name, value])), {
      AZURE_CLIENT_ID: IDENTITY,
      AZURE_TENANT_ID: TENANT,
      AZURE_FEDERATED_TOKEN_FILE: "/var/run/secrets/entra/token",
      AZURE_AUTHORITY_HOST: "https://login.microsoftonline.com/",
    });
    assert.ok(!JSON.stringify(values).includes("azure.workload.identity"));
  });

  it("contain the webhook selector that AKS writes, so that no apply conflicts with it", async () => {
    const { validatingWebhookConfiguration, mutatingWebhookConfiguration } = (await manager()).webhook;
    const expressions = [
      { key: "cert-manager.io/disable-validation", operator: "NotIn", values: ["true"] },
      { key: "control-plane", operator: "NotIn", values: ["true"] },
      { key: "kubernetes.azure.com/managedby", operator: "NotIn", values: ["aks"] },
    ];
    assert.deepEqual(validatingWebhookConfiguration.namespaceSelector.matchExpressions, expressions);
    assert.deepEqual(mutatingWebhookConfiguration.namespaceSelector.matchExpressions, expressions.slice(1));
  });

  it("spread every part over zones, each by the labels of its own pods", async () => {
    const selectors = (await parts()).map(({ topologySpreadConstraints: [zone] }) => {
      assert.equal(zone?.topologyKey, "topology.kubernetes.io/zone");
      return JSON.stringify(zone?.labelSelector.matchLabels);
    });
    assert.equal(new Set(selectors).size, 6);
  });

  it("never let a pod that is not ready block the drain of a node", async () => {
    const values = await manager();
    for (const { podDisruptionBudget } of [values, values.webhook, values.cainjector]) {
      assert.deepEqual(podDisruptionBudget, { enabled: true, maxUnavailable: 1, unhealthyPodEvictionPolicy: "AlwaysAllow" });
    }
  });

  it("run one replica of External Secrets' certificate controller, keep its definitions, and turn off cluster-wide controllers", async () => {
    const values = await operator();
    assert.equal(values.certController.replicaCount, 1);
    assert.equal(values.leaderElect, true);
    assert.deepEqual(values.crds, { annotations: { "helm.sh/resource-policy": "keep" } });
    const controllers = Object.entries(values).filter(([key]) => key.startsWith("process"));
    assert.deepEqual(Object.fromEntries(controllers), {
      processClusterExternalSecret: false,
      processClusterStore: false,
      processClusterPushSecret: false,
      processClusterGenerator: false,
      processPushSecret: false,
    });
  });

  it("are of the versions whose support the plan knows", () => {
    assert.ok(CERT_MANAGER_VERSION.startsWith(`v${CHARTS.certManager.minor}.`));
    assert.ok(EXTERNAL_SECRETS_VERSION.startsWith(`${CHARTS.externalSecrets.minor}.`));
  });

  it("set memory and disk limits and CPU requests in every part", async () => {
    for (const part of await parts()) {
      assert.ok(part.resources.limits.memory && part.resources.requests.cpu && part.resources.requests.memory);
      assert.ok(part.resources.limits["ephemeral-storage"] && part.resources.requests["ephemeral-storage"]);
      assert.ok(!("cpu" in part.resources.limits));
    }
  });

  it("pull the operator's image from the platform's registry", async () => {
    assert.deepEqual(new Set(imagesOf(await operator())), new Set([`${REGISTRY}/external-secrets/external-secrets:v2.12.0`]));
  });
});
