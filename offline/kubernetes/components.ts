/** What the Kubernetes provider's remote components render (pulumi/pulumi-kubernetes, provider/pkg/provider/provider_construct.go). */
import { containsUnknown, isRecord, type Properties, plainProperties } from "../wire";
import { assetText, withAssetTexts } from "./assets";
import { type Child, childrenOf } from "./children";
import { decodeYaml } from "./decodeYaml";
import { expandFiles, isUrl, readManifest } from "./files";
import { helmTemplate } from "./helm";
import { kustomizeBuild } from "./kustomize";
import { normalize } from "./normalize";
import { type KubernetesObject, text } from "./object";
import { NotRenderable } from "./programs";
import { SecretTexts } from "./secretTexts";

export interface Component {
  readonly type: string;
  readonly name: string;
  /** Inputs in protocol form, secrets marked. */
  readonly inputs: Properties;
  /** Namespace of the provider, for objects without one. */
  readonly defaultNamespace: string;
}

interface Rendering {
  readonly objects: readonly KubernetesObject[];
  /** @default the provider's namespace */
  readonly namespace?: string;
  /**
   * Why a part of the objects is missing.
   * @default undefined: the objects are complete
   */
  readonly missing?: string;
}

export interface RenderedChildren {
  readonly children: readonly Child[];
  /** Why children are missing; undefined if they are complete. */
  readonly missing: string | undefined;
}

const CHART = "kubernetes:helm.sh/v4:Chart";

type Render = (inputs: Properties, component: Component, secrets: SecretTexts) => Rendering;

const RENDER: Readonly<Record<string, Render>> = {
  "kubernetes:yaml/v2:ConfigFile": renderConfigFile,
  "kubernetes:yaml/v2:ConfigGroup": renderConfigGroup,
  [CHART]: renderChart,
  "kubernetes:kustomize/v2:Directory": renderDirectory,
};

export function isRenderedComponent(type: string): boolean {
  return Object.hasOwn(RENDER, type);
}

/**
 * The children of a component, or why there are none.
 * @throws Error for objects that the provider refuses
 */
export function renderComponent(component: Component): RenderedChildren {
  const render = RENDER[component.type];
  if (render === undefined) return { children: [], missing: "its package creates the children at deployment" };
  if (containsUnknown(component.inputs)) return { children: [], missing: "an input is unknown" };
  try {
    const inputs = plainProperties(component.inputs);
    const secrets = new SecretTexts(component.inputs);
    const { objects, namespace = "", missing } = render(inputs, component, secrets);
    const children = childrenOf(normalize(objects, namespace === "" ? component.defaultNamespace : namespace), {
      resourcePrefix: typeof inputs.resourcePrefix === "string" ? inputs.resourcePrefix : component.name,
      skipAwait: inputs.skipAwait === true,
      keepPolicy: component.type === CHART,
      secrets,
    });
    return { children, missing };
  } catch (error) {
    if (error instanceof NotRenderable) return { children: [], missing: error.message };
    throw new Error(`${component.type} resource '${component.name}' has a problem: ${error instanceof Error ? error.message : error}`);
  }
}

function renderConfigFile(inputs: Properties): Rendering {
  const file = text(inputs, "file");
  if (isUrl(file)) throw new NotRenderable("its file is an address, which is not read offline");
  return { objects: decodeYaml(readManifest(file)) };
}

function renderConfigGroup(inputs: Properties): Rendering {
  const references = list(inputs.files).map(String);
  const local = references.filter((reference) => !isUrl(reference)).flatMap(expandFiles);
  const texts = [...local.map(readManifest), ...list(inputs.yaml).map(String)];
  const objects = [...texts.flatMap(decodeYaml), ...list(inputs.objs).filter(isRecord)];
  const remote = references.length - references.filter((reference) => !isUrl(reference)).length;
  return { objects, ...(remote > 0 && { missing: `${remote} of its files are addresses, which are not read offline` }) };
}

function renderChart(inputs: Properties, { name, defaultNamespace }: Component, secrets: SecretTexts): Rendering {
  if (inputs.postRenderer !== undefined) throw new NotRenderable("its post-renderer is not run offline");
  const namespace = text(inputs, "namespace");
  const manifest = helmTemplate(
    {
      chart: text(inputs, "chart"),
      version: text(inputs, "version"),
      repository: text(inputs, "repositoryOpts", "repo"),
      mayBeLocal: true,
      release: text(inputs, "name") || name,
      namespace: namespace || defaultNamespace,
      valueFiles: list(inputs.valueYamlFiles).map(assetText),
      values: isRecord(inputs.values) ? toRecord(withAssetTexts(inputs.values)) : {},
      crds: inputs.skipCrds !== true,
      hooks: inputs.includeHooks === true,
      tests: true,
      apiVersions: [],
      kubeVersion: "",
    },
    secrets,
  );
  return { objects: decodeYaml(manifest), namespace };
}

function renderDirectory(inputs: Properties): Rendering {
  const manifest = kustomizeBuild({ directory: text(inputs, "directory"), anyFiles: true });
  return { objects: decodeYaml(manifest), namespace: text(inputs, "namespace") };
}

function list(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

function toRecord(value: unknown): Properties {
  return isRecord(value) ? value : {};
}
