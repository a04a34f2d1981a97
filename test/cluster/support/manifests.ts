import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import type { Cluster } from "./cluster";
import type { KubernetesObject } from "./kubernetesApi";

/** Folders of the modules that .ci/cluster-manifests.sh downloads, by module path. */
const modules = JSON.parse(process.env.CLUSTER_MANIFESTS ?? "{}") as Readonly<Record<string, string>>;

export function moduleFolder(path: string): string {
  const folder = modules[path];
  if (folder === undefined) throw new Error(`CLUSTER_MANIFESTS does not contain ${path}`);
  return folder;
}

/** Definitions that AKS installs with its add-ons: Istio, the Gateway API and the Secrets Store CSI driver. */
const ADD_ONS = [
  ["istio.io/api", "kubernetes/customresourcedefinitions.gen.yaml"],
  ["sigs.k8s.io/gateway-api", "config/crd/standard"],
  ["sigs.k8s.io/secrets-store-csi-driver", "config/crd/bases"],
] as const;

const DEFINITIONS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";

/** Installs the definitions of the add-ons, and waits until their kinds are served. */
export async function installAddOnDefinitions(cluster: Cluster): Promise<void> {
  await installDefinitions(
    cluster,
    ADD_ONS.flatMap(([module, path]) => definitionsIn(join(moduleFolder(module), path))),
  );
}

export async function installDefinitions({ api }: Cluster, definitions: readonly KubernetesObject[]): Promise<void> {
  for (const definition of definitions) await api.apply(`${DEFINITIONS}/${definition.metadata.name}`, definition, "addon-manager");
}

/** The custom resource definitions in a file, or in the files of a folder. */
export function definitionsIn(path: string): readonly KubernetesObject[] {
  if (statSync(path).isDirectory())
    return readdirSync(path)
      .filter((file) => file.endsWith(".yaml"))
      .flatMap((file) => definitionsIn(join(path, file)));
  const documents = parseAllDocuments(readFileSync(path, "utf8")).map((document) => document.toJS() as KubernetesObject | null);
  return documents.filter((document) => document?.kind === "CustomResourceDefinition") as KubernetesObject[];
}

/** Version of a chart that is installed over another one. */
export const NEXT_VERSION = "v99.0.0";

/** Renders the definitions of a chart with its value `crds.annotations`. */
const DEFINITIONS_TEMPLATE = `
{{- range $path, $content := .Files.Glob "definitions/*.json" }}
---
{{- $definition := $.Files.Get $path | fromJson }}
{{- $own := $definition.metadata.annotations | default dict }}
{{- $annotations := set $definition.metadata "annotations" (merge (dict) $.Values.crds.annotations $own) }}
{{ $definition | toJson }}
{{- end }}
`;

/**
 * A copy of a chart in its project's module, completed by what its release process adds: the version, and the definitions of External
 * Secrets. Optional charts that it depends on are left out.
 */
export function chartFolder(folder: string, chart: Chart, version?: string): string {
  const { module, path, version: released, definitions }: ChartSource = CHARTS[chart];
  const target = join(folder, chart);
  copyWritable(join(moduleFolder(module), path), target);
  const file = join(target, "Chart.yaml");
  const text = JSON.stringify(version ?? released);
  const description = readFileSync(file, "utf8").replace(/^(version|appVersion): .*$/gm, (_, key: string) => `${key}: ${text}`);
  writeFileSync(file, description.replace(/^dependencies:\n(?:[ -].*\n)*/m, ""));
  if (definitions !== undefined) addDefinitions(target, definitionsIn(join(moduleFolder(module), definitions)));
  return target;
}

/** Files of Go modules are read-only. */
function copyWritable(source: string, target: string): void {
  mkdirSync(target, { recursive: true });
  for (const entry of readdirSync(source, { withFileTypes: true })) {
    const [from, to] = [join(source, entry.name), join(target, entry.name)];
    if (entry.isDirectory()) copyWritable(from, to);
    else writeFileSync(to, readFileSync(from));
  }
}

function addDefinitions(chart: string, definitions: readonly KubernetesObject[]): void {
  mkdirSync(join(chart, "definitions"), { recursive: true });
  for (const definition of definitions)
    writeFileSync(join(chart, "definitions", `${definition.metadata.name}.json`), JSON.stringify(definition));
  writeFileSync(join(chart, "templates", "definitions.yaml"), DEFINITIONS_TEMPLATE);
}

export type Chart = keyof typeof CHARTS;

interface ChartSource {
  readonly module: string;
  readonly path: string;
  readonly version: string;
  readonly definitions?: string;
}

const CHARTS = {
  "cert-manager": { module: "github.com/cert-manager/cert-manager", path: "deploy/charts/cert-manager", version: "v1.21.2" },
  "trust-manager": { module: "github.com/cert-manager/trust-manager", path: "deploy/charts/trust-manager", version: "v0.25.0" },
  "external-secrets": {
    module: "github.com/external-secrets/external-secrets",
    path: "deploy/charts/external-secrets",
    version: "1.3.2",
    definitions: "config/crds/bases",
  },
} as const satisfies Readonly<Record<string, ChartSource>>;
