import type { PolicyProviderResource, PolicyResource, PolicyResourceOptions } from "@pulumi/policy";
import { perInstance } from "../rules/reading/memoize";
import { EVERY_TYPE, type OtherCloud, type RuleResource, type StackView } from "../rules/rule";
import { cloudOfCluster, clusterOf, isKubernetes, namespaceOfProvider } from "./clusters";
import { type Reading, read, targetOf } from "./reader";
import { azureApiVersionDate, isPatch, isPreviewApi, normaliseType } from "./tokens";

/** The part of the SDK's arguments of resource validation that is read here. */
export interface Registration {
  readonly type: string;
  readonly urn: string;
  readonly name: string;
  readonly props: Readonly<Record<string, unknown>>;
  readonly provider?: Pick<PolicyProviderResource, "props"> | undefined;
  readonly opts?: Pick<PolicyResourceOptions, "protect" | "ignoreChanges"> | undefined;
}

/** A recorded resource. */
interface Recorded {
  readonly resource: RuleResource;
  readonly reading: Reading;
  /** Cluster of a Kubernetes object; undefined for anything else. */
  readonly cluster: string | undefined;
}

/** A resource as rules receive it. Secret paths and texts are kept separately. */
export function toRuleResource({ type, urn, name, props, provider, opts }: Registration): RuleResource {
  const apiVersionDate = azureApiVersionDate(type);
  const providerNamespace = isKubernetes(type) ? namespaceOfProvider(provider) : undefined;
  return {
    type: normaliseType(type),
    urn,
    name,
    props: read(props).props,
    ...(apiVersionDate !== undefined && { apiVersionDate }),
    ...(isPreviewApi(type) && { isPreviewApi: true }),
    ...(opts?.protect === true && { isProtected: true }),
    ...(opts !== undefined && opts.ignoreChanges.length > 0 && { ignoreChanges: opts.ignoreChanges }),
    ...(isPatch(type) && { isPatch: true }),
    ...(providerNamespace !== undefined && { providerNamespace }),
  };
}

/** The same, once for each resource: a hundred policies evaluate it, and what they derive from it is kept with it. */
export function ruleResources(secretMarks: boolean): (registration: Registration) => RuleResource {
  const resources = new WeakMap<object, RuleResource>();
  return (registration) => {
    const inputs = targetOf(registration.props);
    const known = resources.get(inputs);
    if (known?.urn === registration.urn) return known;
    const { secretPaths } = read(registration.props);
    const resource = { ...toRuleResource(registration), ...(secretMarks && { secretPaths }) };
    resources.set(inputs, resource);
    return resource;
  };
}

/**
 * The inputs of every resource that some stack rule reads, recorded when each is registered.
 *
 * The engine passes *outputs* to stack validation, and empty ones for a Kubernetes provider whose cluster does not exist yet:
 * rules that read those would find nothing on the first deployment. One process serves one operation, so the record is complete
 * when the stack is validated.
 */
export class Recorder {
  private readonly stacks = new Map<string, Map<string, Recorded>>();
  private readonly secrets = new Map<string, Set<string>>();
  private readonly clouds = new Map<string, OtherCloud | "Azure">();
  private readonly unrecorded = new WeakMap<readonly PolicyResource[], readonly PolicyResource[]>();
  private readonly byUrn = perInstance((registered: readonly PolicyResource[]) => new Map(registered.map((one) => [one.urn, one])));

  constructor(private readonly types: ReadonlySet<string>) {}

  record(registration: Registration): void {
    const stack = stackOf(registration.urn);
    this.recordSecrets(stack, read(registration.props).secretTexts);
    const cloud = cloudOfCluster(registration.type);
    if (cloud !== undefined) this.clouds.set(stack, this.clouds.get(stack) === "Azure" ? "Azure" : cloud);
    if (!this.types.has(normaliseType(registration.type))) return;
    const resources = this.stacks.get(stack) ?? new Map<string, Recorded>();
    this.stacks.set(stack, resources.set(registration.urn, recorded(registration)));
  }

  /** The cloud of the stack's clusters, where the stack registered such a cluster and none of Azure. */
  otherCloudOf(urn: string): OtherCloud | undefined {
    const cloud = this.clouds.get(stackOf(urn));
    return cloud === "Azure" ? undefined : cloud;
  }

  /** Secret texts in the inputs of the whole stack, which no message may show. */
  secretsOf(urn: string): ReadonlySet<string> {
    return this.secrets.get(stackOf(urn)) ?? new Set();
  }

  readingOf(urn: string): Reading | undefined {
    return this.stacks.get(stackOf(urn))?.get(urn)?.reading;
  }

