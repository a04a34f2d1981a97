import type { Fault } from "../fault";
import type { PlatformConfig } from "../schema";
import type { ShapeResult } from "../shape";
import { acmeAccountChecks } from "./acmeAccounts";
import { addressChecks } from "./addresses";
import { callChecks } from "./calls";
import type { Check, CheckContext } from "./check";
import { clusterChecks } from "./cluster";
import { edgeChecks } from "./edge";
import { listChecks } from "./lists";
import { meshChecks } from "./mesh";
import { meshAuthorityChecks } from "./meshAuthority";
import { postgresChecks } from "./postgres";
import { regionChecks } from "./regions";
import { sidecarChecks } from "./sidecar";
import { vaultSecretChecks } from "./vaultSecrets";
import { vmSizeChecks } from "./vmSizes";
import { wafChecks } from "./waf";
import { workloadChecks } from "./workloads";

// Each check declares the keys that it reads, so any configuration that has them is a valid argument.
const CHECKS = [
  ...addressChecks,
  ...regionChecks,
  ...clusterChecks,
  ...vmSizeChecks,
  ...postgresChecks,
  ...edgeChecks,
  ...acmeAccountChecks,
  ...wafChecks,
  ...listChecks,
  ...workloadChecks,
  ...callChecks,
  ...meshChecks,
  ...meshAuthorityChecks,
  ...sidecarChecks,
  ...vaultSecretChecks,
] as readonly Check[];

/** Evaluates the rules about several settings on the well-formed part of the configuration. */
export function checkAcrossKeys({ config, partialRecords }: Omit<ShapeResult, "faults">, context: CheckContext): readonly Fault[] {
  const withPartialRecords = { ...config, ...partialRecords };
  return CHECKS.flatMap(({ keys, findFaults, acceptsPartialRecords }) => {
    const wellFormed = acceptsPartialRecords ? withPartialRecords : config;
    return keys.every((key) => key in wellFormed) ? findFaults(wellFormed as PlatformConfig, context) : [];
  });
}
