import type { StateResource } from "./state";

export interface Step {
  readonly urn: string;
  /** Length of the longest chain that ends here. */
  readonly total: number;
}

/** The longest chain of resources that wait for one another, longest first to last. */
export function criticalPath(resources: readonly StateResource[], lengthOf: (resource: StateResource) => number): readonly Step[] {
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const settled = new Map<string, { readonly total: number; readonly previous: string | undefined }>();
  const settle = (urn: string): number => {
    const known = settled.get(urn);
    if (known !== undefined) return known.total;
    const resource = byUrn.get(urn);
    if (resource === undefined) return 0;
    let longest = 0;
    let previous: string | undefined;
    for (const before of waitsFor(resource)) {
      const total = settle(before);
      if (total > longest) [longest, previous] = [total, before];
    }
    const total = longest + lengthOf(resource);
    settled.set(urn, { total, previous });
    return total;
  };
  for (const { urn } of resources) settle(urn);
  return chain(settled);
}

function waitsFor({ dependencies = [], provider, parent }: StateResource): readonly string[] {
  const providerUrn = provider?.slice(0, provider.lastIndexOf("::"));
  return [...dependencies, ...(providerUrn === undefined ? [] : [providerUrn]), ...(parent === undefined ? [] : [parent])];
}

function chain(settled: ReadonlyMap<string, { readonly total: number; readonly previous: string | undefined }>): readonly Step[] {
  const steps: Step[] = [];
  const [last] = [...settled].sort(([, one], [, other]) => other.total - one.total);
  for (let urn = last?.[0]; urn !== undefined; urn = settled.get(urn)?.previous) {
    steps.unshift({ urn, total: settled.get(urn)?.total ?? 0 });
  }
  return steps;
}
