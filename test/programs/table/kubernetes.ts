import { type Program, SAME_PATH } from "../program";

const K8S = 'import * as kubernetes from "@pulumi/kubernetes";\n';
const SETTINGS = `apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: shop }
data: { size: "3" }
`;
const CONFIG_MAP = "kubernetes:core/v1:ConfigMap";
const NO_CHILDREN = "the simulated provider constructs components without children; test/cluster has the real one";
const CHART = {
  "chart/Chart.yaml": "apiVersion: v2\nname: web\nversion: 1.0.0\n",
  "chart/templates/settings.yaml": SETTINGS,
};
const lines = (text: string): string =>
  text
    .trim()
    .split("\n")
    .map((line) => `echo '${line}'`)
    .join("\n");
/** A helm that renders one object whatever the chart. */
const HELM = `#!/bin/sh\ncase "$*" in\n*version*) echo v3.19.0 ;;\n*)\n${lines(`---\n# Source: web/templates/settings.yaml\n${SETTINGS}`)}\n;;\nesac\n`;
const KUBECTL = `#!/bin/sh\n${lines(SETTINGS)}\n`;

/** Kubernetes objects that are not written as resources. */
export const KUBERNETES: readonly Program[] = [
  {
    kind: "a custom resource",
    files: {
      "index.ts": `${K8S}new kubernetes.apiextensions.CustomResource("one", {
  apiVersion: "example.com/v1",
  kind: "Widget",
  metadata: { name: "one", namespace: "shop" },
  spec: { size: 3 },
});
`,
    },
    expect: { exit: 0, resources: ["kubernetes:example.com/v1:Widget::one"] },
    engine: true,
  },
  {
    kind: "objects without names, which refer to each other by those that the provider gives them",
    files: {
      "index.ts": `${K8S}const labels = { "pod-security.kubernetes.io/enforce": "restricted", "pod-security.kubernetes.io/audit": "restricted", "pod-security.kubernetes.io/warn": "restricted" };
const namespace = new kubernetes.core.v1.Namespace("shop", { metadata: { labels } }).metadata.name;
new kubernetes.core.v1.ResourceQuota("quota", { metadata: { namespace }, spec: { hard: { "limits.memory": "8Gi", pods: "20" } } });
new kubernetes.core.v1.LimitRange("limits", {
  metadata: { namespace },
  spec: { limits: [{ type: "Container", default: { memory: "1Gi" }, defaultRequest: { cpu: "1", memory: "1Gi" } }] },
});
new kubernetes.core.v1.Service("web", { metadata: { namespace, labels: { "app.kubernetes.io/name": "web" } }, spec: { ports: [{ port: 80 }] } });
`,
    },
    expect: {
      exit: 0,
      resources: [
        "kubernetes:core/v1:Namespace::shop",
        "kubernetes:core/v1:ResourceQuota::quota",
        "kubernetes:core/v1:LimitRange::limits",
        "kubernetes:core/v1:Service::web",
      ],
    },
    engine: true,
  },
  {
    kind: "ConfigFile v1",
    files: { "settings.yaml": SETTINGS, "index.ts": `${K8S}new kubernetes.yaml.ConfigFile("files", { file: "settings.yaml" });\n` },
    expect: {
      exit: 0,
      resources: ["kubernetes:yaml:ConfigFile::files", `kubernetes:yaml:ConfigFile$${CONFIG_MAP}::shop/settings`],
    },
    engine: true,
  },
  {
    kind: "ConfigGroup v1 of text",
    files: { "index.ts": `${K8S}new kubernetes.yaml.ConfigGroup("group", { yaml: ${JSON.stringify(SETTINGS)} });\n` },
    expect: {
      exit: 0,
      resources: ["kubernetes:yaml:ConfigGroup::group", `kubernetes:yaml:ConfigGroup$${CONFIG_MAP}::shop/settings`],
    },
    engine: true,
  },
  {
    kind: "ConfigFile v2",
    files: { "settings.yaml": SETTINGS, "index.ts": `${K8S}new kubernetes.yaml.v2.ConfigFile("files", { file: "settings.yaml" });\n` },
    expect: {
      exit: 0,
      resources: ["kubernetes:yaml/v2:ConfigFile::files", `kubernetes:yaml/v2:ConfigFile$${CONFIG_MAP}::files:shop/settings`],
    },
    engine: NO_CHILDREN,
  },
  {
    kind: "ConfigGroup v2 of files, text and objects",
    files: {
      "manifests/settings.yaml": SETTINGS,
      "index.ts": `${K8S}new kubernetes.yaml.v2.ConfigGroup("group", {
  files: ["manifests/*.yaml"],
  yaml: ${JSON.stringify(SETTINGS.replace("settings", "second"))},
  objs: [{ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "third" } }],
});
`,
    },
    expect: {
      exit: 0,
      resources: [
        "kubernetes:yaml/v2:ConfigGroup::group",
        `kubernetes:yaml/v2:ConfigGroup$${CONFIG_MAP}::group:shop/settings`,
        `kubernetes:yaml/v2:ConfigGroup$${CONFIG_MAP}::group:shop/second`,
        `kubernetes:yaml/v2:ConfigGroup$${CONFIG_MAP}::group:default/third`,
      ],
    },
    engine: NO_CHILDREN,
  },
  {
    kind: "Chart v3 of a folder, rendered with helm",
    files: { ...CHART, "index.ts": `${K8S}new kubernetes.helm.v3.Chart("web", { path: "./chart", namespace: "shop" });\n` },
    commands: { helm: HELM },
    expect: { exit: 0, resources: ["kubernetes:helm.sh/v3:Chart::web", `kubernetes:helm.sh/v3:Chart$${CONFIG_MAP}::shop/settings`] },
    engine: "the simulated provider renders no chart",
  },
  {
    kind: "Chart v4 of a folder, rendered with helm",
    files: { ...CHART, "index.ts": `${K8S}new kubernetes.helm.v4.Chart("web", { chart: "./chart", namespace: "shop" });\n` },
    commands: { helm: HELM },
    expect: { exit: 0, resources: ["kubernetes:helm.sh/v4:Chart::web", `kubernetes:helm.sh/v4:Chart$${CONFIG_MAP}::web:shop/settings`] },
    engine: NO_CHILDREN,
  },
  {
    kind: "charts without helm are named as not judged",
    files: {
      ...CHART,
      "index.ts": `${K8S}new kubernetes.helm.v4.Chart("web", { chart: "./chart", namespace: "shop" });
new kubernetes.helm.v3.Release("release", { chart: "./chart", namespace: "shop" });
`,
    },
    expect: {
      exit: 0,
      resources: ["kubernetes:helm.sh/v4:Chart::web", "kubernetes:helm.sh/v3:Release::release"],
      findings: ["GOV-06 advisory pulumi:pulumi:Stack::shop-dev"],
      notJudged: ["kubernetes:helm.sh/v4:Chart::web", "kubernetes:helm.sh/v3:Release::release"],
    },
    engine: true,
  },
  {
    kind: "Kustomize v2, rendered with kubectl",
    files: {
      "base/kustomization.yaml": "resources: [settings.yaml]\n",
      "base/settings.yaml": SETTINGS,
      "index.ts": `${K8S}new kubernetes.kustomize.v2.Directory("base", { directory: "./base" });\n`,
    },
    commands: { kubectl: KUBECTL },
    expect: {
      exit: 0,
      resources: ["kubernetes:kustomize/v2:Directory::base", `kubernetes:kustomize/v2:Directory$${CONFIG_MAP}::base:shop/settings`],
    },
    engine: NO_CHILDREN,
  },
  {
    kind: "Kustomize v2 without kubectl is named as not judged",
    files: {
      "base/kustomization.yaml": "resources: []\n",
      "index.ts": `${K8S}new kubernetes.kustomize.v2.Directory("base", { directory: "./base" });\n`,
    },
    expect: {
      exit: 0,
      resources: ["kubernetes:kustomize/v2:Directory::base"],
      notJudged: ["kubernetes:kustomize/v2:Directory::base"],
    },
    engine: SAME_PATH,
  },
];
