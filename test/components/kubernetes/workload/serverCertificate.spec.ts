import assert from "node:assert/strict";
import { Workload } from "../../../../components/kubernetes/workload/workload";
import { type Recorder, record, settle } from "../../../support/mocks";
import { mandatoryFindings } from "../findings";
import { sidecarConfig, workloadArgs, workloadConfig } from "../workloads";

type Config = Parameters<typeof workloadConfig>[0];

const PLAIN: Config = { ingress: { paths: ["/catalog"] } };
const serverCertificate = { issuerName: "internal", waitFor: [] };

async function deploy(input: Config, tls = true): Promise<Recorder> {
  const recorder = await record();
  await settle(new Workload("shop", workloadArgs(workloadConfig(input), tls ? { serverCertificate } : {})));
  return recorder;
}

interface Container {
  name: string;
  ports: { name: string; containerPort: number }[];
  env: { name: string; value: string }[];
  volumeMounts: { name: string; mountPath: string; readOnly?: boolean }[];
  readinessProbe: { httpGet: object };
  livenessProbe: { httpGet: object };
  startupProbe: { httpGet: object };
}

interface PodSpec {
  containers: Container[];
  volumes: { name: string; secret?: object }[];
  securityContext: { fsGroup: number };
}

function podOf(recorder: Recorder): PodSpec {
  return (recorder.named("shop-deployment").inputs.spec as { template: { spec: PodSpec } }).template.spec;
}

describe("TLS of a workload", () => {
  it("has a certificate of the cluster's authority for the names of its Service, with a new key at each renewal", async () => {
    const recorder = await deploy(PLAIN);
    const { metadata, spec } = recorder.one("kubernetes:cert-manager.io/v1:Certificate").inputs as {
      metadata: { name: string; namespace: string };
      spec: object;
    };
    assert.deepEqual([metadata.name, metadata.namespace], ["server-tls", "catalog"]);
    assert.deepEqual(spec, {
      secretName: "server-tls",
      dnsNames: ["catalog.catalog.svc.cluster.local", "catalog.catalog.svc"],
      issuerRef: { group: "cert-manager.io", kind: "ClusterIssuer", name: "internal" },
      duration: "720h0m0s",
      renewBefore: "360h0m0s",
      privateKey: { algorithm: "ECDSA", size: 256, rotationPolicy: "Always" },
      usages: ["digital signature", "server auth"],
    });
    assert.ok(recorder.named("shop-deployment").dependencies.includes("shop-server-certificate"));
  });

  it("mounts certificate and key into the application only, readable by the pod's group, as files that are updated", async () => {
    const pod = podOf(await deploy({ ...PLAIN, sidecar: sidecarConfig() }));
    const items = ["tls.crt", "tls.key"].map((file) => ({ key: file, path: file }));
    assert.deepEqual(
      pod.volumes.filter(({ secret }) => secret !== undefined),
      [{ name: "server-tls", secret: { secretName: "server-tls", defaultMode: 0o440, items } }],
    );
    assert.equal(pod.securityContext.fsGroup, 10001);
    const mounts = pod.containers.flatMap(({ name, volumeMounts }) => volumeMounts.map((mount) => ({ container: name, ...mount })));
    assert.deepEqual(
      mounts.filter(({ name }) => name === "server-tls"),
      [{ container: "app", name: "server-tls", mountPath: "/mnt/tls", readOnly: true }],
    );
  });

  it("tells the application where the files are, whatever its own settings say", async () => {
    const environment = { TLS_CERT_FILE: "/tmp/other", LOG_LEVEL: "info" };
    const env = podOf(await deploy({ ...PLAIN, environment })).containers[0]?.env.map(({ name, value }) => [name, value]);
    assert.deepEqual(Object.fromEntries(env ?? []), {
      TLS_CERT_FILE: "/mnt/tls/tls.crt",
      TLS_KEY_FILE: "/mnt/tls/tls.key",
      LOG_LEVEL: "info",
    });
  });

  it("is probed and served by HTTPS on the application's port", async () => {
    const recorder = await deploy({ ...PLAIN, port: 8081 });
    const [app] = podOf(recorder).containers;
    assert.deepEqual(app?.ports, [{ name: "https", containerPort: 8081, protocol: "TCP" }]);
    assert.deepEqual(app?.readinessProbe.httpGet, { path: "/health/ready", port: "https", scheme: "HTTPS" });
    for (const probe of [app?.livenessProbe, app?.startupProbe])
      assert.deepEqual(probe?.httpGet, { path: "/health/live", port: "https", scheme: "HTTPS" });
    assert.deepEqual((recorder.named("shop-service").inputs.spec as { ports: object[] }).ports, [
      { name: "https", port: 443, targetPort: 8081, protocol: "TCP", appProtocol: "https" },
    ]);
  });

  it("satisfies every mandatory control of production", async () => {
    assert.deepEqual(mandatoryFindings((await deploy(PLAIN)).resources, "production"), []);
  });

  it("changes the Service only after pods that serve the protocol are ready", async () => {
    for (const tls of [true, false])
      assert.ok((await deploy(PLAIN, tls)).named("shop-service").dependencies.includes("shop-deployment"), `${tls}`);
  });

  it("names the reason of an exception in the cluster, and has no certificate then", async () => {
    const recorder = await deploy({ ...PLAIN, plainHttp: { reason: "The vendor's image has no TLS." } }, false);
    const { annotations } = recorder.named("shop-service").inputs.metadata as { annotations: object };
    assert.deepEqual(annotations, { "hardened-aks/plain-http-reason": "The vendor's image has no TLS." });
    assert.deepEqual(recorder.of("kubernetes:cert-manager.io/v1:Certificate"), []);
    const pod = podOf(recorder);
    assert.ok(pod.volumes.every(({ secret }) => secret === undefined));
    assert.deepEqual(pod.containers[0]?.readinessProbe.httpGet, { path: "/health/ready", port: "http" });
  });
});
