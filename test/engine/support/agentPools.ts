import { isDeepStrictEqual } from "node:util";
import { isRecord, type Properties, plainProperties } from "../../../offline/wire";

type Profiles = readonly Properties[];

interface Resource {
  readonly id: string;
  readonly inputs: Properties;
  readonly state: Properties;
}

const CLUSTER = /\/managedclusters\/[^/]+$/i;
const POOL = /^(.*\/managedclusters\/[^/]+)\/agentpools\/[^/]+$/i;

export const isCluster = ({ id }: Pick<Resource, "id">): boolean => CLUSTER.test(id);

/**
 * A cluster as AKS returns it: `agentPoolProfiles` contains every pool, by name, those included that were created as resources of
 * their own (pulumi-azure-native#1298).
 */
export function withAgentPools<T extends Resource>(cluster: T, existing: Iterable<Resource>): T {
  const pools = childPools(cluster, existing);
  const names = new Set(pools.map(({ name }) => name));
  const own = profilesOf(cluster.inputs).filter(({ name }) => !names.has(name));
  const all = [...own.filter(isInline), ...pools].sort(({ name: one }, { name: other }) => (`${one}` < `${other}` ? -1 : 1));
  return { ...cluster, state: { ...cluster.state, agentPoolProfiles: all } };
}

/** @throws Error if an update of the cluster adds a pool, which AKS rejects (pulumi-azure-native#2719) */
export function checkAgentPools(cluster: Resource, before: Resource, existing: Iterable<Resource>): void {
  const present = profilesOf(withAgentPools(before, existing).state).map(({ name }) => name);
  const added = profilesOf(cluster.inputs).find(({ name }) => !present.includes(name));
  if (added !== undefined) throw new Error(`Code="BadRequest": A new agent pool was introduced: '${added.name}'`);
}

/**
 * The `agentPoolProfiles` that azure-native records as input in a refresh: the old inputs, with what differs between the outputs in the state and the new ones
 * (`Read` and `applyDiff` in provider/pkg/provider). Without a difference the inputs stay as they are.
 */
export function refreshedProfiles(inputs: Properties, olds: Properties, news: Properties): Properties {
  const [before, after, recorded] = [profilesOf(olds), profilesOf(news), profilesOf(inputs)];
  if (isDeepStrictEqual(before, after)) return { agentPoolProfiles: recorded };
  return { agentPoolProfiles: after.map((profile, index) => merge(recorded[index], before[index], profile)) };
}

/** Copies into the recorded value what differs between old and new output. */
function merge(recorded: unknown, before: unknown, after: unknown): unknown {
  if (!isRecord(recorded) || !isRecord(before) || !isRecord(after)) return after;
  const changed = Object.keys(after).filter((key) => !isDeepStrictEqual(before[key], after[key]));
  const kept = Object.entries(recorded).filter(([key]) => key in after || !(key in before));
  return { ...Object.fromEntries(kept), ...Object.fromEntries(changed.map((key) => [key, merge(recorded[key], before[key], after[key])])) };
}

function childPools(cluster: Resource, existing: Iterable<Resource>): Profiles {
  const parent = cluster.id.toLowerCase();
  const children = [...existing].filter(({ id }) => POOL.exec(id)?.[1]?.toLowerCase() === parent);
  return children.map(({ id, inputs }) => {
    const { resourceGroupName: _group, resourceName: _cluster, agentPoolName: _name, ...profile } = plainProperties(inputs);
    return { ...profile, name: id.split("/").at(-1) };
  });
}

/** User pools are created as resources of their own: such a profile in a request is what AKS returned before, and the pool is gone. */
function isInline({ mode }: Properties): boolean {
  return mode === "System";
}

function profilesOf({ agentPoolProfiles }: Properties): Profiles {
  return Array.isArray(agentPoolProfiles) ? agentPoolProfiles.map((profile) => plainProperties(profile as Properties)) : [];
}
