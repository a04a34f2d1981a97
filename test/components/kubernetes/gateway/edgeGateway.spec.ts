import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { EdgeGateway, edgeNamespace } from "../../../../components/kubernetes/gateway/edgeGateway";
import { record } from "../../../support/mocks";
import { deployEdge, edgeArgs, FRONT_DOOR, inputAt } from "./edgeGateways";

const PREFIX = "service.beta.kubernetes.io";

describe("the load balancer", () => {
  it("is internal, at a static address, with a Private Link Service without visibility and auto-approval", async () => {
    assert.deepEqual(inputAt(await deployEdge(), "edge-load-balancer", "metadata", "annotations"), {
      [`${PREFIX}/azure-load-balancer-health-probe-protocol`]: "tcp",
      [`${PREFIX}/azure-load-balancer-internal`]: "true",
      [`${PREFIX}/azure-load-balancer-internal-subnet`]: "ingress",
      [`${PREFIX}/azure-load-balancer-ipv4`]: "10.10.4.85",
      [`${PREFIX}/azure-pls-create`]: "true",
      [`${PREFIX}/azure-pls-name`]: "pl-shop",
      [`${PREFIX}/azure-pls-resource-group`]: "rg-shop",
      [`${PREFIX}/azure-pls-ip-configuration-subnet`]: "private-link-service",
      [`${PREFIX}/azure-pls-ip-configuration-ip-address-count`]: "1",
    });
  });

  it("is public only where configured, for Front Door's addresses only", async () => {
    const recorder = await deployEdge({ exposure: { type: "publicLoadBalancer" } });
    assert.deepEqual(inputAt(recorder, "edge-load-balancer", "metadata", "annotations"), {
      [`${PREFIX}/azure-load-balancer-health-probe-protocol`]: "tcp",
      [`${PREFIX}/azure-pip-name`]: "pip-shop",
      [`${PREFIX}/azure-load-balancer-resource-group`]: "rg-shop",
      [`${PREFIX}/azure-allowed-service-tags`]: "AzureFrontDoor.Backend",
    });
  });

  for (const [controller, selector, targetPort] of [
    ["istio", { istio: "aks-istio-ingressgateway-internal" }, 8443],
    ["gateway-api", { "gateway.networking.k8s.io/gateway-name": "edge" }, 443],
    ["nginx", { "app.kubernetes.io/name": "ingress-nginx", "app.kubernetes.io/component": "controller" }, 443],
  ] as const) {
    it(`selects the pods of ${controller}, in their namespace, with HTTPS only`, async () => {
      const recorder = await deployEdge({ controller });
      assert.equal(inputAt(recorder, "edge-load-balancer", "metadata", "namespace"), edgeNamespace(controller));
      assert.deepEqual(inputAt(recorder, "edge-load-balancer", "spec"), {
        type: "LoadBalancer",
        selector,
        ports: [{ name: "https", port: 443, targetPort, protocol: "TCP" }],
      });
    });
  }

  it("takes no part in Istio's mapping of other Gateways' ports", async () => {
    const label = "experimental.istio.io/disable-gateway-port-translation";
    const labels = async (controller: "istio" | "nginx") =>
      inputAt(await deployEdge({ controller }), "edge-load-balancer", "metadata", "labels") as Record<string, string>;
    assert.equal((await labels("istio"))[label], "true");
    assert.ok(!(label in (await labels("nginx"))));
  });

  it("reports the missing argument", async () => {
    await record();
    const { privateLink: _, ...without } = edgeArgs();
    assert.throws(() => new EdgeGateway("edge", without), /ingress\.exposure is privateLink, but privateLink is missing/);
    await pulumi.runtime.disconnect();
  });
});

describe("the smoke test", () => {
  const podOf = async (...args: Parameters<typeof deployEdge>) =>
    inputAt(await deployEdge(...args), "edge-smoke-test-job", "spec", "template", "spec") as {
      containers: { command: string[]; env: { name: string; value: string }[]; image: string }[];
    };
  const environmentOf = async (...args: Parameters<typeof deployEdge>) => {
    const [container] = (await podOf(...args)).containers;
    return Object.fromEntries((container?.env ?? []).map(({ name, value }) => [name, value]));
  };
  const nameOf = async (...args: Parameters<typeof deployEdge>) =>
    inputAt(await deployEdge(...args), "edge-smoke-test-job", "metadata", "name");

  it("sends Front Door's id to the Service, with curl from the platform's registry", async () => {
    assert.deepEqual(await environmentOf(), {
      ORIGIN_HOST: "shop-swedencentral.contoso.com",
      PROBE_PATH: "/health/stamp",
      PATHS: "/ /catalog /health/stamp",
      LOCATION: "swedencentral",
      GATEWAY: "edge.aks-istio-ingress.svc.cluster.local",
      FRONT_DOOR_ID: FRONT_DOOR,
      TRUST: "",
    });
    assert.match((await podOf()).containers[0]?.image ?? "", /^crshop\.azurecr\.io\/curl\/curl:\d+\.\d+\.\d+@sha256:[0-9a-f]{64}$/);
  });

  it("expects the region of the controllers that add it to every answer", async () => {
    assert.equal((await environmentOf({ controller: "gateway-api" })).LOCATION, "swedencentral");
    assert.equal((await environmentOf({ controller: "nginx" })).LOCATION, "");
  });

  it("skips certificate validation only for the staging authority", async () => {
    const staging = await environmentOf({ acmeServer: "https://acme-staging-v02.api.letsencrypt.org/directory" });
    assert.equal(staging.TRUST, "--insecure");
    assert.equal((await environmentOf({ issuer: "letsencrypt-staging" })).TRUST, "--insecure");
    assert.equal((await environmentOf({ issuer: "company" })).TRUST, "");
  });

  it("may connect to the gateway's pods and the cluster's DNS, and accepts no connections", async () => {
    const { ingress, egress } = inputAt(await deployEdge(), "edge-smoke-test-traffic", "spec") as { ingress?: object[]; egress: object[] };
    assert.deepEqual(ingress ?? [], []);
    assert.deepEqual(egress.at(-1), {
      to: [
        {
          namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "aks-istio-ingress" } },
          podSelector: { matchLabels: { istio: "aks-istio-ingressgateway-internal" } },
        },
      ],
      ports: [{ protocol: "TCP", port: 8443 }],
    });
  });

  it("runs after the load balancer is created, and again with each revision and change of the edge", async () => {
    assert.ok((await deployEdge()).named("edge-smoke-test-job").dependencies.includes("edge-load-balancer"));
    const first = await nameOf();
    assert.equal(await nameOf(), first);
    assert.notEqual(await nameOf({}, { revision: "2" }), first);
    assert.notEqual(await nameOf({ controller: "gateway-api" }), first);
    assert.notEqual(await nameOf({}, { routes: [] }), first);
  });
});
