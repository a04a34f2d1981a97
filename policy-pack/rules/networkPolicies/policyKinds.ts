import * as token from "../facts/tokens";
import type { ResolvedNamespace } from "../reading/namespaces";
import type { Match } from "../reading/selectors";
import type { Value } from "../reading/values";
import type { Direction } from "./direction";

export const CALICO_POLICIES: readonly string[] = [
  token.CALICO_NETWORK_POLICY,
  token.CALICO_GLOBAL_NETWORK_POLICY,
  token.CALICO_STORED_NETWORK_POLICY,
  token.CALICO_STORED_GLOBAL_NETWORK_POLICY,
];

export const CLUSTER_POLICIES: readonly string[] = [
  token.CLUSTER_NETWORK_POLICY,
  token.ADMIN_NETWORK_POLICY,
  token.BASELINE_ADMIN_NETWORK_POLICY,
];

/** Kinds of policy that restrict the connections of pods. */
export const POLICY_TYPES: readonly string[] = [
  token.NETWORK_POLICY,
  token.CILIUM_NETWORK_POLICY,
  token.CILIUM_CLUSTERWIDE_NETWORK_POLICY,
  ...CALICO_POLICIES,
  ...CLUSTER_POLICIES,
];

/** One set of pods that a policy isolates. */
export interface Isolation {
  /** Namespace of the policy; `undefined` for a policy of the whole cluster. */
  readonly namespace: ResolvedNamespace | undefined;
  /** Whether the policy isolates the pods it selects in a direction, apart from what its rules allow. */
  readonly isolates: Readonly<Record<Direction, Match>>;
  /** Whether a policy of the whole cluster, or one whose namespace is not known, selects in a namespace at all. */
  readonly inNamespace: (namespace: ResolvedNamespace) => Match;
  /** Whether every pod of such a namespace is selected. */
  readonly selectsAll: (namespace: ResolvedNamespace) => Match;
  /** Whether pods with these labels in such a namespace are selected. */
  readonly selects: (labels: Value, namespace: ResolvedNamespace) => Match;
}
