import type { StateResource } from "./state";

export interface Step {
  readonly urn: string;
  /** Length of the critical path up to and including this resource. */
  readonly total: number;
}

interface Visited {
  readonly total: number;
  /** URN of the preceding resource on the critical path. */
  readonly previous: string | undefined;
}

/** The longest chain of dependent resources, in order of creation. */
export function criticalPath(resources: readonly StateResource[], lengthOf: (resource: StateResource) => number): readonly Step[] {
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const visited = new Map<string, Visited>();
  const visit = (urn: string): number => {
    const cached = visited.get(urn);
    if (cached !== undefined) return cached.total;
    const resource = byUrn.get(urn);
    if (resource === undefined) return 0;
    let longest = 0;
    let previous: string | undefined;
    for (const prerequisite of prerequisitesOf(resource)) {
      const total = visit(prerequisite);
      if (total > longest) [longest, previous] = [total, prerequisite];
    }
    const total = longest + lengthOf(resource);
    visited.set(urn, { total, previous });
    return total;
  };
  for (const { urn } of resources) visit(urn);
  return toSteps(visited);
}

function prerequisitesOf({ dependencies = [], provider, parent }: StateResource): readonly string[] {
  const providerUrn = provider?.slice(0, provider.lastIndexOf("::"));
  return [...dependencies, ...(providerUrn === undefined ? [] : [providerUrn]), ...(parent === undefined ? [] : [parent])];
}

function toSteps(visited: ReadonlyMap<string, Visited>): readonly Step[] {
  const steps: Step[] = [];
  const [last] = [...visited].sort(([, one], [, other]) => other.total - one.total);
  for (let urn = last?.[0]; urn !== undefined; urn = visited.get(urn)?.previous) {
    steps.unshift({ urn, total: visited.get(urn)?.total ?? 0 });
  }
  return steps;
}
