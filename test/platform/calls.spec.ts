import assert from "node:assert/strict";
import type { Registration } from "../../offline/registration";
import { type Preview, preview, type Settings } from "./support/preview";
import { ONE_REGION } from "./support/weakening";

const previewWith = (settings: Settings = {}) => preview({ stack: "prod", settings: { stamps: ONE_REGION, ...settings } });

function named({ registrations }: Preview, name: string): Registration {
  return registrations.find((one) => one.name === `swedencentral-inside-${name}`) ?? assert.fail(`no resource ${name}`);
}

const names = ({ registrations }: Preview) => registrations.map(({ name }) => name.replace("swedencentral-inside-", ""));

interface Container {
  name: string;
  env: { name: string; value: string }[];
  ports: { name: string }[];
  volumeMounts: { name: string; mountPath: string }[];
}

interface PodSpec {
  containers: Container[];
  volumes: { name: string; secret?: object }[];
}

function podOf(found: Preview, workload: string): PodSpec {
  return (named(found, `${workload}-deployment`).inputs.spec as { template: { spec: PodSpec } }).template.spec;
}

function variables(found: Preview, workload: string): Readonly<Record<string, string>> {
  const env = podOf(found, workload).containers.find(({ name }) => name === "app")?.env ?? [];
  return Object.fromEntries(env.map(({ name, value }) => [name, value]));
}

/** Rules of a workload's policy whose peer is another workload's pods. */
function peers(found: Preview, workload: string, direction: "ingress" | "egress") {
  const spec = named(found, `${workload}-traffic`).inputs.spec as Record<string, { from?: object[]; to?: object[]; ports: object[] }[]>;
  const podsOf = (name: string) => ({
    namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": name } },
    podSelector: { matchLabels: { "app.kubernetes.io/name": name } },
  });
  const workloads = ["catalog", "health", "background"];
  return (spec[direction] ?? []).flatMap(({ from, to, ports }) =>
    workloads.filter((name) => JSON.stringify([podsOf(name)]) === JSON.stringify(from ?? to)).map((name) => ({ name, ports })),
  );
}

const TCP = (port: number) => [{ protocol: "TCP", port }];

describe("calls between workloads", () => {
  const called = () => previewWith({ workloads: { health: { calls: ["background"] }, background: { port: 9000 } } });

  it("do not exist unless they are configured: no Service, no rule, no address", async () => {
    const found = await previewWith();
    assert.ok(!names(found).includes("background-service"));
    for (const workload of ["catalog", "health", "background"]) {
      assert.deepEqual([...peers(found, workload, "ingress"), ...peers(found, workload, "egress")], []);
      assert.ok(!("TLS_CA_FILE" in variables(found, workload)));
    }
  });

  it("open exactly the way from the caller's pods to the port of the called pods, in both policies", async () => {
    const found = await called();
    assert.deepEqual(peers(found, "health", "egress"), [{ name: "background", ports: TCP(9000) }]);
    assert.deepEqual(peers(found, "background", "ingress"), [{ name: "health", ports: TCP(9000) }]);
    const others = [peers(found, "health", "ingress"), peers(found, "background", "egress"), peers(found, "catalog", "ingress")];
    assert.deepEqual(others, [[], [], []]);
    assert.deepEqual(
      found.findings.filter(({ level }) => level === "mandatory"),
      [],
    );
  });

  it("reach a workload without ingress by its Service, which no route of the gateway leads to", async () => {
    const found = await called();
    const { ports, type } = named(found, "background-service").inputs.spec as { ports: object[]; type: string };
    assert.deepEqual([type, ports], ["ClusterIP", [{ name: "https", port: 443, targetPort: 9000, protocol: "TCP", appProtocol: "https" }]]);
    const routes = JSON.stringify(found.registrations.filter(({ type: one }) => /VirtualService|HTTPRoute|Ingress$/.test(one)));
    assert.ok(!routes.includes("background."));
  });

  it("use TLS: the called workload has a certificate, the caller has the authority's and no other key", async () => {
    const found = await called();
    assert.equal(variables(found, "health").BACKGROUND_URL, "https://background.background.svc.cluster.local");
    assert.equal(variables(found, "health").TLS_CA_FILE, "/mnt/authority/ca.crt");
    const volume = podOf(found, "health").volumes.find(({ name }) => name === "authority");
    assert.deepEqual(volume?.secret, { secretName: "authority", defaultMode: 0o440, items: [{ key: "ca.crt", path: "ca.crt" }] });
    assert.ok(names(found).includes("background-server-certificate") && names(found).includes("health-authority"));
    assert.deepEqual(
      podOf(found, "background").containers[0]?.ports.map(({ name }) => name),
      ["https"],
    );
  });

  it("use plain HTTP where TLS to the workloads is off, or the called one is excepted", async () => {
    const off = await previewWith({
      ingress: { backendTls: false },
      workloads: { health: { calls: ["background"] } },
    });
    const plainHttp = { reason: "The vendor's image cannot terminate TLS." };
    const excepted = await previewWith({ workloads: { health: { calls: ["background"] }, background: { plainHttp } } });
    for (const found of [off, excepted]) {
      assert.equal(variables(found, "health").BACKGROUND_URL, "http://background.background.svc.cluster.local");
      assert.ok(!("TLS_CA_FILE" in variables(found, "health")) && !names(found).includes("health-authority"));
    }
  });

  it("may go both ways", async () => {
    const found = await previewWith({ workloads: { catalog: { calls: ["background"] }, background: { calls: ["catalog"] } } });
    assert.equal(variables(found, "background").CATALOG_URL, "https://catalog.catalog.svc.cluster.local");
    assert.deepEqual(peers(found, "catalog", "ingress"), [{ name: "background", ports: TCP(8080) }]);
    assert.deepEqual(
      found.findings.filter(({ level }) => level === "mandatory"),
      [],
    );
  });
});
