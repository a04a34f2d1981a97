import { UNKNOWN } from "../../../policy-pack/rules/reading/values";
import type { CaseResource, ControlCases } from "./case";

type Fields = Record<string, unknown>;

const pod = (spec: Fields, metadata: Fields = {}): CaseResource => ({ type: "kubernetes:core/v1:Pod", props: { metadata, spec } });
const running = (image: unknown, fields: Fields = {}, metadata: Fields = {}) =>
  pod({ containers: [{ name: "app", ...(image !== undefined && { image }), ...fields }] }, metadata);
const patch = (image: unknown, fields: Fields = {}): CaseResource => ({
  type: "kubernetes:apps/v1:StatefulSetPatch",
  props: { spec: { template: { spec: { containers: [{ name: "app", ...(image !== undefined && { image }), ...fields }] } } } },
});
const mounting = (image: Fields) => pod({ containers: [], volumes: [{ name: "model", image }] });
const system = running("nginx", {}, { namespace: "kube-system" });
const injected = { annotations: { "inject.istio.io/templates": "gateway" } };
const SHA256 = `sha256:${"8f4c1a3d".repeat(8)}`;
const SHA512 = `sha512:${"8f4c1a3d".repeat(16)}`;
const PINNED = `shop.azurecr.io/catalog:1.4.2@${SHA256}`;
const IMAGE = "spec.containers[0].image";
const POLICY = "spec.containers[0].imagePullPolicy";
const none = { allowedRegistries: [], publicRepositories: [] };
const only = (...allowedRegistries: string[]) => ({ allowedRegistries, publicRepositories: [] });

