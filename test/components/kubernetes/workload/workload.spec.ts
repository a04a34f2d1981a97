import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { parse } from "yaml";
import { Workload } from "../../../../components/kubernetes/workload/workload";
import type { WorkloadArgs } from "../../../../components/kubernetes/workload/workloadArgs";
import { type Recorder, record, settle } from "../../../support/mocks";
import { mandatoryFindings } from "../findings";
import { APPLICATION, CREDENTIALS, IDENTITY, sidecarConfig, TENANT, workloadArgs, workloadConfig } from "../workloads";

type Config = Parameters<typeof workloadConfig>[0];

async function deploy(input: Config = {}, overrides: Partial<WorkloadArgs> = {}): Promise<Recorder> {
  const recorder = await record();
  await settle(new Workload("shop", workloadArgs(workloadConfig(input), overrides)));
  return recorder;
}

const FULL: Config = {
  ingress: { paths: ["/catalog"] },
  uses: { keyVault: ["api-key"], database: "catalog", blob: "write", eventHub: "send" },
  environment: { LOG_LEVEL: "info" },
  sidecar: sidecarConfig({ downstreamApis: { Graph: { baseUrl: "https://graph.microsoft.com/v1.0", scopes: ["User.Read"] } } }),
};

/** A managed identity gets application tokens only. */
const APP_ONLY = {
  graph: { baseUrl: "https://graph.microsoft.com/v1.0", scopes: ["https://graph.microsoft.com/.default"], requestAppToken: true },
};

