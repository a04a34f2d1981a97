import type { Fault } from "../fault";
import type { PlatformConfig } from "../schema";
import type { Shape } from "../shape";
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
export function checkTogether({ config, rest }: Omit<Shape, "faults">, context: CheckContext): readonly Fault[] {
  const withRest = { ...config, ...rest };
  return CHECKS.flatMap(({ needs, faults, ofMembers }) => {
    const known = ofMembers ? withRest : config;
    return needs.every((key) => key in known) ? faults(known as PlatformConfig, context) : [];
  });
}