export const cases: Record<string, ControlCases> = {
  "POD-06": {
    passes: [
      [running("shop.azurecr.io/catalog:1.4.2")],
      [running("SHOP.azurecr.io/catalog:1.4.2")],
      [running("shop-a1b2.azurecr.io/team/catalog:1.4.2")],
      [running("mcr.microsoft.com/dotnet/aspnet:10.0")],
      // The control for the sidecar's image knows its mirrors (SC-01).
      [running("harbor.contoso.com/entra-sdk/auth-sidecar:1.1.2")],
      [running("auto", {}, injected)],
      // A missing image is a violation of POD-07.
      [running(undefined)],
      [running("")],
      // Pulled from where their projects publish: advice.
      { resources: [running("registry.k8s.io/ingress-nginx/controller:v1.13.0")], advised: ["spec.containers[0].image"] },
      { resources: [running("quay.io/jetstack/cert-manager-controller:v1.21.2")], advised: ["spec.containers[0].image"] },
      { resources: [running("nginx:1.29.3")], advised: ["spec.containers[0].image"] },
      { resources: [running("docker.io/library/nginx:1.29.3")], advised: ["spec.containers[0].image"] },
      { resources: [running("index.docker.io/nginx:1.29.3")], advised: ["spec.containers[0].image"] },
      { resources: [running("harbor.contoso.com:8443/catalog:1")], config: only("harbor.contoso.com:8443") },
      { resources: [running("quay.io/contoso/catalog:1")], config: only("quay.io/contoso/") },
      { resources: [running("contoso/catalog:1")], config: only("docker.io/contoso") },
      [mounting({ reference: "shop.azurecr.io/model:3" })],
      [patch(undefined)],
    ],
    fails: [
      { resources: [running("docker.io/evil/web:1.0")], at: [IMAGE] },
      { resources: [running("evil/web:1.0")], at: [IMAGE] },
      { resources: [running(`evil/web@${SHA256}`)], at: [IMAGE] },
      { resources: [running("ghcr.io/contoso/catalog:1")], at: [IMAGE] },
      { resources: [running("azurecr.io/catalog:1")], at: [IMAGE] },
      { resources: [running("shop.azurecr.io.example.com/catalog:1")], at: [IMAGE] },
      { resources: [running("a.shop.azurecr.io/catalog:1")], at: [IMAGE] },
      { resources: [running("localhost:5000/catalog:1")], at: [IMAGE] },
      { resources: [running("mcr.microsoft.com.example.com/catalog:1")], at: [IMAGE] },
      { resources: [running("quay.io/jetstack-mirror/cert-manager-controller:v1")], at: [IMAGE] },
      { resources: [running("nginx:1.29.3")], config: none, at: [IMAGE] },
      { resources: [running("other.azurecr.io/catalog:1")], config: only("shop.azurecr.io"), at: [IMAGE] },
      { resources: [running("shop.azurecr.io:443/catalog:1")], config: only("shop.azurecr.io"), at: [IMAGE] },
      { resources: [running("quay.io/contosotoo/catalog:1")], config: only("quay.io/contoso"), at: [IMAGE] },
      { resources: [running("auto")], config: none, at: [IMAGE] },
      { resources: [mounting({ reference: "evil/model:3" })], at: ["spec.volumes[0].image.reference"] },
      { resources: [patch("evil/web:1.0")], at: [`spec.template.${IMAGE}`] },
      {
        resources: [
          pod({
            initContainers: [{ image: "evil/init:1" }],
            containers: [{ image: PINNED }, { image: UNKNOWN }, { image: "evil/web:1" }],
            ephemeralContainers: [{ image: "evil/debug:1" }],
          }),
        ],
        at: ["spec.initContainers[0].image", "spec.containers[2].image", "spec.ephemeralContainers[0].image"],
      },
      { resources: [running("evil/web:1", {}, { namespace: "kube-system" })], config: { excludedNamespaces: [] }, at: [IMAGE] },
    ],
    notApplicable: [[system]],
    undecided: [
      { resources: [running(UNKNOWN)], at: [IMAGE] },
      { resources: [running("auto", {}, { annotations: UNKNOWN })], at: ["metadata"] },
      { resources: [pod({ containers: UNKNOWN })], at: ["spec.containers"] },
    ],
  },
  "POD-08": {
    passes: [
      [running(PINNED)],
      [running(`nginx@${SHA256}`)],
      [running(`nginx@${SHA512}`)],
      [mounting({ reference: `shop.azurecr.io/model@${SHA256}` })],
      // Violations of POD-07.
      [running("nginx")],
      [running("nginx:latest")],
      [running("nginx@")],
      [running(undefined)],
      [running("auto", {}, injected)],
    ],
    fails: [
      { resources: [running("shop.azurecr.io/catalog:1.4.2")], at: [IMAGE] },
      { resources: [running("shop.azurecr.io/catalog@sha256:abc123")], at: [IMAGE] },
      { resources: [running(`nginx@${SHA256.toUpperCase()}`)], at: [IMAGE] },
      { resources: [mounting({ reference: "shop.azurecr.io/model:3" })], at: ["spec.volumes[0].image.reference"] },
      { resources: [patch("nginx:1.29.3")], at: [`spec.template.${IMAGE}`] },
    ],
    notApplicable: [[system]],
    undecided: [{ resources: [running(UNKNOWN)], at: [IMAGE] }],
  },
  "POD-09": {
    passes: [
      [running("nginx:1.29.3", { imagePullPolicy: "Always" })],
      [running(PINNED, { imagePullPolicy: "IfNotPresent" })],
      [running(PINNED)],
      // The API server's default for these is Always.
      [running("nginx:latest")],
      [running("nginx", { imagePullPolicy: null })],
      [running("auto", {}, injected)],
      [running(UNKNOWN, { imagePullPolicy: "Always" })],
      [mounting({ reference: "shop.azurecr.io/model:3", pullPolicy: "Always" })],
      [patch("nginx:1.29.3")],
    ],
    fails: [
      { resources: [running("nginx:1.29.3")], at: [POLICY] },
      { resources: [running("nginx:1.29.3", { imagePullPolicy: "IfNotPresent" })], at: [POLICY] },
      { resources: [running("nginx:1.29.3", { imagePullPolicy: "" })], at: [POLICY] },
      { resources: [running("nginx:latest", { imagePullPolicy: "IfNotPresent" })], at: [POLICY] },
      { resources: [running(PINNED, { imagePullPolicy: "Never" })], at: [POLICY] },
      { resources: [running(UNKNOWN, { imagePullPolicy: "Never" })], at: [POLICY] },
      { resources: [running("nginx:1.29.3", { imagePullPolicy: "always" })], at: [POLICY] },
      { resources: [mounting({ reference: "shop.azurecr.io/model:3" })], at: ["spec.volumes[0].image.pullPolicy"] },
      { resources: [patch("nginx:1.29.3", { imagePullPolicy: "Never" })], at: [`spec.template.${POLICY}`] },
    ],
    notApplicable: [[system]],
    undecided: [
      { resources: [running(UNKNOWN)], at: [IMAGE] },
      { resources: [running("nginx:1.29.3", { imagePullPolicy: UNKNOWN })], at: [POLICY] },
    ],
  },
  "POD-15": {
    passes: [
      [running("mcr.microsoft.com/dotnet/aspnet:10.0")],
      [running("mcr.microsoft.com/entra-sdk/auth-sidecar:1.1.2-azurelinux3.0-distroless")],
      [running("shop.azurecr.io/entra-sdk-auth-sidecar:1.1.2")],
      [running("shop.azurecr.io/build-service:1.4.2-build.51")],
      [running("shop.azurecr.io/query-builder:1.4.2")],
      [running("eclipse-temurin:21-jre")],
      [running("shop.azurecr.io/golang-api:1")],
      [pod({ containers: [{ image: PINNED }], ephemeralContainers: [{ image: "shop.azurecr.io/debug:1" }] })],
      [running(undefined)],
    ],
    fails: [
      { resources: [running("mcr.microsoft.com/dotnet/sdk:10.0")], at: [IMAGE] },
      { resources: [running("mcr.microsoft.com/dotnet/nightly/sdk@sha256:abc")], at: [IMAGE] },
      { resources: [running("golang:1.26")], at: [IMAGE] },
      { resources: [running("shop.azurecr.io/docker/library/maven:3")], at: [IMAGE] },
      { resources: [running("eclipse-temurin:21-jdk-alpine")], at: [IMAGE] },
      { resources: [running("gcr.io/distroless/static-debian12:debug-nonroot")], at: [IMAGE] },
      { resources: [running("shop.azurecr.io/catalog:1.4.2-debug")], at: [IMAGE] },
      { resources: [running("shop.azurecr.io/catalog-debug:1.4.2")], at: [IMAGE] },
      {
        resources: [pod({ initContainers: [{ image: "google/cloud-sdk:550.0.0" }], containers: [] })],
        at: ["spec.initContainers[0].image"],
      },
    ],
    notApplicable: [[system]],
    undecided: [{ resources: [running(UNKNOWN)], at: [IMAGE] }],
  },
};
