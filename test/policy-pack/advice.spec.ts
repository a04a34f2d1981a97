import assert from "node:assert/strict";
import { UNKNOWN } from "../../policy-pack/rules/reading/values";
import type { CaseResource } from "./cases/case";
import { run } from "./harness";

const networkPolicy = (spec: Record<string, unknown>): CaseResource => ({
  type: "kubernetes:networking.k8s.io/v1:NetworkPolicy",
  props: { metadata: { namespace: "shop" }, spec },
});
const selector = (...matchExpressions: unknown[]) => ({ namespaceSelector: { matchExpressions } });
const namedNotIn = (...values: unknown[]) => ({ key: "kubernetes.io/metadata.name", operator: "NotIn", values });

/** Setups that may be meant: the control says so as advice, which blocks nothing. */
const advised: Record<string, { resources: CaseResource[]; control: string; at: string[] }> = {
  "a namespace selector that only leaves namespaces out": {
    resources: [networkPolicy({ ingress: [{ from: [selector(namedNotIn("sandbox"))] }] })],
    control: "NP-03",
    at: ["spec.ingress[0].from[0].namespaceSelector"],
  },
  "namespaces without a label": {
    resources: [networkPolicy({ ingress: [{ from: [selector({ key: "untrusted", operator: "DoesNotExist" })] }] })],
    control: "NP-03",
    at: ["spec.ingress[0].from[0].namespaceSelector"],
  },
  "the controller that AKS Automatic may bring, where Azure chooses the version": {
    resources: [{ type: "azure-native:containerservice:ManagedCluster", props: { sku: { name: "Automatic", tier: "Standard" } } }],
    control: "AKS-36",
    at: ["ingressProfile.webAppRouting.nginx.defaultIngressControllerType"],
  },
  "a gateway that Azure makes for the ingress add-on": {
    resources: [
      {
        type: "azure-native:containerservice:ManagedCluster",
        props: { addonProfiles: { ingressApplicationGateway: { enabled: true, config: { subnetCIDR: "10.225.0.0/16" } } } },
      },
    ],
    control: "AKS-36",
    at: ["addonProfiles.ingressApplicationGateway.config.applicationGatewayId"],
  },
};

const silent: Record<string, CaseResource[]> = {
  "a namespace selector that names some": [
    networkPolicy({ ingress: [{ from: [selector(namedNotIn("sandbox"), { key: "team", operator: "Exists" })] }] }),
  ],
  "an egress on a port to all namespaces but some": [
    networkPolicy({ egress: [{ to: [selector(namedNotIn("sandbox"))], ports: [{ port: 53 }] }] }),
  ],
  "a selector that is not known yet": [networkPolicy({ ingress: [{ from: [{ namespaceSelector: UNKNOWN }] }] })],
};

describe("advice", () => {
  for (const [title, { resources, control, at }] of Object.entries(advised)) {
    it(`is given about ${title}`, async () => {
      const { reports } = await run(resources);
      const own = reports.filter((report) => report.control === control);
      assert.deepEqual(
        own.map(({ policy, path }) => [policy, path]),
        at.map((path) => ["advice", path]),
      );
    });
  }

  for (const [title, resources] of Object.entries(silent)) {
    it(`is not given about ${title}`, async () => {
      const { reports } = await run(resources, { only: (name) => name !== "unknown-at-preview" });
      assert.deepEqual(
        reports.map(({ control }) => control),
        [],
      );
    });
  }
});
