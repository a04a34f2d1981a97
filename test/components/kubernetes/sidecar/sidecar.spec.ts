import assert from "node:assert/strict";
import { sidecarImageReference } from "../../../../components/kubernetes/sidecar/sidecar";
import { podTemplate } from "../../../../components/kubernetes/workload/podTemplate";
import { record } from "../../../support/mocks";
import { CREDENTIALS, sidecarConfig, workloadArgs, workloadConfig } from "../workloads";

interface Container {
  name: string;
  env: { name: string }[];
  volumeMounts: { name: string; mountPath: string; readOnly?: boolean }[];
  [member: string]: unknown;
}

interface PodSpec {
  containers: Container[];
  initContainers?: Container[];
  volumes: { name: string; [source: string]: unknown }[];
  securityContext: Record<string, unknown>;
}

/** The pod's specification as plain data, without images, which are outputs. */
function specOf(input: Parameters<typeof workloadConfig>[0]): PodSpec {
  return JSON.parse(
    JSON.stringify(podTemplate(workloadArgs(workloadConfig(input))).spec, (key, value) => (key === "image" ? undefined : value)),
  );
}

const sidecarOf = ({ containers, initContainers = [] }: PodSpec) =>
  [...initContainers, ...containers].find(({ name }) => name === "entra-sidecar");
const applicationOf = ({ containers }: PodSpec) => containers.find(({ name }) => name === "app");

const RESTRICTED = {
  runAsNonRoot: true,
  privileged: false,
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ["ALL"] },
  seccompProfile: { type: "RuntimeDefault" },
};

describe("the sidecar's container", () => {
  // An image is an output of the registry's name, and outputs require the mocks.
  before(() => record());

  for (const credential of Object.values(CREDENTIALS)) {
    for (const bind of ["loopback", "pod"] as const) {
      it(`is restricted, limited and declares no port: ${credential.type}, ${bind}`, () => {
        const sidecar = sidecarOf(specOf({ sidecar: sidecarConfig({ credential, bind }) }));
        assert.deepEqual(sidecar?.securityContext, { ...RESTRICTED, runAsUser: 1654, runAsGroup: 1654 });
        assert.deepEqual(sidecar?.resources, {
          requests: { cpu: "100m", memory: "128Mi", "ephemeral-storage": "64Mi" },
          limits: { cpu: "250m", memory: "256Mi", "ephemeral-storage": "512Mi" },
        });
        assert.ok(sidecar && !("ports" in sidecar));
      });
    }
  }

  it("bound to loopback runs alongside the application, without probes", () => {
    const spec = specOf({ sidecar: sidecarConfig() });
    assert.deepEqual(
      spec.containers.map(({ name }) => name),
      ["app", "entra-sidecar"],
    );
    assert.equal(spec.initContainers, undefined);
    assert.deepEqual(
      Object.keys(sidecarOf(spec) ?? {}).filter((key) => key.endsWith("Probe")),
      [],
    );
  });

  it("bound to the pod is a native sidecar whose probes set the Host header and not the field host", () => {
    const spec = specOf({ sidecar: sidecarConfig({ bind: "pod", port: 5005 }) });
    const sidecar = sidecarOf(spec);
    assert.deepEqual([spec.containers.map(({ name }) => name), spec.initContainers?.map(({ name }) => name)], [["app"], ["entra-sidecar"]]);
    assert.equal(sidecar?.restartPolicy, "Always");
    for (const probe of ["startupProbe", "livenessProbe", "readinessProbe"]) {
      const { httpGet } = (sidecar?.[probe] ?? {}) as { httpGet?: object };
      assert.deepEqual(httpGet, { path: "/healthz", port: 5005, httpHeaders: [{ name: "Host", value: "localhost" }] }, probe);
    }
  });

  it("has a separate memory-backed /tmp", () => {
    const spec = specOf({ sidecar: sidecarConfig() });
    const mount = sidecarOf(spec)?.volumeMounts.find(({ mountPath }) => mountPath === "/tmp");
    const volume = spec.volumes.find(({ name }) => name === mount?.name);
    assert.deepEqual(volume, { name: "sidecar-tmp", emptyDir: { medium: "Memory", sizeLimit: "16Mi" } });
    assert.ok(!applicationOf(spec)?.volumeMounts.some(({ name }) => name === volume?.name));
  });

  it("is pulled from the platform's registry, by digest where configured", () => {
    const version = "1.1.2-azurelinux3.0-distroless";
    const digest = `sha256:${"a".repeat(64)}`;
    assert.equal(sidecarImageReference("cr.azurecr.io", { version }), `cr.azurecr.io/entra-sdk/auth-sidecar:${version}`);
    assert.equal(sidecarImageReference("cr.azurecr.io", { version, digest }), `cr.azurecr.io/entra-sdk/auth-sidecar:${version}@${digest}`);
  });
});

