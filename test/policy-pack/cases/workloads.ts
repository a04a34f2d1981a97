import { UNKNOWN } from "../../../policy-pack/rules/reading/values";
import type { CaseResource, ControlCases } from "./case";

const running = (image: unknown, metadata: Record<string, unknown> = {}): CaseResource => ({
  type: "kubernetes:apps/v1:Deployment",
  props: { spec: { template: { metadata, spec: { containers: [{ name: "app", ...(image !== undefined && { image }) }] } } } },
});
/** A pod in a namespace that AKS manages. */
const system = {
  type: "kubernetes:core/v1:Pod",
  props: { metadata: { namespace: "kube-system" }, spec: { containers: [{ image: "x" }] } },
};
const mounting = (...volumes: unknown[]): CaseResource => ({
  type: "kubernetes:core/v1:Pod",
  props: { spec: { containers: [{ image: "nginx:1.29.3" }], volumes } },
});
const IMAGE = "spec.template.spec.containers[0].image";

export const cases: Record<string, ControlCases> = {
  "POD-07": {
    passes: [
      [running("shop.azurecr.io/catalog:1.4.2")],
      [running("localhost:5000/catalog:1.4.2")],
      [running("nginx@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")],
      [running("nginx:latest@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")],
      [mounting({ name: "model", image: { reference: "shop.azurecr.io/model:3" } }, { name: "cache", emptyDir: {} })],
      [running("auto", { annotations: { "inject.istio.io/templates": "gateway" } })],
    ],
    fails: [
      { resources: [running("shop.azurecr.io/catalog:latest")], at: [IMAGE] },
      { resources: [running("shop.azurecr.io/catalog")], at: [IMAGE] },
      { resources: [running("localhost:5000/catalog")], at: [IMAGE] },
      { resources: [running("auto")], at: [IMAGE] },
      { resources: [running("nginx@")], at: [IMAGE] },
      { resources: [system], config: { excludedNamespaces: [] }, at: ["spec.containers[0].image"] },
      { resources: [running("nginx:1.29.3@sha256:")], at: [IMAGE] },
      {
        resources: [mounting({ name: "cache", emptyDir: {} }, { name: "model", image: { reference: "x:latest" } })],
        at: ["spec.volumes[1].image.reference"],
      },
      { resources: [running(undefined)], at: [IMAGE] },
      {
        resources: [{ type: "kubernetes:core/v1:Pod", props: { spec: { initContainers: [{ image: "busybox:latest" }] } } }],
        at: ["spec.initContainers[0].image"],
      },
    ],
    notApplicable: [[system]],
    undecided: [
      { resources: [running(UNKNOWN)], at: [IMAGE] },
      { resources: [running("auto", { annotations: UNKNOWN })], at: ["spec.template.metadata"] },
      { resources: [mounting({ name: "model", image: { reference: UNKNOWN } })], at: ["spec.volumes[0].image.reference"] },
    ],
  },
};
