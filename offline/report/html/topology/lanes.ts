import type { ReportedResource } from "../../model";
import { grouped } from "../grouped";
import { azureName, isKubernetes, locationOf, plainType, textAt } from "./read";

/** Resources that belong together: a cluster with what is in it and around it; without clusters, a region. */
export interface Lane {
  readonly name: string;
  /** The cluster; undefined for a region, and for a cluster that the program does not create. */
  readonly cluster: ReportedResource | undefined;
}

const CLUSTER = "containerservice:ManagedCluster";

/** Finds the lane of each resource from what Pulumi knows of it: provider, parents, location, dependencies. */
export class Lanes {
  private readonly byUrn: ReadonlyMap<string, ReportedResource>;
  private readonly clusters = new Map<string, Lane>();
  /** Lanes of clusters below a component, by its URN. */
  private readonly below = new Map<string, Set<Lane>>();
  private readonly clustersIn: ReadonlyMap<string | undefined, readonly Lane[]>;
  private readonly byProvider = new Map<string, Lane>();
  private readonly byLocation = new Map<string, Lane>();
  private readonly found = new Map<string, Lane | undefined>();

  constructor(resources: readonly ReportedResource[]) {
    this.byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
    const clusters = resources.filter(({ type }) => plainType(type) === CLUSTER);
    const locations = clusters.map(locationOf);
    clusters.forEach((cluster, index) => {
      const location = locations[index];
      const alone = location !== undefined && locations.indexOf(location) === locations.lastIndexOf(location);
      this.addCluster(cluster, { name: alone ? location : [location, azureName(cluster)].filter(Boolean).join(": "), cluster });
    });
    this.clustersIn = grouped([...this.clusters.values()], ({ cluster }) => cluster && locationOf(cluster));
    for (const resource of resources) this.found.set(resource.urn, this.find(resource));
    for (const resource of resources) if (this.of(resource) === undefined) this.found.set(resource.urn, this.inherited(resource));
  }

  of({ urn }: Pick<ReportedResource, "urn">): Lane | undefined {
    return this.found.get(urn);
  }

  /** In the order in which their first resources are registered. */
  all(): readonly Lane[] {
    return [...new Set(Array.from(this.found.values()).flatMap((lane) => lane ?? []))];
  }

  private addCluster(cluster: ReportedResource, lane: Lane): void {
    this.clusters.set(cluster.urn, lane);
    for (const urn of this.ancestors(cluster)) this.below.set(urn, (this.below.get(urn) ?? new Set()).add(lane));
  }

  /** URNs of the parents, the nearest first, without the stack. */
  private ancestors({ parent }: ReportedResource): readonly string[] {
    const resource = this.byUrn.get(parent);
    return resource === undefined || resource.parent === "" ? [] : [parent, ...this.ancestors(resource)];
  }

  private find(resource: ReportedResource): Lane | undefined {
    if (resource.type === "pulumi:providers:kubernetes") return this.ofProvider(resource.urn);
    if (isKubernetes(resource)) return this.ofProvider(resource.provider.split("::").slice(0, 4).join("::"));
    const own = this.clusters.get(resource.urn);
    if (own !== undefined) return own;
    const around = this.ancestors(resource).find((urn) => this.below.has(urn));
    const lanes = [...(this.below.get(around ?? "") ?? [])];
    return lanes.length === 1 ? lanes[0] : this.ofLocation(resource);
  }

  private ofLocation(resource: ReportedResource): Lane | undefined {
    const location = locationOf(resource);
    if (location === undefined || !resource.custom || location === "global") return undefined;
    const lanes = this.clustersIn.get(location) ?? [];
    if (this.clusters.size > 0) return lanes.length === 1 ? lanes[0] : undefined;
    const lane = this.byLocation.get(location) ?? { name: location, cluster: undefined };
    this.byLocation.set(location, lane);
    return lane;
  }

  /** The cluster that a provider connects to: the one it names, the nearest it depends on, or one that the program does not create. */
  private ofProvider(urn: string): Lane {
    const known = this.byProvider.get(urn);
    if (known !== undefined) return known;
    const provider = this.byUrn.get(urn);
    const named = textAt(provider?.inputs, "clusterIdentifier")?.split("/").at(-1);
    const clusters = [...this.clusters.values()];
    const lane =
      clusters.find(({ cluster }) => cluster !== undefined && azureName(cluster) === named) ??
      this.nearestCluster(provider) ??
      (provider === undefined && clusters.length === 1 ? clusters[0] : undefined) ??
      ({ name: provider?.name ?? "Kubernetes", cluster: undefined } satisfies Lane);
    this.byProvider.set(urn, lane);
    return lane;
  }

  private nearestCluster(start: ReportedResource | undefined): Lane | undefined {
    const seen = new Set<string>();
    for (let level = start?.dependencies ?? []; level.length > 0; ) {
      const cluster = level.find((urn) => this.clusters.has(urn));
      if (cluster !== undefined) return this.clusters.get(cluster);
      for (const urn of level) seen.add(urn);
      level = [...new Set(level.flatMap((urn) => this.byUrn.get(urn)?.dependencies ?? []))].filter((urn) => !seen.has(urn));
    }
    return undefined;
  }

  /** A resource without a location is where everything is that it depends on. */
  private inherited(resource: ReportedResource): Lane | undefined {
    if (!resource.custom || locationOf(resource) !== undefined) return undefined;
    const lanes = new Set(resource.dependencies.map((urn) => this.found.get(urn)));
    return lanes.size === 1 ? [...lanes][0] : undefined;
  }
}