describe("Workload", () => {
  for (const credential of Object.values(CREDENTIALS)) {
    it(`satisfies every mandatory control: ${credential.type}`, async () => {
      const settings = credential.type === "managedIdentity" ? { downstreamApis: APP_ONLY } : { requiredScope: "catalog.read" };
      const { resources } = await deploy({ ...FULL, sidecar: sidecarConfig({ credential, ...settings }) }, { production: false });
      assert.deepEqual(mandatoryFindings(resources, "nonProduction"), []);
    });
  }

  it("satisfies every mandatory control of production without a sidecar and with minimal settings", async () => {
    assert.deepEqual(mandatoryFindings((await deploy()).resources, "production"), []);
  });

  it("refuses a client secret in production before anything is registered", async () => {
    const recorder = await record();
    const config = workloadConfig({ sidecar: sidecarConfig({ credential: CREDENTIALS.clientSecret }) });
    assert.throws(() => new Workload("shop", workloadArgs(config)), /workload catalog: sidecar\.credential\.type: clientSecret is refused/);
    await pulumi.runtime.disconnect();
    assert.deepEqual(
      recorder.resources.filter(({ type }) => type.startsWith("kubernetes:")),
      [],
    );
  });

  it("reports which used service the stamp does not provide", async () => {
    await record();
    const { database: _, ...without } = workloadArgs(workloadConfig({ uses: { database: "orders" } }));
    assert.throws(() => new Workload("shop", without), /workload catalog: uses\.database is set, but the stamp provides no database/);
    await pulumi.runtime.disconnect();
  });

  it("denies traffic in the namespace before the first pod", async () => {
    const recorder = await deploy(FULL);
    const namespace = recorder.named("shop-space-namespace").inputs.metadata as { name: string; labels: Record<string, string> };
    assert.equal(namespace.name, "catalog");
    for (const mode of ["enforce", "audit", "warn"]) {
      assert.equal(namespace.labels[`pod-security.kubernetes.io/${mode}`], "restricted");
      assert.equal(namespace.labels[`pod-security.kubernetes.io/${mode}-version`], "v1.36");
    }
    assert.deepEqual(recorder.named("shop-space-default-deny").inputs.spec, { podSelector: {}, policyTypes: ["Ingress", "Egress"] });
    const dependencies = recorder.named("shop-deployment").dependencies;
    for (const prerequisite of [
      "shop-space-namespace",
      "shop-space-default-deny",
      "shop-space-quota",
      "shop-traffic",
      "shop-account",
      "shop-secrets",
    ]) {
      assert.ok(dependencies.includes(prerequisite), prerequisite);
    }
  });

  it("sets the variables of the services that the application uses, and no others", async () => {
    const environment = await environmentOf(FULL);
    assert.deepEqual(environment, {
      LOG_LEVEL: "info",
      SIDECAR_URL: "http://127.0.0.1:5000",
      AZURE_CLIENT_ID: IDENTITY,
      AZURE_TENANT_ID: TENANT,
      AZURE_FEDERATED_TOKEN_FILE: "/var/run/secrets/entra/token",
      AZURE_AUTHORITY_HOST: "https://login.microsoftonline.com/",
      DATABASE_HOST: "psql-shop.postgres.database.azure.com",
      DATABASE_NAME: "catalog",
      DATABASE_USER: "id-shop-catalog",
      BLOB_CONTAINER_URL: "https://stshop.blob.core.windows.net/catalog",
      EVENT_HUB_HOST: "evhns-shop.servicebus.windows.net",
      EVENT_HUB_NAME: "events",
    });
    assert.deepEqual(await environmentOf({}), {});
    assert.equal((await environmentOf({ uses: { eventHub: "listen" } })).EVENT_HUB_CONSUMER_GROUP, "catalog");
  });

  it("does not allow a setting to replace one of the platform's", async () => {
    const environment = await environmentOf({ ...FULL, environment: { SIDECAR_URL: "http://evil", AZURE_CLIENT_ID: "other" } });
    assert.equal(environment.SIDECAR_URL, "http://127.0.0.1:5000");
    assert.equal(environment.AZURE_CLIENT_ID, IDENTITY);
  });

  it("has a Service for the application's port only where ingress is configured", async () => {
    const service = (await deploy({ ...FULL, port: 8081 })).named("shop-service").inputs.spec as { ports: object[]; type: string };
    assert.equal(service.type, "ClusterIP");
    assert.deepEqual(service.ports, [{ name: "http", port: 80, targetPort: 8081, protocol: "TCP", appProtocol: "http" }]);
    assert.deepEqual((await deploy()).of("kubernetes:core/v1:Service"), []);
  });

  it("leaves the number of replicas to the autoscaler", async () => {
    const recorder = await deploy({ replicas: { min: 2, max: 9, cpuUtilization: 60 } });
    assert.ok(!("replicas" in (recorder.named("shop-deployment").inputs.spec as object)));
    assert.deepEqual(recorder.named("shop-autoscaler").inputs.spec, {
      scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "catalog" },
      minReplicas: 2,
      maxReplicas: 9,
      metrics: [
        {
          type: "ContainerResource",
          containerResource: { container: "app", name: "cpu", target: { type: "Utilization", averageUtilization: 60 } },
        },
      ],
    });
  });

  it("annotates its account with the identity that the sidecar signs in as", async () => {
    const annotation = async (input: Config) => {
      const account = (await deploy(input)).named("shop-account").inputs;
      assert.equal(account.automountServiceAccountToken, false);
      return (account.metadata as { annotations: Record<string, string> }).annotations["azure.workload.identity/client-id"];
    };
    assert.equal(await annotation({ sidecar: sidecarConfig() }), IDENTITY);
    assert.equal(await annotation({ sidecar: sidecarConfig({ credential: CREDENTIALS.application }) }), APPLICATION);
    assert.equal(await annotation({ sidecar: sidecarConfig({ credential: CREDENTIALS.keyVaultCertificate }) }), IDENTITY);
  });

  it("shares no namespace with the node or other pods, and has no API server token", async () => {
    const { containers: _, volumes: __, nodeSelector: ___, topologySpreadConstraints: spread, ...pod } = podOf(await deploy());
    assert.deepEqual(pod, {
      serviceAccountName: "catalog",
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      hostNetwork: false,
      hostPID: false,
      hostIPC: false,
      shareProcessNamespace: false,
      securityContext: {
        runAsNonRoot: true,
        fsGroup: 10001,
        fsGroupChangePolicy: "OnRootMismatch",
        supplementalGroups: [10001],
        seccompProfile: { type: "RuntimeDefault" },
      },
      terminationGracePeriodSeconds: 60,
    });
    assert.deepEqual(
      (spread as { topologyKey: string }[]).map(({ topologyKey }) => topologyKey),
      ["topology.kubernetes.io/zone", "kubernetes.io/hostname"],
    );
  });

  it("runs on its node pool and tolerates the pool's taints", async () => {
    const recorder = await deploy({ pool: "gpu" }, { poolTaints: ["sku=gpu:NoSchedule", "team=:NoExecute"] });
    const { nodeSelector, tolerations } = podOf(recorder);
    assert.deepEqual(nodeSelector, { "kubernetes.io/os": "linux", "kubernetes.io/arch": "amd64", "kubernetes.azure.com/agentpool": "gpu" });
    assert.deepEqual(tolerations, [
      { key: "sku", operator: "Equal", value: "gpu", effect: "NoSchedule" },
      { key: "team", operator: "Equal", value: "", effect: "NoExecute" },
    ]);
  });

  it("restarts its pods when its secrets change, where a revision is configured", async () => {
    const annotations = async (overrides: Partial<WorkloadArgs>) =>
      (templateOf(await deploy({}, overrides)).metadata as { annotations: Record<string, string> }).annotations;
    assert.equal((await annotations({ secretsRevision: "90d-7" }))["hardened-aks/secrets-revision"], "90d-7");
    assert.ok(!("hardened-aks/secrets-revision" in (await annotations({}))));
  });
});

