import assert from "node:assert/strict";
import { deployEdge, inputAt } from "./edgeGateways";

interface Rule {
  to?: object[];
  from?: object[];
  ports?: { port: number; protocol: string }[];
}

interface PolicySpec {
  podSelector: object;
  policyTypes: string[];
  ingress: Rule[];
  egress: Rule[];
}

type Controller = "istio" | "gateway-api" | "nginx";

const inNamespace = (name: string) => ({ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": name } } });
const trafficOf = async (controller: Controller) => inputAt(await deployEdge({ controller }), "edge-traffic", "spec") as PolicySpec;
const policiesOf = async (controller: Controller) =>
  (await deployEdge({ controller }))
    .of("kubernetes:networking.k8s.io/v1:NetworkPolicy")
    .map(({ inputs }) => inputs.metadata as { name: string; namespace: string })
    .filter(({ namespace }) => namespace !== "edge-check");

describe("the gateway's pods", () => {
  for (const [controller, pods, tlsPort] of [
    ["istio", { istio: "aks-istio-ingressgateway-internal" }, 8443],
    ["gateway-api", { "gateway.networking.k8s.io/gateway-name": "edge" }, 443],
  ] as const) {
    it(`accept connections to the listener and the health port only, and metrics from kube-system: ${controller}`, async () => {
      const { podSelector, policyTypes, ingress } = await trafficOf(controller);
      assert.deepEqual([podSelector, policyTypes], [{ matchLabels: pods }, ["Ingress", "Egress"]]);
      const ports = (...numbers: number[]) => numbers.map((port) => ({ protocol: "TCP", port }));
      assert.deepEqual(ingress, [{ ports: ports(tlsPort, 15021) }, { from: [inNamespace("kube-system")], ports: ports(15020) }]);
    });

    it(`connect to the workloads' own ports, DNS and the control plane only: ${controller}`, async () => {
      const rules = (await trafficOf(controller)).egress.filter(({ ports }) => ports?.every(({ port }) => port !== 53) ?? true);
      assert.deepEqual(
        rules.map(({ to, ports }) => [to, ports?.map(({ port }) => port)]),
        [
          [[inNamespace("aks-istio-system")], controller === "istio" ? [15012] : undefined],
          [[inNamespace("catalog")], [8080]],
          [[inNamespace("health")], [8081]],
        ],
      );
    });
  }

  it("are denied all other traffic in the platform's namespace, which has a quota and limits", async () => {
    const recorder = await deployEdge({ controller: "gateway-api" });
    assert.deepEqual(inputAt(recorder, "edge-default-deny", "spec"), { podSelector: {}, policyTypes: ["Ingress", "Egress"] });
    const hard = inputAt(recorder, "edge-quota", "spec", "hard") as Record<string, string>;
    assert.equal(hard.pods, "20");
    // The namespace contains the load balancer.
    assert.ok(!("services.loadbalancers" in hard) && !("services.nodeports" in hard));
    assert.deepEqual(inputAt(recorder, "edge-limits", "spec", "limits", 0, "max"), { memory: "1024Mi" });
    for (const name of ["edge-gateway", "edge-load-balancer"]) {
      const { dependencies } = recorder.named(name);
      assert.ok(dependencies.includes("edge-default-deny") && dependencies.includes("edge-traffic"), name);
    }
  });

  it("are isolated by themselves in Azure's namespace, which gets no quota", async () => {
    const recorder = await deployEdge({ controller: "istio" });
    assert.deepEqual(await policiesOf("istio"), [
      { ...(inputAt(recorder, "edge-traffic", "metadata") as object), name: "edge", namespace: "aks-istio-ingress" },
    ]);
    const quotas = recorder
      .of("kubernetes:core/v1:ResourceQuota")
      .map(({ inputs }) => (inputs.metadata as { namespace: string }).namespace);
    assert.deepEqual(quotas, ["edge-check"]);
    assert.ok(recorder.named("edge-load-balancer").dependencies.includes("edge-traffic"));
  });

  it("connect to the configured control plane of another class", async () => {
    const recorder = await deployEdge({ controller: "gateway-api", gatewayControlPlaneNamespace: "envoy-gateway-system" });
    const { egress } = inputAt(recorder, "edge-traffic", "spec") as PolicySpec;
    assert.ok(egress.some(({ to }) => JSON.stringify(to) === JSON.stringify([inNamespace("envoy-gateway-system")])));
  });

  it("are the user's own in the user's namespace", async () => assert.deepEqual(await policiesOf("nginx"), []));
});