describe("the service account token", () => {
  before(() => record());

  const TOKEN = { name: "entra-token", mountPath: "/var/run/secrets/entra", readOnly: true };
  const holders = (spec: PodSpec) =>
    [...(spec.initContainers ?? []), ...spec.containers]
      .filter(({ volumeMounts }) => volumeMounts.some((mount) => JSON.stringify(mount) === JSON.stringify(TOKEN)))
      .map(({ name }) => name);

  const cases: readonly [string, Parameters<typeof workloadConfig>[0], readonly string[]][] = [
    ["in no container of a pod that does not sign in", {}, []],
    ["in no container where secrets are files", { uses: { keyVault: ["a"] } }, []],
    ["in the sidecar only, with the managed identity", { sidecar: sidecarConfig() }, ["entra-sidecar"]],
    [
      "in no container, with an application, whose token is another",
      { sidecar: sidecarConfig({ credential: CREDENTIALS.application }) },
      [],
    ],
    [
      "in the application only, where the sidecar's is another",
      { uses: { blob: "read" }, sidecar: sidecarConfig({ credential: CREDENTIALS.application }) },
      ["app"],
    ],
    [
      "in the sidecar only, where it reads the key vault",
      { sidecar: sidecarConfig({ credential: CREDENTIALS.keyVaultCertificate }) },
      ["entra-sidecar"],
    ],
    ["in no container with a certificate file", { sidecar: sidecarConfig({ credential: CREDENTIALS.certificateFile }) }, []],
    ["in no container with a client secret", { sidecar: sidecarConfig({ credential: CREDENTIALS.clientSecret }) }, []],
    ["in the application that uses a database", { uses: { database: "orders" } }, ["app"]],
    ["in both where both sign in", { uses: { blob: "read" }, sidecar: sidecarConfig() }, ["app", "entra-sidecar"]],
  ];
  for (const [what, input, expected] of cases) {
    it(`is mounted ${what}`, () => {
      const spec = specOf(input);
      assert.deepEqual(holders(spec), expected);
      const volume = spec.volumes.find(({ name }) => name === TOKEN.name);
      const source = { audience: "api://AzureADTokenExchange", expirationSeconds: 3600, path: "token" };
      assert.deepEqual(
        volume,
        expected.length === 0 ? undefined : { name: TOKEN.name, projected: { sources: [{ serviceAccountToken: source }] } },
      );
      const hasIdentity = applicationOf(spec)?.env.some(({ name }) => name === "AZURE_CLIENT_ID");
      assert.equal(hasIdentity, expected.includes("app"));
    });
  }

  it("is not injected by the webhook, on which no pod depends", () => {
    const { metadata } = podTemplate(workloadArgs(workloadConfig({ uses: { blob: "read" }, sidecar: sidecarConfig() })));
    assert.ok(!JSON.stringify(metadata).includes("azure.workload.identity/"));
  });
});

describe("the sidecar's token of an application", () => {
  before(() => record());

  const APPLICATION_MOUNT = { name: "sidecar-token", mountPath: "/var/run/secrets/entra-sidecar", readOnly: true };
  const spec = (tokenAudience?: string) =>
    specOf({
      uses: { database: "orders" },
      sidecar: sidecarConfig({ credential: { type: "application", clientId: CREDENTIALS.application.clientId, tokenAudience } }),
    });
  const audienceOf = ({ volumes }: PodSpec, volume: string) =>
    JSON.stringify(volumes.find(({ name }) => name === volume)).match(/"audience":"([^"]+)"/)?.[1];

  it("has another audience than the application's, and no other container mounts it", () => {
    const pod = spec();
    assert.equal(audienceOf(pod, "entra-token"), "api://AzureADTokenExchange");
    assert.equal(audienceOf(pod, "sidecar-token"), "api://AzureADTokenExchange/entra-sidecar");
    assert.ok(sidecarOf(pod)?.volumeMounts.some((mount) => JSON.stringify(mount) === JSON.stringify(APPLICATION_MOUNT)));
    assert.ok(!sidecarOf(pod)?.volumeMounts.some(({ name }) => name === "entra-token"));
    assert.ok(!applicationOf(pod)?.volumeMounts.some(({ name }) => name === "sidecar-token"));
  });

  it("has the configured audience, in a volume of its own all the same", () => {
    const pod = spec("api://AzureADTokenExchange");
    assert.equal(audienceOf(pod, "sidecar-token"), "api://AzureADTokenExchange");
    assert.ok(!applicationOf(pod)?.volumeMounts.some(({ name }) => name === "sidecar-token"));
  });
});

describe("the sidecar's secrets", () => {
  before(() => record());

  it("are mounted in the sidecar only", () => {
    const spec = specOf({ uses: { keyVault: ["api-key"] }, sidecar: sidecarConfig({ credential: CREDENTIALS.certificateFile }) });
    const directories = (container: Container | undefined) => container?.volumeMounts.map(({ mountPath }) => mountPath).sort();
    assert.deepEqual(directories(applicationOf(spec)), ["/mnt/secrets-store", "/tmp"]);
    assert.deepEqual(directories(sidecarOf(spec)), ["/mnt/sidecar-secrets", "/tmp"]);
  });
});
