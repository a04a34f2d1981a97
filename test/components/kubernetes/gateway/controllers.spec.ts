import assert from "node:assert/strict";
import { CIPHER_SUITES } from "../../../../components/kubernetes/gateway/args";
import { frontDoorRules } from "../../../../components/kubernetes/gateway/nginx";
import { mandatoryFindings } from "../findings";
import { deployEdge, FRONT_DOOR, inputAt } from "./edgeGateways";

const CONTROLLERS = ["istio", "gateway-api", "nginx"] as const;
const NAMESPACES = { istio: "aks-istio-ingress", "gateway-api": "edge", nginx: "ingress-nginx" };

/** ING-06 applies only where the stack contains a Front Door profile. */
const PROFILE = {
  type: "azure-native:cdn:Profile",
  name: "front-door",
  inputs: {
    sku: { name: "Premium_AzureFrontDoor" },
    frontDoorId: FRONT_DOOR,
    logScrubbing: { state: "Enabled" },
    identity: { type: "SystemAssigned" },
  },
};

/** Excludes findings of the profile itself, which is only here for its id. */
const isAboutCluster = (finding: string) => !finding.includes(" front-door ");

describe("every controller", () => {
  for (const controller of CONTROLLERS) {
    it(`satisfies the mandatory controls, including the check of the id: ${controller}`, async () => {
      const { resources } = await deployEdge({ controller });
      assert.deepEqual(mandatoryFindings([...resources, PROFILE], "production").filter(isAboutCluster), []);
    });

    it(`violates ING-06 with another id: ${controller}`, async () => {
      const { resources } = await deployEdge({ controller }, { frontDoorId: "00000000-0000-0000-0000-000000000001" });
      const findings = mandatoryFindings([...resources, PROFILE], "production").filter(isAboutCluster);
      assert.ok(findings.length > 0 && findings.every((finding) => finding.startsWith("ING-06")), findings.join());
    });
  }

  it("terminates TLS for the origin's name with one certificate, in the gateway's namespace", async () => {
    const namespaces = async (controller: (typeof CONTROLLERS)[number]) =>
      [(await deployEdge({ controller })).named(`edge-certificate-${NAMESPACES[controller]}`)].map(({ inputs }) => {
        const { spec, metadata } = inputs as { spec: { dnsNames: string[]; issuerRef: object }; metadata: { namespace: string } };
        assert.deepEqual(spec.dnsNames, ["shop-swedencentral.contoso.com"]);
        assert.deepEqual(spec.issuerRef, { group: "cert-manager.io", kind: "ClusterIssuer", name: "acme" });
        return metadata.namespace;
      });
    assert.deepEqual(await namespaces("istio"), ["aks-istio-ingress"]);
    assert.deepEqual(await namespaces("gateway-api"), ["edge"]);
    assert.deepEqual(await namespaces("nginx"), ["ingress-nginx"]);
  });
});

describe("istio", () => {
  const header = { "x-azure-fdid": { exact: FRONT_DOOR } };

  it("requires the id in every match, the longest path first, by whole segments", async () => {
    const http = inputAt(await deployEdge(), "edge-routes", "spec", "http") as {
      match: object[];
      route: { destination: { host: string } }[];
    }[];
    assert.deepEqual(
      http.map(({ match, route }) => [match, route[0]?.destination.host]),
      [
        [
          [
            { uri: { exact: "/health/stamp" }, headers: header },
            { uri: { prefix: "/health/stamp/" }, headers: header },
          ],
          "health.health.svc.cluster.local",
        ],
        [
          [
            { uri: { exact: "/catalog" }, headers: header },
            { uri: { prefix: "/catalog/" }, headers: header },
          ],
          "catalog.catalog.svc.cluster.local",
        ],
        [[{ uri: { prefix: "/" }, headers: header }], "catalog.catalog.svc.cluster.local"],
      ],
    );
  });

  it("names the region and the request in every answer of a workload", async () => {
    const http = inputAt(await deployEdge(), "edge-routes", "spec", "http") as { headers: object }[];
    const response = {
      set: { "x-server-location": "swedencentral", "x-request-id": "%REQ(X-REQUEST-ID)%" },
      remove: ["x-envoy-upstream-service-time"],
    };
    assert.deepEqual(
      http.map(({ headers }) => headers),
      http.map(() => ({ response })),
    );
  });

  it("also denies requests without the id, before a route exists", async () => {
    const recorder = await deployEdge();
    assert.deepEqual(inputAt(recorder, "edge-front-door-only", "spec"), {
      selector: { matchLabels: { istio: "aks-istio-ingressgateway-internal" } },
      action: "DENY",
      rules: [{ when: [{ key: "request.headers[x-azure-fdid]", notValues: [FRONT_DOOR] }] }],
    });
    assert.ok(recorder.named("edge-routes").dependencies.includes("edge-front-door-only"));
    assert.ok(recorder.named("edge-load-balancer").dependencies.includes("edge-front-door-only"));
  });

  it("listens with TLS 1.2 or later, and on no other port", async () => {
    assert.deepEqual(inputAt(await deployEdge(), "edge-gateway", "spec", "servers"), [
      {
        port: { number: 8443, name: "https", protocol: "HTTPS" },
        tls: { mode: "SIMPLE", credentialName: "edge-tls", minProtocolVersion: "TLSV1_2", cipherSuites: CIPHER_SUITES },
        hosts: ["shop-swedencentral.contoso.com", "www.contoso.com"],
      },
    ]);
  });

  it("changes no label of Azure's namespace but its own", async () => {
    const patch = (await deployEdge()).one("kubernetes:core/v1:NamespacePatch").inputs.metadata as { name: string; labels: object };
    assert.deepEqual([patch.name, Object.keys(patch.labels)], ["aks-istio-ingress", ["hardened-aks/edge"]]);
  });
});

