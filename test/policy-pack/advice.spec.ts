import assert from "node:assert/strict";
import { UNKNOWN } from "../../policy-pack/rules/reading/values";
import type { CaseResource } from "./cases/case";
import { run } from "./harness";

const networkPolicy = (spec: Record<string, unknown>): CaseResource => ({
  type: "kubernetes:networking.k8s.io/v1:NetworkPolicy",
  props: { metadata: { namespace: "shop" }, spec },
});
const sidecarWith = (...env: unknown[]): CaseResource => ({
  type: "kubernetes:core/v1:Pod",
  props: { spec: { containers: [{ image: "mcr.microsoft.com/entra-sdk/auth-sidecar:1.1.2", env }] } },
});
const selector = (...matchExpressions: unknown[]) => ({ namespaceSelector: { matchExpressions } });
const namedNotIn = (...values: unknown[]) => ({ key: "kubernetes.io/metadata.name", operator: "NotIn", values });

/** Configurations that may be intended: the control reports them as advice, which blocks nothing. */
const advised: Record<string, { resources: CaseResource[]; control: string; at: string[] }> = {
  "a namespace that is enforced and neither audited nor warned about, once": {
    resources: [
      { type: "kubernetes:core/v1:Namespace", props: { metadata: { labels: { "pod-security.kubernetes.io/enforce": "restricted" } } } },
    ],
    control: "NS-01",
    at: ['metadata.labels["pod-security.kubernetes.io/audit"]'],
  },
  "the subnet of Azure Bastion without a security group": {
    resources: [{ type: "azure-native:network:Subnet", props: { subnetName: "AzureBastionSubnet" } }],
    control: "NET-01",
    at: ["networkSecurityGroup.id"],
  },
  "a public load balancer in a cluster of another cloud": {
    resources: [
      { type: "eks:index:Cluster", name: "eks", props: {} },
      { type: "kubernetes:core/v1:Service", props: { metadata: { name: "web", namespace: "web" }, spec: { type: "LoadBalancer" } } },
    ],
    control: "SVC-01",
    at: ["metadata.annotations"],
  },
  "a namespace selector that only excludes namespaces": {
    resources: [networkPolicy({ ingress: [{ from: [selector(namedNotIn("sandbox"))] }] })],
    control: "NP-03",
    at: ["spec.ingress[0].from[0].namespaceSelector"],
  },
  "namespaces without a label": {
    resources: [networkPolicy({ ingress: [{ from: [selector({ key: "untrusted", operator: "DoesNotExist" })] }] })],
    control: "NP-03",
    at: ["spec.ingress[0].from[0].namespaceSelector"],
  },
  "the ingress controller that AKS Automatic may create, where Azure selects the version": {
    resources: [{ type: "azure-native:containerservice:ManagedCluster", props: { sku: { name: "Automatic", tier: "Standard" } } }],
    control: "AKS-36",
    at: ["ingressProfile.webAppRouting.nginx.defaultIngressControllerType"],
  },
  "routes in a stack without a Front Door, once for all": {
    resources: ["first", "second"].map((name) => ({
      type: "kubernetes:gateway.networking.k8s.io/v1:HTTPRoute",
      name,
      props: { spec: { parentRefs: [{ name: "edge" }], rules: [{ backendRefs: [{ name: "shop", port: 80 }] }] } },
    })),
    control: "ING-06",
    at: ["spec"],
  },
  "a gateway that Azure creates for the ingress add-on": {
    resources: [
      {
        type: "azure-native:containerservice:ManagedCluster",
        props: { addonProfiles: { ingressApplicationGateway: { enabled: true, config: { subnetCIDR: "10.225.0.0/16" } } } },
      },
    ],
    control: "AKS-36",
    at: ["addonProfiles.ingressApplicationGateway.config.applicationGatewayId"],
  },
  "an image of a known project, from its public repository": {
    resources: [
      { type: "kubernetes:core/v1:Pod", props: { spec: { containers: [{ image: "quay.io/jetstack/cert-manager-controller:v1.21.2" }] } } },
    ],
    control: "POD-06",
    at: ["spec.containers[0].image"],
  },
  "an image of the sidecar whose version its digest does not show": {
    resources: [
      {
        type: "kubernetes:core/v1:Pod",
        props: { spec: { containers: [{ image: `mcr.microsoft.com/entra-sdk/auth-sidecar@sha256:${"0".repeat(64)}` }] } },
      },
    ],
    control: "SC-02",
    at: ["spec.containers[0].image"],
  },
  "a sidecar without an audience of its own": {
    resources: [sidecarWith({ name: "AzureAd__Scopes", value: "shop.read" })],
    control: "SC-15",
    at: ["spec.containers[0].env"],
  },
  "a list of scopes in one text, which matches no token": {
    resources: [
      sidecarWith({ name: "AzureAd__Scopes", value: "shop.read shop.write" }, { name: "AzureAd__Audience", value: "api://shop" }),
    ],
    control: "SC-15",
    at: ["spec.containers[0].env[0].value"],
  },
  "an annotation for TLS versions, which ingress-nginx does not read": {
    resources: [
      {
        type: "kubernetes:networking.k8s.io/v1:Ingress",
        props: { metadata: { annotations: { "nginx.ingress.kubernetes.io/ssl-protocols": "TLSv1.3" } }, spec: {} },
      },
    ],
    control: "ING-03",
    at: ['metadata.annotations["nginx.ingress.kubernetes.io/ssl-protocols"]'],
  },
};

const notAdvised: Record<string, CaseResource[]> = {
  "a namespace selector that also selects by label": [
    networkPolicy({ ingress: [{ from: [selector(namedNotIn("sandbox"), { key: "team", operator: "Exists" })] }] }),
  ],
  "an egress on a port to all namespaces except some": [
    networkPolicy({ egress: [{ to: [selector(namedNotIn("sandbox"))], ports: [{ port: 53 }] }] }),
  ],
  "a route inside the mesh": [
    {
      type: "kubernetes:networking.istio.io/v1:VirtualService",
      props: { spec: { hosts: ["shop"], http: [{ route: [{ destination: { host: "shop" } }] }] } },
    },
  ],
  "a selector that is not known yet": [networkPolicy({ ingress: [{ from: [{ namespaceSelector: UNKNOWN }] }] })],
};

describe("advice", () => {
  for (const [title, { resources, control, at }] of Object.entries(advised)) {
    it(`is reported for ${title}`, async () => {
      const { reports } = await run(resources);
      const ofControl = reports.filter((report) => report.control === control);
      assert.deepEqual(
        ofControl.map(({ policy, path }) => [policy, path]),
        at.map((path) => ["advice", path]),
      );
    });
  }

  for (const [title, resources] of Object.entries(notAdvised)) {
    it(`is not reported for ${title}`, async () => {
      const { reports } = await run(resources, { only: (name) => name !== "unknown-at-preview" });
      assert.deepEqual(
        reports.map(({ control }) => control),
        [],
      );
    });
  }
});
