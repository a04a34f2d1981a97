import { UNKNOWN } from "../../../policy-pack/rules/reading/values";
import type { CaseResource, ControlCases } from "./case";

const release = (props: Record<string, unknown>): CaseResource => ({
  type: "kubernetes:helm.sh/v3:Release",
  name: "release",
  props: { chart: "cert-manager", version: "v1.21.2", repositoryOpts: { repo: "https://charts.jetstack.io" }, ...props },
});
const chart = (props: Record<string, unknown>): CaseResource => ({ ...release(props), type: "kubernetes:helm.sh/v4:Chart" });
const fromRegistry = (props: Record<string, unknown> = {}) =>
  release({ chart: "oci://shop.azurecr.io/charts/catalog", version: "1.4.2-rc.1+build.7", repositoryOpts: undefined, ...props });
const withValues = (values: unknown) => release({ values });
const allowedRepositories = ["https://charts.jetstack.io", "oci://shop.azurecr.io/charts"];

export const cases: Record<string, ControlCases> = {
  "HELM-01": {
    passes: [
      [release({})],
      [fromRegistry()],
      [chart({})],
      { resources: [release({}), fromRegistry()], config: { allowedRepositories } },
      // Charts in the program's own repository.
      [release({ chart: "./charts/catalog", version: undefined, repositoryOpts: undefined })],
      [release({ chart: "../charts/catalog-1.4.2.tgz", version: undefined, repositoryOpts: undefined })],
      [release({ chart: "catalog", version: undefined, repositoryOpts: undefined })],
      [
        release({
          chart: "https://github.com/shop/charts/releases/download/v1/catalog-1.4.2.tgz",
          version: undefined,
          repositoryOpts: undefined,
        }),
      ],
      [
        withValues({
          securityContext: {
            runAsNonRoot: true,
            runAsUser: 1000,
            allowPrivilegeEscalation: false,
            seccompProfile: { type: "RuntimeDefault" },
          },
          containers: [{ securityContext: { privileged: false } }],
          hostNetwork: false,
          priority: 0,
        }),
      ],
      // The objects of a Chart are evaluated themselves.
      [chart({ values: { hostNetwork: true } })],
    ],
    fails: [
      { resources: [release({ version: undefined })], at: ["version"] },
      { resources: [release({ version: "^1.21.0" })], at: ["version"] },
      { resources: [release({ version: "1.x" })], at: ["version"] },
      { resources: [release({ version: "v1.21" })], at: ["version"] },
      { resources: [chart({ version: "latest" })], at: ["version"] },
      { resources: [fromRegistry({ version: undefined })], at: ["version"] },
      { resources: [release({ repositoryOpts: { repo: "http://charts.example.com" } })], at: ["repositoryOpts.repo"] },
      { resources: [release({ chart: "http://charts.example.com/catalog-1.4.2.tgz", repositoryOpts: undefined })], at: ["chart"] },
      // Which repository this is depends on the machine.
      { resources: [release({ chart: "bitnami/nginx", repositoryOpts: {} })], at: ["repositoryOpts.repo"] },
      {
        resources: [release({ repositoryOpts: { repo: "https://charts.jetstack.io.example.com" } })],
        config: { allowedRepositories },
        at: ["repositoryOpts.repo"],
      },
      {
        resources: [fromRegistry({ chart: "oci://ghcr.io/other/charts/catalog" })],
        config: { allowedRepositories },
        at: ["chart"],
      },
      {
        resources: [withValues({ controller: { securityContext: { privileged: true } }, replicas: UNKNOWN })],
        at: ["values.controller.securityContext.privileged"],
      },
      { resources: [withValues({ hostNetwork: "true" })], at: ["values.hostNetwork"] },
      {
        resources: [withValues({ extraContainers: [{ securityContext: { runAsUser: 0 } }] })],
        at: ["values.extraContainers[0].securityContext.runAsUser"],
      },
      {
        resources: [withValues({ pod: { runAsNonRoot: false, seccompProfile: { type: "Unconfined" } } })],
        at: ["values.pod.runAsNonRoot", "values.pod.seccompProfile.type"],
      },
      { resources: [release({ chart: "./charts/catalog", repositoryOpts: undefined, values: { hostPID: true } })], at: ["values.hostPID"] },
    ],
    undecided: [
      { resources: [release({ chart: UNKNOWN })], at: ["chart"] },
      { resources: [release({ version: UNKNOWN })], at: ["version"] },
      { resources: [release({ repositoryOpts: UNKNOWN })], at: ["repositoryOpts.repo"] },
      { resources: [withValues(UNKNOWN)], at: ["values"] },
      { resources: [withValues({ securityContext: { privileged: UNKNOWN } })], at: ["values.securityContext.privileged"] },
    ],
  },
};
