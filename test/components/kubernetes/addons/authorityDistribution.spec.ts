import assert from "node:assert/strict";
import { AuthorityDistribution } from "../../../../components/kubernetes/addons/authorityDistribution";
import { TRUST_MANAGER_VERSION } from "../../../../components/kubernetes/addons/trustManager";
import { type Recorder, record, settle } from "../../../support/mocks";
import { mandatoryFindings } from "../findings";

const REGISTRY = "crshop.azurecr.io";
const NAMESPACES = ["catalog", "health"];

async function deploy(): Promise<Recorder> {
  const recorder = await record();
  const args = {
    registryLoginServer: REGISTRY,
    apiServerCidr: "10.10.4.64/28",
    podSecurityVersion: "v1.36",
    issuerName: "internal",
    namespaces: NAMESPACES,
    waitFor: [],
  };
  await settle(new AuthorityDistribution("authority", args));
  return recorder;
}

describe("AuthorityDistribution", () => {
  it("satisfies every mandatory control", async () => {
    assert.deepEqual(mandatoryFindings((await deploy()).resources, "production"), []);
  });

  it("pins the chart, with images from the registry's cache and without public authorities", async () => {
    const { inputs } = (await deploy()).one("kubernetes:helm.sh/v4:Chart");
    assert.deepEqual(
      [inputs.chart, inputs.version, inputs.namespace],
      ["oci://quay.io/jetstack/charts/trust-manager", "v0.25.0", "trust-manager"],
    );
    const values = inputs.values as { imageRegistry: string; image: object; defaultPackage: object };
    assert.deepEqual(
      [values.imageRegistry, values.image, values.defaultPackage],
      [REGISTRY, { tag: TRUST_MANAGER_VERSION }, { enabled: false }],
    );
  });

  it("lets trust-manager write to the given namespaces only, and read no Secret but those of its own", async () => {
    const { app, ...values } = (await deploy()).one("kubernetes:helm.sh/v4:Chart").inputs.values as {
      app: { targetNamespaces: string[]; trust: object };
    };
    assert.deepEqual([app.targetNamespaces, app.trust], [NAMESPACES, { namespace: "trust-manager" }]);
    assert.ok(!("secretTargets" in values));
  });

  it("takes the authority from next to a certificate of trust-manager's own namespace", async () => {
    const recorder = await deploy();
    const { metadata, spec } = recorder.one("kubernetes:cert-manager.io/v1:Certificate").inputs as {
      metadata: { namespace: string };
      spec: { secretName: string; usages: string[]; issuerRef: object };
    };
    assert.deepEqual(
      [metadata.namespace, spec.usages, spec.issuerRef],
      ["trust-manager", ["digital signature", "client auth"], { group: "cert-manager.io", kind: "ClusterIssuer", name: "internal" }],
    );
    const bundle = recorder.one("kubernetes:trust.cert-manager.io/v1alpha1:Bundle");
    assert.deepEqual(bundle.inputs.spec, {
      sources: [{ secret: { name: spec.secretName, key: "ca.crt" } }],
      target: {
        configMap: { key: "ca.crt" },
        namespaceSelector: { matchExpressions: [{ key: "kubernetes.io/metadata.name", operator: "In", values: NAMESPACES }] },
      },
    });
    assert.ok(bundle.dependencies.includes("authority-source"));
    assert.deepEqual((bundle.inputs.metadata as { annotations: object }).annotations, { "pulumi.com/waitFor": "condition=Synced" });
  });
});
