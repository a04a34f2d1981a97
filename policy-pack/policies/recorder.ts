import type { PolicyProviderResource, PolicyResource } from "@pulumi/policy";
import type { RuleResource, StackView } from "../rules/rule";
import { clusterOf, isKubernetes } from "./clusters";
import { type Reading, read } from "./reader";
import { normaliseType } from "./tokens";

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
export function toRuleResource({ type, urn, name, props }: Registration): RuleResource {
  return { type: normaliseType(type), urn, name, props: read(props).props };
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

  /** @param registered what the engine lists at the end: gives the links, and the resources that were never recorded. */
  view(registered: readonly PolicyResource[]): StackView {
    return viewOf(this.all(registered), registered);
  }

  /** One view for each cluster of the stack: its own Kubernetes objects, and everything that is not Kubernetes. */
  viewsByCluster(registered: readonly PolicyResource[]): readonly StackView[] {
    const all = this.all(registered);
    const clusters = [...new Set(all.flatMap(({ cluster }) => cluster ?? []))];
    if (clusters.length < 2) return [viewOf(all, registered)];
    return clusters.map((own) =>
      viewOf(
        all.filter(({ cluster }) => cluster === undefined || cluster === own),
        registered,
      ),
    );
  }

  private all(registered: readonly PolicyResource[]): readonly Recorded[] {
    const known = this.stacks.get(stackOf(registered[0]?.urn ?? ""));
    const unrecorded = registered.filter(({ urn, type }) => known?.has(urn) !== true && this.types.has(normaliseType(type)));
    return [...(known?.values() ?? []), ...unrecorded.map(recorded)];
  }
}

function recorded(registration: Registration): Recorded {
  const resource = toRuleResource(registration);
  const cluster = isKubernetes(resource.type) ? clusterOf(registration.provider) : undefined;
  return { resource, reading: read(registration.props), cluster };
}

function viewOf(all: readonly Recorded[], registered: readonly PolicyResource[]): StackView {
  const known = new Map(all.map(({ resource }) => [resource.urn, resource]));
  const byUrn = new Map(registered.map((resource) => [resource.urn, resource]));
  const find = (resource: PolicyResource): RuleResource => known.get(resource.urn) ?? toRuleResource(resource);
  const resources = [...known.values()];
  return {
    ofType: (...types) => resources.filter(({ type }) => types.includes(type)),
    sourcesOf: ({ urn }, property) => sources(byUrn.get(urn), property).map(find),
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
