import assert from "node:assert/strict";
import { EdgeGateway } from "../../../../components/kubernetes/gateway/edgeGateway";
import { record, settle } from "../../../support/mocks";
import { deployEdge, edgeArgs, inputAt } from "./edgeGateways";

const CERTIFICATE = "kubernetes:cert-manager.io/v1:Certificate";
const RULE = "kubernetes:networking.istio.io/v1:DestinationRule";
const HOST = "catalog.catalog.svc.cluster.local";
const CIPHERS = [
  "ECDHE-ECDSA-AES256-GCM-SHA384",
  "ECDHE-RSA-AES256-GCM-SHA384",
  "ECDHE-ECDSA-AES128-GCM-SHA256",
  "ECDHE-RSA-AES128-GCM-SHA256",
];
const plainRoutes = edgeArgs().routes.map((route) => ({ ...route, tls: false, port: 80 }));

/** Names and specs of the certificates of the cluster's authority. */
async function identities(controller: "istio" | "nginx", overrides: Parameters<typeof deployEdge>[1] = {}) {
  const recorder = await deployEdge({ controller }, overrides);
  return recorder
    .of(CERTIFICATE)
    .map(({ inputs }) => inputs as { metadata: { namespace: string }; spec: { secretName: string; usages: string[]; issuerRef: object } })
    .filter(({ spec }) => spec.secretName !== "edge-tls");
}

describe("TLS to workloads: istio", () => {
  it("verifies name and authority of each workload that terminates TLS, before a route leads to it", async () => {
    const recorder = await deployEdge();
    assert.deepEqual(
      recorder.of(RULE).map(({ inputs }) => inputs.spec),
      [
        {
          host: HOST,
          exportTo: ["."],
          trafficPolicy: { tls: { mode: "SIMPLE", credentialName: "gateway-client", sni: HOST, subjectAltNames: [HOST] } },
        },
      ],
    );
    assert.deepEqual(inputAt(recorder, "edge-backend-catalog", "metadata", "namespace"), "aks-istio-ingress");
    assert.ok(recorder.named("edge-routes").dependencies.includes("edge-backend-catalog"));
    const http = inputAt(recorder, "edge-routes", "spec", "http") as { route: { destination: object }[] }[];
    assert.deepEqual(http.at(-1)?.route[0]?.destination, { host: HOST, port: { number: 443 } });
    assert.deepEqual(http[0]?.route[0]?.destination, { host: "health.health.svc.cluster.local", port: { number: 80 } });
  });

  it("gets the authority next to a certificate of its own, which is no server's", async () => {
    const [identity, ...others] = await identities("istio");
    assert.deepEqual(others, []);
    assert.equal(identity?.metadata.namespace, "aks-istio-ingress");
    assert.deepEqual(identity?.spec.usages, ["digital signature", "client auth"]);
    assert.deepEqual(identity?.spec.issuerRef, { group: "cert-manager.io", kind: "ClusterIssuer", name: "internal" });
  });

  it("needs nothing of it where every workload receives plain HTTP", async () => {
    assert.deepEqual(await identities("istio", { routes: plainRoutes }), []);
    assert.deepEqual((await deployEdge({}, { routes: plainRoutes })).of(RULE), []);
  });
});

describe("TLS to workloads: nginx", () => {
  const PREFIX = "nginx.ingress.kubernetes.io/";
  const backend = async (workload: string) => {
    const annotations = inputAt(await deployEdge({ controller: "nginx" }), `edge-ingress-${workload}`, "metadata", "annotations") as object;
    const names = Object.entries(annotations).map(([name, value]) => [name.replace(PREFIX, ""), value] as const);
    return Object.fromEntries(names.filter(([name]) => /^(backend-|proxy-ssl-)/.test(name)));
  };

  it("verifies name and authority of each workload that terminates TLS", async () => {
    assert.deepEqual(await backend("catalog"), {
      "backend-protocol": "HTTPS",
      "proxy-ssl-secret": "catalog/gateway-client",
      "proxy-ssl-verify": "on",
      "proxy-ssl-name": HOST,
      "proxy-ssl-server-name": "on",
      "proxy-ssl-protocols": "TLSv1.2 TLSv1.3",
      "proxy-ssl-ciphers": CIPHERS.join(":"),
    });
    assert.deepEqual(await backend("health"), {});
  });

  it("has its certificate in the workload's namespace, the only one whose Secrets an Ingress may name", async () => {
    const found = await identities("nginx");
    assert.deepEqual(
      found.map(({ metadata, spec }) => [metadata.namespace, spec.secretName, spec.usages[1]]),
      [["catalog", "gateway-client", "client auth"]],
    );
    const { dependencies } = (await deployEdge({ controller: "nginx" })).named("edge-ingress-catalog");
    assert.ok(dependencies.includes("edge-identity-catalog"));
  });
});

describe("TLS to workloads: gateway-api", () => {
  const POLICY = "kubernetes:gateway.networking.k8s.io/v1:BackendTLSPolicy";

  it("verifies name and authority of each workload that terminates TLS, before a route leads to it", async () => {
    const recorder = await deployEdge({ controller: "gateway-api" });
    assert.deepEqual(
      recorder.of(POLICY).map(({ inputs }) => [(inputs.metadata as { namespace: string }).namespace, inputs.spec]),
      [
        [
          "catalog",
          {
            targetRefs: [{ group: "", kind: "Service", name: "catalog" }],
            validation: {
              hostname: HOST,
              subjectAltNames: [{ type: "Hostname", hostname: HOST }],
              caCertificateRefs: [{ group: "", kind: "ConfigMap", name: "internal-authority" }],
            },
          },
        ],
      ],
    );
    assert.ok(recorder.named("edge-route-catalog").dependencies.includes("edge-backend-catalog"));
    const [rule] = inputAt(recorder, "edge-route-catalog", "spec", "rules") as { backendRefs: { port: number }[] }[];
    assert.deepEqual(
      rule?.backendRefs.map(({ port }) => port),
      [443],
    );
  });

  it("needs no authority where every workload receives plain HTTP", async () => {
    const { authorityConfigMap: _, ...args } = edgeArgs({ controller: "gateway-api" }, { routes: plainRoutes });
    const recorder = await record();
    await settle(new EdgeGateway("edge", args));
    assert.deepEqual(recorder.of(POLICY), []);
  });
});

describe("suites of every controller", () => {
  it("are those with forward secrecy and authenticated encryption", async () => {
    const [server] = inputAt(await deployEdge(), "edge-gateway", "spec", "servers") as { tls: { cipherSuites: string[] } }[];
    assert.deepEqual(server?.tls.cipherSuites, CIPHERS);
    const [listener] = inputAt(await deployEdge({ controller: "gateway-api" }), "edge-gateway", "spec", "listeners") as {
      tls: { options: object };
    }[];
    assert.deepEqual(listener?.tls.options, { "gateway.istio.io/tls-cipher-suites": CIPHERS.join(",") });
    const nginx = await deployEdge({ controller: "nginx" });
    for (const { inputs } of nginx.of("kubernetes:networking.k8s.io/v1:Ingress")) {
      const { annotations } = inputs.metadata as { annotations: Record<string, string> };
      assert.equal(annotations["nginx.ingress.kubernetes.io/ssl-ciphers"], CIPHERS.join(":"));
    }
  });
});