describe("gateway-api", () => {
  it("refuses pods below the configured level, and audits and warns about every pod that is not restricted", async () => {
    const levels = async (config: Parameters<typeof deployEdge>[0]) => {
      const { labels } = (await deployEdge(config)).named("edge-namespace").inputs.metadata as { labels: Record<string, string> };
      return ["enforce", "audit", "warn"].map((mode) => labels[`pod-security.kubernetes.io/${mode}`]);
    };
    assert.deepEqual(await levels({ controller: "gateway-api" }), ["restricted", "restricted", "restricted"]);
    const baseline = { controller: "gateway-api", gatewayPodSecurity: "baseline" } as const;
    assert.deepEqual(await levels(baseline), ["baseline", "restricted", "restricted"]);
  });

  it("requires the id in every match of every route", async () => {
    const routes = (await deployEdge({ controller: "gateway-api" })).of("kubernetes:gateway.networking.k8s.io/v1:HTTPRoute");
    assert.equal(routes.length, 2);
    for (const { inputs } of routes) {
      const { rules } = inputs.spec as { rules: { matches: { headers: object[] }[] }[] };
      for (const match of rules.flatMap(({ matches }) => matches)) {
        assert.deepEqual(match.headers, [{ type: "Exact", name: "X-Azure-FDID", value: FRONT_DOOR }]);
      }
    }
  });

  it("names the region in every answer of a workload", async () => {
    const routes = (await deployEdge({ controller: "gateway-api" })).of("kubernetes:gateway.networking.k8s.io/v1:HTTPRoute");
    const set = [{ name: "X-Server-Location", value: "swedencentral" }];
    for (const { inputs } of routes) {
      const { rules } = inputs.spec as { rules: { filters: object[] }[] };
      assert.deepEqual(rules[0]?.filters, [{ type: "ResponseHeaderModifier", responseHeaderModifier: { set } }]);
    }
  });

  it("allows routes from its own namespace only", async () => {
    const recorder = await deployEdge({ controller: "gateway-api" });
    const [listener] = inputAt(recorder, "edge-gateway", "spec", "listeners") as { allowedRoutes: object; protocol: string }[];
    assert.deepEqual(listener?.allowedRoutes, { namespaces: { from: "Same" } });
    assert.equal(listener?.protocol, "HTTPS");
    const [grant] = recorder.of("kubernetes:gateway.networking.k8s.io/v1beta1:ReferenceGrant");
    assert.deepEqual(grant?.inputs.spec, {
      from: [{ group: "gateway.networking.k8s.io", kind: "HTTPRoute", namespace: "edge" }],
      to: [{ group: "", kind: "Service", name: "catalog" }],
    });
  });

  it("keeps the class from creating a second entry point", async () => {
    const annotations = inputAt(await deployEdge({ controller: "gateway-api" }), "edge-gateway", "metadata", "annotations");
    assert.deepEqual(annotations, { "networking.istio.io/service-type": "ClusterIP" });
  });
});

interface Ingress {
  metadata: { namespace: string; annotations: Record<string, string> };
  spec: { ingressClassName: string; tls?: object[]; rules: { host: string }[] };
}

describe("nginx", () => {
  it("requires exactly one header, equal to the id, before any body is read", () => {
    assert.deepEqual(frontDoorRules(FRONT_DOOR).trim().split("\n"), [
      "SecRuleEngine On",
      `SecRule &REQUEST_HEADERS:X-Azure-FDID "!@eq 1" "id:106,phase:1,t:none,deny,status:403,log,msg:front-door-id-missing-or-repeated"`,
      `SecRule REQUEST_HEADERS:X-Azure-FDID "!@streq ${FRONT_DOOR}" "id:107,phase:1,t:none,deny,status:403,log,msg:front-door-id-wrong"`,
    ]);
  });

  it("has rules without a single quote, between which the controller writes them into nginx's configuration", () => {
    assert.ok(!frontDoorRules(FRONT_DOOR).includes("'"));
  });

  it("serves every host with the certificate of one Ingress, and redirects to TLS", async () => {
    const recorder = await deployEdge({ controller: "nginx", nginxClassName: "inner" });
    const ingresses = recorder.of("kubernetes:networking.k8s.io/v1:Ingress").map(({ inputs }) => inputs as unknown as Ingress);
    const [hosts, ...routes] = ingresses;
    assert.equal(hosts?.metadata.namespace, "ingress-nginx");
    assert.deepEqual(routes.map(({ metadata }) => metadata.namespace).sort(), ["catalog", "health"]);
    assert.deepEqual(hosts?.spec.tls, [{ hosts: ["shop-swedencentral.contoso.com", "www.contoso.com"], secretName: "edge-tls" }]);
    for (const { metadata, spec } of ingresses) {
      assert.equal(spec.ingressClassName, "inner");
      assert.deepEqual(
        spec.rules.map(({ host }) => host),
        ["shop-swedencentral.contoso.com", "www.contoso.com"],
      );
      assert.equal(metadata.annotations["nginx.ingress.kubernetes.io/force-ssl-redirect"], "true");
      assert.ok(metadata.annotations["nginx.ingress.kubernetes.io/modsecurity-snippet"]?.includes(FRONT_DOOR));
    }
    // A TLS section without a Secret would give the host the controller's default certificate.
    assert.ok(routes.every(({ spec }) => spec.tls === undefined));
  });
});
