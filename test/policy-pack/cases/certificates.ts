import { UNKNOWN } from "../../../policy-pack/rules/reading/values";
import type { CaseResource, ControlCases } from "./case";

const certificate = (spec: Record<string, unknown>, version = "v1"): CaseResource => ({
  type: `kubernetes:cert-manager.io/${version}:Certificate`,
  name: "shop",
  props: {
    metadata: { namespace: "edge" },
    spec: { secretName: "shop-tls", issuerRef: { kind: "ClusterIssuer", name: "letsencrypt" }, ...spec },
  },
});
const issuer = (kind: string): CaseResource => ({
  type: `kubernetes:cert-manager.io/v1:${kind}`,
  name: "letsencrypt",
  props: { spec: { acme: { server: "https://acme-v02.api.letsencrypt.org/directory" } } },
});

export const cases: Record<string, ControlCases> = {
  "CERT-01": {
    passes: [
      [certificate({})],
      [certificate({ duration: "2160h", renewBefore: "720h" })],
      [certificate({ renewBefore: "168h0m0s" }, "v1beta1")],
      // Short-lived certificates of a mesh.
      [certificate({ duration: "24h", renewBefore: "8h" })],
      [certificate({ duration: "1h", renewBefore: "10m" })],
      [certificate({ renewBeforePercentage: 33 })],
      { resources: [certificate({ renewBefore: "48h" })], config: { latestRenewalDays: 2 } },
    ],
    fails: [
      { resources: [certificate({ renewBefore: "1h" })], at: ["spec.renewBefore"] },
      { resources: [certificate({ duration: "8760h", renewBefore: "24h" })], at: ["spec.renewBefore"] },
      // It would be renewed again at once.
      { resources: [certificate({ duration: "720h", renewBefore: "720h" })], at: ["spec.renewBefore"] },
      { resources: [certificate({ renewBefore: "a week" })], at: ["spec.renewBefore"] },
      { resources: [certificate({ renewBeforePercentage: 1 })], at: ["spec.renewBeforePercentage"] },
      { resources: [certificate({ renewBeforePercentage: "100" })], at: ["spec.renewBeforePercentage"] },
    ],
    undecided: [
      { resources: [certificate({ renewBefore: UNKNOWN })], at: ["spec.renewBefore"] },
      { resources: [certificate({ renewBefore: "24h", duration: UNKNOWN })], at: ["spec.duration"] },
      { resources: [certificate({ renewBeforePercentage: UNKNOWN })], at: ["spec.renewBeforePercentage"] },
    ],
  },
  "CERT-02": {
    passes: [
      [certificate({})],
      [issuer("ClusterIssuer")],
      { resources: [certificate({ issuerRef: { name: "letsencrypt" } }), issuer("Issuer")], config: { issuerKind: "Issuer" } },
    ],
    fails: [
      { resources: [certificate({ issuerRef: { name: "letsencrypt" } })], at: ["spec.issuerRef.kind"] },
      { resources: [certificate({ issuerRef: { kind: "Issuer", group: "cert-manager.io", name: "a" } })], at: ["spec.issuerRef.kind"] },
      { resources: [issuer("Issuer")], at: ["kind"] },
      { resources: [issuer("ClusterIssuer")], config: { issuerKind: "Issuer" }, at: ["kind"] },
    ],
    notApplicable: [[certificate({ issuerRef: { group: "awspca.cert-manager.io", kind: "AWSPCAIssuer", name: "a" } })]],
    undecided: [
      { resources: [certificate({ issuerRef: { kind: UNKNOWN, name: "a" } })], at: ["spec.issuerRef.kind"] },
      { resources: [certificate({ issuerRef: { kind: "Issuer", group: UNKNOWN, name: "a" } })], at: ["spec.issuerRef.group"] },
    ],
  },
};
