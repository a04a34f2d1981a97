/** The Kubernetes provider's functions (pulumi/pulumi-kubernetes, provider/pkg/provider/provider.go: `Invoke`). */
import { isRecord, type Properties, secret } from "../wire";
import { decodeYaml } from "./decodeYaml";
import { helmTemplate, type Template } from "./helm";
import { kustomizeBuild } from "./kustomize";
import { groupKind, type KubernetesObject, text, withMetadata } from "./object";
import { NotRenderable } from "./programs";
import { isNamespaced } from "./scope";
import { SecretTexts } from "./secretTexts";

export interface FunctionResult {
  readonly objects: readonly KubernetesObject[];
  /** Name of what was not rendered, and why; undefined if the objects are complete. */
  readonly missing: { readonly type: string; readonly name: string; readonly reason: string } | undefined;
}

const FUNCTIONS: Readonly<Record<string, (args: Properties) => FunctionResult>> = {
  "kubernetes:yaml:decode": (args) => complete(decode(text(args, "text"), text(args, "defaultNamespace"))),
  "kubernetes:helm:template": (args) => templateChart(options(text(args, "jsonOpts"))),
  "kubernetes:kustomize:directory": (args) => buildDirectory(text(args, "directory")),
};

export function isKubernetesFunction(token: string): boolean {
  return Object.hasOwn(FUNCTIONS, token);
}

/** Calls a function with plain arguments. @throws Error for arguments that the provider refuses */
export function callKubernetesFunction(token: string, args: Properties): FunctionResult {
  const call = FUNCTIONS[token];
  if (call === undefined) throw new Error(`unknown function ${token}`);
  return call(args);
}

function complete(objects: readonly KubernetesObject[]): FunctionResult {
  return { objects, missing: undefined };
}

/** invoke_decode_yaml.go. */
function decode(source: string, defaultNamespace: string): readonly KubernetesObject[] {
  const objects = decodeYaml(source).filter((object) => groupKind(object).kind !== "" && text(object, "apiVersion") !== "");
  if (defaultNamespace === "") return objects;
  return objects.map((object) => {
    const hasNamespace = text(object, "metadata", "namespace") !== "" || !isNamespaced(object, []);
    return hasNamespace ? object : withMetadata(object, "namespace", defaultNamespace);
  });
}

/** invoke_helm_template.go. */
function templateChart(opts: Properties): FunctionResult {
  const name = text(opts, "release_name");
  const namespace = text(opts, "namespace");
  try {
    // The SDK passes values without marks, so what helm reports shows none of them.
    const secrets = new SecretTexts({ values: secret(opts.values ?? {}) });
    return complete(decode(helmTemplate(templateOf(opts, name, namespace), secrets), namespace));
  } catch (error) {
    return missing("kubernetes:helm.sh/v3:Chart", name, error);
  }
}

function templateOf(opts: Properties, release: string, namespace: string): Template {
  const fetch = isRecord(opts.fetch_opts) ? opts.fetch_opts : {};
  const path = text(opts, "path");
  const chart = text(opts, "chart");
  const repository = text(fetch, "repo") || text(opts, "repo");
  return {
    chart: path === "" ? chart : joinPath(path, chart),
    version: text(opts, "version") || text(fetch, "version"),
    repository,
    mayBeLocal: path !== "",
    release,
    namespace: namespace === "" ? "default" : namespace,
    valueFiles: [],
    values: isRecord(opts.values) ? opts.values : {},
    crds: opts.skip_crd_rendering !== true,
    hooks: true,
    tests: opts.include_test_hook_resources === true,
    apiVersions: Array.isArray(opts.api_versions) ? opts.api_versions.map(String) : [],
    kubeVersion: text(opts, "kube_version"),
  };
}

/** invoke_kustomize.go. */
function buildDirectory(directory: string): FunctionResult {
  try {
    return complete(decode(kustomizeBuild({ directory, anyFiles: false }), ""));
  } catch (error) {
    return missing("kubernetes:kustomize:Directory", directory, error);
  }
}

function missing(type: string, name: string, error: unknown): FunctionResult {
  if (!(error instanceof NotRenderable)) throw error;
  return { objects: [], missing: { type, name, reason: error.message } };
}

function options(json: string): Properties {
  const parsed: unknown = JSON.parse(json);
  return isRecord(parsed) ? parsed : {};
}

function joinPath(path: string, chart: string): string {
  return chart === "" ? path : `${path.replace(/\/+$/, "")}/${chart}`;
}