  /**
   * @param registered the engine's list at stack validation: source of the dependencies, and of resources that were never recorded.
   * @param types types of resources that the rule reads.
   */
  view(registered: readonly PolicyResource[], types: readonly string[]): StackView {
    return viewOf(this.all(registered, types), types, this.links(registered));
  }

  /** One view for each cluster of the stack: its own Kubernetes objects, and everything that is not Kubernetes. */
  viewsByCluster(registered: readonly PolicyResource[], types: readonly string[]): readonly StackView[] {
    const all = this.all(registered, types);
    const links = this.links(registered);
    const shared = all.filter(({ cluster }) => cluster === undefined);
    const clusters = new Map<string, Recorded[]>();
    for (const one of all) {
      if (one.cluster === undefined) continue;
      const members = clusters.get(one.cluster) ?? [];
      members.push(one);
      clusters.set(one.cluster, members);
    }
    if (clusters.size < 2) return [viewOf(all, types, links)];
    return [...clusters.values()].map((members) => viewOf([...shared, ...members], types, links));
  }

  private recordSecrets(stack: string, texts: readonly string[]): void {
    if (texts.length === 0) return;
    const secrets = this.secrets.get(stack) ?? new Set<string>();
    for (const text of texts) secrets.add(text);
    this.secrets.set(stack, secrets);
  }

  private all(registered: readonly PolicyResource[], types: readonly string[]): readonly Recorded[] {
    const selected = new Set(types);
    const known = this.knownOf(registered);
    const unrecorded = this.unrecordedOf(registered, known).filter(({ type }) => selected.has(normaliseType(type)));
    const read = [...[...known.values()].filter(({ resource }) => selected.has(resource.type)), ...unrecorded.map(recorded)];
    if (!selected.has(EVERY_TYPE)) return read;
    return [...read, ...registered.filter(({ type }) => !selected.has(normaliseType(type))).map(withoutInputs)];
  }

  /** Computed once for all rules: the record is complete when the stack is validated. */
  private unrecordedOf(registered: readonly PolicyResource[], known: ReadonlyMap<string, Recorded>): readonly PolicyResource[] {
    const unrecorded = this.unrecorded.get(registered) ?? registered.filter(({ urn }) => !known.has(urn));
    this.unrecorded.set(registered, unrecorded);
    return unrecorded;
  }

  /** Few rules look up sources, so the index over the whole stack is created on the first look-up. */
  private links(registered: readonly PolicyResource[]): StackView["sourcesOf"] {
    const known = this.knownOf(registered);
    const toResource = (resource: PolicyResource) => known.get(resource.urn)?.resource ?? toRuleResource(resource);
    return ({ urn }, property) => sources(this.byUrn(registered).get(urn), property).map(toResource);
  }

  private knownOf(registered: readonly PolicyResource[]): ReadonlyMap<string, Recorded> {
    return this.stacks.get(stackOf(registered[0]?.urn ?? "")) ?? new Map();
  }
}

function recorded(registration: Registration): Recorded {
  const resource = toRuleResource(registration);
  const cluster = isKubernetes(resource.type) ? clusterOf(registration.provider) : undefined;
  return { resource, reading: read(registration.props), cluster };
}

/** A resource of a type that no rule reads: rules about the stack as a whole receive its type and name. */
function withoutInputs({ type, urn, name }: Registration): Recorded {
  return { resource: { type: normaliseType(type), urn, name, props: {} }, reading: read({}), cluster: undefined };
}

/** Resources of a type that the rule does not declare were not recorded and would seem absent, so requesting one is an error. */
function viewOf(all: readonly Recorded[], declared: readonly string[], sourcesOf: StackView["sourcesOf"]): StackView {
  const resources = all.map(({ resource }) => resource);
  return {
    ofType: (...types) => {
      const undeclared = types.find((type) => !declared.includes(type));
      if (undeclared !== undefined) throw new Error(`${undeclared} is not among the types that the rule reads`);
      return types.includes(EVERY_TYPE) ? resources : resources.filter(({ type }) => types.includes(type));
    },
    sourcesOf,
  };
}

/** Stack and project of a URN: `urn:pulumi:shop-dev::shop`. */
export function stackOf(urn: string): string {
  return urn.split("::", 2).join("::");
}

/** The engine lists dependencies by property; where it lists none, the resource's dependencies as a whole are used. */
function sources(resource: PolicyResource | undefined, property: string): readonly PolicyResource[] {
  if (resource === undefined) return [];
  const byProperty = resource.propertyDependencies;
  return Object.keys(byProperty).length === 0 ? resource.dependencies : (byProperty[property] ?? []);
}
