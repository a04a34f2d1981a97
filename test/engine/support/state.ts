import type { SimulatedCloud } from "./simulatedCloud";

/** A resource in an exported stack (`deployment.resources`). */
export interface StateResource {
  readonly urn: string;
  readonly type: string;
  /** Whether a provider manages it: false for component resources. */
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

/** An operation that was in progress when the state was last written (`deployment.pending_operations`). */
export interface PendingOperation {
  /** `creating`, `updating`, `deleting`. */
  readonly type: string;
  readonly resource: StateResource;
}

export interface State {
  readonly resources: readonly StateResource[];
  readonly pendingOperations: readonly PendingOperation[];
}

/** Exports the state of a stack with secrets encrypted. */
export async function exportState({ run }: { readonly run: (...args: string[]) => Promise<string> }): Promise<State> {
  const { deployment } = JSON.parse(await run("stack", "export")) as {
    readonly deployment: { readonly resources?: readonly StateResource[]; readonly pending_operations?: readonly PendingOperation[] };
  };
  return { resources: deployment.resources ?? [], pendingOperations: deployment.pending_operations ?? [] };
}

/** URNs of resources with the option `retainOnDelete`, which stay in Azure: vaults, their keys and secrets. */
export function retainedUrns({ resources }: State): readonly string[] {
  return resources
    .filter(({ custom, retainOnDelete }) => custom && retainOnDelete === true)
    .map(({ urn }) => urn)
    .sort();
}

/**
 * Resources that exist in the simulated cloud but not in the state, and the reverse.
 * @param retained URNs of resources that may remain in Azure after they are removed from the state
 */
export function findDrift(cloud: SimulatedCloud, { resources }: State, retained: readonly string[] = []): readonly string[] {
  const inState = new Set(resources.filter(isSimulated).map(resourceKey));
  const inCloud = new Set(cloud.resources.map(resourceKey));
  const allowed = new Set(cloud.resources.filter(({ urn }) => retained.includes(urn)).map(resourceKey));
  return [
    ...[...inCloud].filter((key) => !inState.has(key) && !allowed.has(key)).map((key) => `only in the cloud: ${key}`),
    ...[...inState].filter((key) => !inCloud.has(key)).map((key) => `only in the state: ${key}`),
  ];
}

/** Whether a simulated provider manages the resource: false for provider resources, dynamic resources and components. */
export function isSimulated({ custom, type }: Pick<StateResource, "custom" | "type">): boolean {
  return custom && !/^pulumi(:|-nodejs:)/.test(type);
}

const resourceKey = ({ urn, id = "" }: Pick<StateResource, "urn" | "id">): string => `${urn} ${id}`;
