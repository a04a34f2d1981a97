import type { Fault } from "../fault";
import type { ConfigKey, PlatformConfig } from "../schema";

export interface CheckContext {
  /** Names, never values, of the secrets in `hardened-aks:secrets`. */
  readonly secretNames: readonly string[];
}

/** A rule that spans several settings. It runs as soon as the keys it needs are well formed by themselves. */
export interface Check<K extends ConfigKey = ConfigKey> {
  readonly needs: readonly K[];
  readonly faults: (config: Pick<PlatformConfig, K>, context: CheckContext) => readonly Fault[];
  /** Whether what it finds is true as well where malformed members of `workloads` and `tags` are left out. */
  readonly ofMembers: boolean;
}

/** Keeps the keys of a check's config in step with what it says it needs. */
export function check<K extends ConfigKey>(
  needs: readonly K[],
  faults: (config: Pick<PlatformConfig, K>, context: CheckContext) => readonly Fault[],
): Check<K> {
  return { needs, faults, ofMembers: false };
}

/** A check that what is missing cannot mislead: it judges members by themselves, or finds that there are too many. */
export function checkMembers<K extends ConfigKey>(needs: Check<K>["needs"], faults: Check<K>["faults"]): Check<K> {
  return { needs, faults, ofMembers: true };
}

/** A fault where the condition holds. */
export function faultIf(condition: boolean, path: string, given: unknown, allowed: string): readonly Fault[] {
  if (!condition) return [];
  return [given === undefined ? { path, allowed } : { path, given, allowed }];
}

/** Positions of entries that an earlier entry equals. */
export function repeated(values: readonly string[]): readonly number[] {
  return values.flatMap((value, index) => (values.indexOf(value) < index ? [index] : []));
}
