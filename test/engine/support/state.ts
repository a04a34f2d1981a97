import type { SimulatedCloud } from "./simulatedCloud";

/** A resource as an exported stack has it. */
export interface StateResource {
  readonly urn: string;
  readonly type: string;
  /** Whether a provider made it; components are not. */
  readonly custom: boolean;
  readonly id?: string;
  readonly inputs: object;
  readonly parent?: string;
  /** `urn::id` of an explicit provider. */
  readonly provider?: string;
  readonly dependencies?: readonly string[];
  readonly retainOnDelete?: boolean;
  readonly protect?: boolean;
}

/** An operation that had begun when the state was last written. */
export interface PendingOperation {
  /** `creating`, `updating`, `deleting`. */
  readonly type: string;
  readonly resource: StateResource;
}

export interface State {
  readonly resources: readonly StateResource[];
  readonly pending: readonly PendingOperation[];
}

/** Exports the state of a stack, secrets encrypted, by the given runner of CLI commands. */
export async function stateOf({ run }: { readonly run: (...args: string[]) => Promise<string> }): Promise<State> {
  const { deployment } = JSON.parse(await run("stack", "export")) as {
    readonly deployment: { readonly resources?: readonly StateResource[]; readonly pending_operations?: readonly PendingOperation[] };
  };
  return { resources: deployment.resources ?? [], pending: deployment.pending_operations ?? [] };
}

/** URNs of what the program tells Pulumi to leave in Azure: vaults, their keys and secrets. */
export function retained({ resources }: State): readonly string[] {
  return resources
    .filter(({ custom, retainOnDelete }) => custom && retainOnDelete === true)
    .map(({ urn }) => urn)
    .sort();
}

/**
 * What stands in Azure or a cluster and not in the state, and the other way round.
 * @param kept URNs of what may be left in Azure after the state has let it go
 */
export function strays(cloud: SimulatedCloud, { resources }: State, kept: readonly string[] = []): readonly string[] {
  const known = new Set(resources.filter(isServed).map(placeOf));
  const standing = new Set(cloud.resources.map(placeOf));
  const mayStay = new Set(cloud.resources.filter(({ urn }) => kept.includes(urn)).map(placeOf));
  return [
    ...[...standing].filter((place) => !known.has(place) && !mayStay.has(place)).map((place) => `only in the cloud: ${place}`),
    ...[...known].filter((place) => !standing.has(place)).map((place) => `only in the state: ${place}`),
  ];
}

/** Whether the simulated cloud answers for the resource: not for providers and dynamic resources. */
export function isServed({ custom, type }: Pick<StateResource, "custom" | "type">): boolean {
  return custom && !/^pulumi(:|-nodejs:)/.test(type);
}

const placeOf = ({ urn, id = "" }: Pick<StateResource, "urn" | "id">): string => `${urn} ${id}`;
