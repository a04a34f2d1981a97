import type { PolicyProviderResource, PolicyResource } from "@pulumi/policy";
import type { RuleResource, StackView } from "../rules/rule";
import { clusterOf, isKubernetes, namespaceOfProvider } from "./clusters";
import { type Reading, read } from "./reader";
import { azureApiDay, isPatch, normaliseType } from "./tokens";

/** What the SDK passes when it asks about a resource: the part that is read here. */
export interface Registration {
  readonly type: string;
  readonly urn: string;
  readonly name: string;
  readonly props: Readonly<Record<string, unknown>>;
  readonly provider?: Pick<PolicyProviderResource, "props"> | undefined;
}

interface Recorded {
  readonly resource: RuleResource;
  readonly reading: Reading;
  /** Cluster of a Kubernetes object; undefined for anything else. */
  readonly cluster: string | undefined;
}

/** A resource as rules see it; its reading is kept apart, so that no rule can print what is secret by accident. */
export function toRuleResource({ type, urn, name, props, provider }: Registration): RuleResource {
  const apiDay = azureApiDay(type);
  const providerNamespace = isKubernetes(type) ? namespaceOfProvider(provider) : undefined;
  return {
    type: normaliseType(type),
    urn,
    name,
    props: read(props).props,
    ...(apiDay !== undefined && { apiDay }),
    ...(isPatch(type) && { isPatch: true }),
    ...(providerNamespace !== undefined && { providerNamespace }),
  };
}

/**
 * The inputs of every resource some stack rule reads, kept from the moment each was registered.
 *
 * The engine hands stack validation *outputs*, and for a Kubernetes provider whose cluster does not exist yet it hands empty
 * ones: rules over those would be blind on the first deployment, when they matter most. One process serves one operation, so
 * the record is complete when the stack is judged.
 */
export class Recorder {
  private readonly stacks = new Map<string, Map<string, Recorded>>();

  constructor(private readonly types: ReadonlySet<string>) {}

  record(registration: Registration): void {
    if (!this.types.has(normaliseType(registration.type))) return;
    const stack = stackOf(registration.urn);
    const resources = this.stacks.get(stack) ?? new Map<string, Recorded>();
    this.stacks.set(stack, resources.set(registration.urn, recorded(registration)));
  }

  readingOf(urn: string): Reading | undefined {
    return this.stacks.get(stackOf(urn))?.get(urn)?.reading;
  }

  /**
   * @param registered what the engine lists at the end: gives the links, and the resources that were never recorded.
   * @param types types of resources that the view is asked for.
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
      const own = clusters.get(one.cluster) ?? [];
      own.push(one);
      clusters.set(one.cluster, own);
    }
    if (clusters.size < 2) return [viewOf(all, types, links)];
    return [...clusters.values()].map((own) => viewOf([...shared, ...own], types, links));
  }

  private all(registered: readonly PolicyResource[], types: readonly string[]): readonly Recorded[] {
    const wanted = new Set(types);
    const known = this.knownOf(registered);
    const unrecorded = registered.filter(({ urn, type }) => !known.has(urn) && wanted.has(normaliseType(type)));
    return [...[...known.values()].filter(({ resource }) => wanted.has(resource.type)), ...unrecorded.map(recorded)];
  }

  /** Origins are looked up by few rules only, so the index over the whole stack is made when the first of them asks. */
  private links(registered: readonly PolicyResource[]): StackView["sourcesOf"] {
    const known = this.knownOf(registered);
    let byUrn: ReadonlyMap<string, PolicyResource> | undefined;
    return ({ urn }, property) => {
      byUrn ??= new Map(registered.map((resource) => [resource.urn, resource]));
      return sources(byUrn.get(urn), property).map((resource) => known.get(resource.urn)?.resource ?? toRuleResource(resource));
    };
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

/** A type that the rule has not declared would look absent, so asking for one is a fault of the rule. */
function viewOf(all: readonly Recorded[], declared: readonly string[], sourcesOf: StackView["sourcesOf"]): StackView {
  const resources = all.map(({ resource }) => resource);
  return {
    ofType: (...types) => {
      const undeclared = types.find((type) => !declared.includes(type));
      if (undeclared !== undefined) throw new Error(`${undeclared} is not among the types that the rule reads`);
      return resources.filter(({ type }) => types.includes(type));
    },
    sourcesOf,
  };
}

/** Stack and project of a URN: `urn:pulumi:shop-dev::shop`. */
export function stackOf(urn: string): string {
  return urn.split("::", 2).join("::");
}

/** The engine lists links by property; where it lists none at all, the resource's plain dependencies are all there is to go by. */
function sources(resource: PolicyResource | undefined, property: string): readonly PolicyResource[] {
  if (resource === undefined) return [];
  const byProperty = resource.propertyDependencies;
  return Object.keys(byProperty).length === 0 ? resource.dependencies : (byProperty[property] ?? []);
}
