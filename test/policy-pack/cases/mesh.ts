import { UNKNOWN } from "../../../policy-pack/rules/reading/values";
import type { CaseResource, ControlCases } from "./case";

const object = (kind: string, spec: unknown, namespace: unknown, version: string): CaseResource => ({
  type: `kubernetes:security.istio.io/${version}:${kind}`,
  name: kind,
  props: { metadata: { name: "default", namespace }, spec },
});
const peers = (spec: unknown, namespace: unknown = "catalog", version = "v1") => object("PeerAuthentication", spec, namespace, version);
const policy = (spec: unknown, namespace: unknown = "catalog", version = "v1") => object("AuthorizationPolicy", spec, namespace, version);
const fromGateway = { from: [{ source: { namespaces: ["aks-istio-ingress"] } }] };

export const cases: Record<string, ControlCases> = {
  "MESH-01": {
    passes: [
      [peers({ mtls: { mode: "STRICT" } })],
      // It inherits the mode of the mesh.
      [peers({ selector: { matchLabels: { app: "catalog" } } })],
      [peers({ mtls: { mode: "UNSET" }, portLevelMtls: { 8080: { mode: "STRICT" } } })],
      [policy({ rules: [fromGateway] })],
      [policy({ action: "ALLOW", rules: [{ to: [{ operation: { paths: ["/healthz"] } }] }] }, "catalog", "v1beta1")],
      // Without rules nothing matches: a policy that allows nothing.
      [policy({})],
    ],
    fails: [
      { resources: [peers({ mtls: { mode: "PERMISSIVE" } })], at: ["spec.mtls.mode"] },
      { resources: [peers({ mtls: { mode: "DISABLE" } }, "istio-system", "v1beta1")], at: ["spec.mtls.mode"] },
      // The mesh's own mode has no other to inherit.
      { resources: [peers({}, "aks-istio-system")], at: ["spec.mtls.mode"] },
      {
        resources: [peers({ mtls: { mode: "STRICT" }, portLevelMtls: { 8080: { mode: "DISABLE" }, 9090: { mode: "STRICT" } } })],
        at: ["spec.portLevelMtls.8080.mode"],
      },
      { resources: [policy({ rules: [fromGateway, {}] })], at: ["spec.rules[1]"] },
      { resources: [policy({ action: "ALLOW", rules: [null] })], at: ["spec.rules[0]"] },
      { resources: [policy({ rules: [{}] }, "istio-system")], at: ["spec.rules[0]"] },
    ],
    notApplicable: [
      [policy({ action: "DENY", rules: [{}] })],
      [policy({ action: "CUSTOM", provider: { name: "oauth" }, rules: [{}] })],
      [policy({ rules: [{}] }, "aks-istio-ingress")],
      { resources: [policy({ rules: [{}] }, "edge")], config: { publicNamespaces: ["edge"] } },
    ],
    undecided: [
      { resources: [peers({ mtls: { mode: UNKNOWN } })], at: ["spec.mtls.mode"] },
      { resources: [peers({ portLevelMtls: UNKNOWN })], at: ["spec.portLevelMtls"] },
      { resources: [policy({ rules: [UNKNOWN] })], at: ["spec.rules[0]"] },
      { resources: [policy({ action: UNKNOWN, rules: [{}] })], at: ["spec.action"] },
      { resources: [policy({ rules: [{}] }, UNKNOWN)], config: { publicNamespaces: ["edge"] }, at: ["metadata.namespace"] },
    ],
  },
};
