import type { Fault } from "../fault";
import type { PlatformConfig } from "../schema";
import { addressChecks } from "./addresses";
import type { Check, CheckContext } from "./check";
import { clusterChecks } from "./cluster";
import { edgeChecks } from "./edge";
import { listChecks } from "./lists";
import { sidecarChecks } from "./sidecar";
import { vaultSecretChecks } from "./vaultSecrets";
import { workloadChecks } from "./workloads";

// Each check names the keys it takes, so it is sound to hand it any config that has them.
const CHECKS = [
  ...addressChecks,
  ...clusterChecks,
  ...edgeChecks,
  ...listChecks,
  ...workloadChecks,
  ...sidecarChecks,
  ...vaultSecretChecks,
] as readonly Check[];

/** Rules that span several settings, over whatever of the configuration is well formed. */
export function checkTogether(config: Partial<PlatformConfig>, context: CheckContext): readonly Fault[] {
  return CHECKS.filter(({ needs }) => needs.every((key) => key in config)).flatMap(({ faults }) =>
    faults(config as PlatformConfig, context),
  );
}
