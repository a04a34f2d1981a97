import type { Fault } from "../fault";
import type { PemNames } from "../pem";
import type { ConfigKey, PlatformConfig } from "../schema";

/** Input of the checks that is not part of the configuration schema. */
export interface CheckContext {
  /** Names of the secrets in `hardened-aks:secrets`, never their values. */
  readonly secretNames: readonly string[];
  /** Those of them whose values are base64url without padding. */
  readonly base64urlNames: readonly string[];
  /** Those of them whose values are certificates or private keys. */
  readonly pem: PemNames;
  /** Time of the deployment, which dates are compared with. */
  readonly now: Date;
}

/** A rule about several settings. It is evaluated when each of its keys is well formed. */
export interface Check<K extends ConfigKey = ConfigKey> {
  /** Top-level keys of the configuration that the check reads. */
  readonly keys: readonly K[];
  /** Evaluates the rule; no fault means that it is met. */
  readonly findFaults: (config: Pick<PlatformConfig, K>, context: CheckContext) => readonly Fault[];
  /** Whether its faults are also correct when malformed members of `workloads` and `tags` are left out. */
  readonly acceptsPartialRecords: boolean;
}

/** Creates a check whose configuration type contains exactly the keys that it declares. */
export function check<K extends ConfigKey>(
  keys: readonly K[],
  findFaults: (config: Pick<PlatformConfig, K>, context: CheckContext) => readonly Fault[],
): Check<K> {
  return { keys, findFaults, acceptsPartialRecords: false };
}

/** Creates a check that accepts incomplete records: it evaluates each member separately, or finds too many of them. */
export function checkMembers<K extends ConfigKey>(keys: Check<K>["keys"], findFaults: Check<K>["findFaults"]): Check<K> {
  return { keys, findFaults, acceptsPartialRecords: true };
}

/** Returns a fault if the condition holds. A message that takes time to compose is a function, called for a fault only. */
export function faultIf(condition: boolean, path: string, actual: unknown, message: string | (() => string)): readonly Fault[] {
  if (!condition) return [];
  const allowed = typeof message === "string" ? message : message();
  return [actual === undefined ? { path, allowed } : { path, actual, allowed }];
}

/** Returns the indexes of entries that are equal to an earlier entry. */
export function duplicateIndexes(values: readonly string[]): readonly number[] {
  return values.flatMap((value, index) => (values.indexOf(value) < index ? [index] : []));
}