describe("secrets of a workload", () => {
  interface ClassSpec {
    parameters: Record<string, string>;
    secretObjects?: { secretName: string; data: object[] }[];
  }
  const classOf = (recorder: Recorder, name: string) => recorder.named(name).inputs.spec as ClassSpec;
  const objectsOf = ({ parameters }: ClassSpec) => (parse(parameters.objects ?? "").array as string[]).map((text) => parse(text));

  it("are mounted with the workload's own identity, never the node's", async () => {
    const spec = classOf(await deploy({ uses: { keyVault: ["api-key", "other"] } }), "shop-secrets");
    const { objects: _, ...parameters } = spec.parameters;
    assert.deepEqual(parameters, {
      usePodIdentity: "false",
      useVMManagedIdentity: "false",
      clientID: IDENTITY,
      keyvaultName: "kv-shop",
      tenantId: TENANT,
    });
    assert.deepEqual(objectsOf(spec), [
      { objectName: "api-key", objectType: "secret" },
      { objectName: "other", objectType: "secret" },
    ]);
    assert.equal(spec.secretObjects, undefined);
  });

  it("contain the certificate with its private key, as a file only", async () => {
    const spec = classOf(await deploy({ sidecar: sidecarConfig({ credential: CREDENTIALS.certificateFile }) }), "shop-secrets-sidecar");
    assert.deepEqual(objectsOf(spec), [
      {
        objectName: "sign-in",
        objectType: "secret",
        objectAlias: "certificate.pfx",
        objectFormat: "pfx",
        objectEncoding: "base64",
      },
    ]);
    assert.equal(spec.secretObjects, undefined);
  });

  it("become a Kubernetes Secret only where the sidecar reads them from its environment only", async () => {
    const sidecar = sidecarConfig({
      credential: CREDENTIALS.clientSecret,
      distributedCacheSecret: "redis",
      applicationInsightsSecret: "ai",
    });
    const spec = classOf(await deploy({ sidecar }, { production: false }), "shop-secrets-sidecar");
    const [synced] = spec.secretObjects ?? [];
    assert.equal(synced?.secretName, "catalog-sidecar");
    assert.deepEqual(synced?.data, [
      { objectName: "client-secret", key: "client-secret" },
      { objectName: "redis-connection", key: "redis-connection" },
      { objectName: "appinsights-connection", key: "appinsights-connection" },
    ]);
  });

  it("need no SecretProviderClass where none are configured", async () => {
    assert.deepEqual((await deploy()).of("kubernetes:secrets-store.csi.x-k8s.io/v1:SecretProviderClass"), []);
  });
});

const templateOf = (recorder: Recorder) =>
  (recorder.named("shop-deployment").inputs.spec as { template: { metadata: object; spec: Record<string, unknown> } }).template;
const podOf = (recorder: Recorder) => templateOf(recorder).spec;

async function environmentOf(input: Config): Promise<Record<string, string>> {
  const containers = podOf(await deploy(input)).containers as { name: string; env: { name: string; value: string }[] }[];
  const application = containers.find(({ name }) => name === "app");
  return Object.fromEntries((application?.env ?? []).map(({ name, value }) => [name, value]));
}
