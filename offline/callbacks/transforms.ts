/** Runs resource transforms on a registration as the engine does (pulumi/pulumi, pkg/resource/deploy/source_eval.go: `RegisterResource`). */
import * as resource from "@pulumi/pulumi/proto/resource_pb";
import { type Struct, structLike } from "../protocol";
import type { Properties } from "../wire";
import { downgradeOutputValues, outputDependencies, upgradeOutputValues } from "./outputValues";

export type RegisterRequest = resource.RegisterResourceRequest;

/** Calls one transform of the program. */
export type Transform = (request: object) => Promise<resource.TransformResponse>;

/** Transforms in the order in which they run: those of the resource, of its parents from the nearest on, and of the stack. */
export class Transforms {
  readonly stack: Transform[] = [];
  private readonly ofResource = new Map<string, readonly Transform[]>();
  private readonly parents = new Map<string, string>();

  /** Keeps the transforms of a resource for its children. */
  record(urn: string, parent: string, own: readonly Transform[]): void {
    this.parents.set(urn, parent);
    if (own.length > 0) this.ofResource.set(urn, own);
  }

  for(parent: string, own: readonly Transform[]): readonly Transform[] {
    const inherited: Transform[] = [];
    if (this.ofResource.size > 0)
      for (let urn = parent; urn !== ""; urn = this.parents.get(urn) ?? "") inherited.push(...(this.ofResource.get(urn) ?? []));
    return [...own, ...inherited, ...this.stack];
  }
}

/**
 * Runs transforms, and sets what they return in the request. They change properties and options, neither type, name nor parent.
 * @param hasOwn Whether the resource has transforms of its own: only then does the engine compute the dependencies anew.
 */
export async function transform(request: RegisterRequest, transforms: readonly Transform[], hasOwn: boolean): Promise<void> {
  const dependencies = hasOwn ? dependenciesByProperty(request) : {};
  const sample = request.getObject();
  let properties = upgradeOutputValues(sample?.toJavaScript() ?? {}, dependencies);
  let options = optionsOf(request);
  for (const call of transforms) {
    const response = await call(transformRequest(request, structLike(sample, properties), options));
    const returned: Struct | undefined = response.getProperties();
    properties = returned?.toJavaScript() ?? properties;
    options = response.getOptions() ?? options;
  }
  const changed = downgradeOutputValues(properties);
  request.setObject(structLike(sample, changed));
  setOptions(request, options);
  if (hasOwn) setDependencies(request, properties, options.getDependsOnList());
}

function transformRequest(request: RegisterRequest, properties: Struct | undefined, options: resource.TransformResourceOptions) {
  return {
    getType: () => request.getType(),
    getName: () => request.getName(),
    getParent: () => request.getParent(),
    getCustom: () => request.getCustom(),
    getProperties: () => properties,
    getOptions: () => options,
  };
}

function dependenciesByProperty(request: RegisterRequest): Readonly<Record<string, readonly string[]>> {
  const byProperty: Record<string, readonly string[]> = {};
  request.getPropertydependenciesMap().forEach((dependencies, property) => {
    byProperty[property] = dependencies.getUrnsList();
  });
  return byProperty;
}

function setDependencies(request: RegisterRequest, properties: Properties, dependsOn: readonly string[]): void {
  const all = new Set(dependsOn);
  request.clearPropertydependenciesMap();
  for (const [key, value] of Object.entries(properties)) {
    const urns = outputDependencies(value);
    const dependencies = new resource.RegisterResourceRequest.PropertyDependencies();
    dependencies.setUrnsList([...urns]);
    request.getPropertydependenciesMap().set(key, dependencies);
    for (const urn of urns) all.add(urn);
  }
  request.setDependenciesList(Array.from(all));
}

/** Options that transforms can change: their field in a registration, and in the options of a transform. */
const OPTIONS: readonly (readonly [request: string, options: string])[] = [
  ["Importid", "Import"],
  ["DependenciesList", "DependsOnList"],
  ["Protect", "Protect"],
  ["IgnorechangesList", "IgnoreChangesList"],
  ["ReplaceonchangesList", "ReplaceOnChangesList"],
  ["ReplacementTrigger", "ReplacementTrigger"],
  ["Version", "Version"],
  ["AliasesList", "AliasesList"],
  ["Provider", "Provider"],
  ["HidediffsList", "HideDiffList"],
  ["Customtimeouts", "CustomTimeouts"],
  ["Plugindownloadurl", "PluginDownloadUrl"],
  ["Retainondelete", "RetainOnDelete"],
  ["Deletedwith", "DeletedWith"],
  ["ReplaceWithList", "ReplaceWithList"],
  ["AdditionalsecretoutputsList", "AdditionalSecretOutputsList"],
  ["Hooks", "Hooks"],
];

function optionsOf(request: RegisterRequest): resource.TransformResourceOptions {
  const options = new resource.TransformResourceOptions();
  for (const [from, to] of OPTIONS) copyField(request, from, options, to);
  if (request.getProvider() === "") options.setProvider(request.getProvidersMap().get(packageOf(request.getType())) ?? "");
  request.getProvidersMap().forEach((provider, name) => {
    options.getProvidersMap().set(name, provider);
  });
  if (request.getDeletebeforereplacedefined()) options.setDeleteBeforeReplace(request.getDeletebeforereplace());
  return options;
}

function setOptions(request: RegisterRequest, options: resource.TransformResourceOptions): void {
  for (const [to, from] of OPTIONS) copyField(options, from, request, to);
  request.clearProvidersMap();
  options.getProvidersMap().forEach((provider, name) => {
    request.getProvidersMap().set(name, provider);
  });
  request.setDeletebeforereplacedefined(options.hasDeleteBeforeReplace());
  request.setDeletebeforereplace(options.getDeleteBeforeReplace() === true);
}

/** Copies a field of one message to another; former versions of the SDK do not know all of them. */
function copyField(from: object, field: string, to: object, other: string): void {
  const [has, get] = [`has${field}`, `get${field}`].map((method) => Reflect.get(from, method));
  const [set, clear] = [`set${other}`, `clear${other}`].map((method) => Reflect.get(to, method));
  if (typeof get !== "function" || typeof set !== "function") return;
  if (typeof has !== "function" || has.call(from) === true) set.call(to, get.call(from));
  else if (typeof clear === "function") clear.call(to);
}

function packageOf(type: string): string {
  return type.split(":", 1)[0] ?? "";
}
