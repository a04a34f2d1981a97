import type { PlatformConfig, WorkloadConfig } from "../config/schema";

/**
 * Whether a workload's pods get Istio's proxy. One with the auth sidecar does not: the proxy delivers requests to ports that no Service
 * names from a loopback address, and the sidecar would take each remote caller for the application in its own pod (istio/istio#29603).
 */
export function isInMesh(
  { sidecar, outsideMesh }: Pick<WorkloadConfig, "sidecar" | "outsideMesh">,
  { mode }: PlatformConfig["serviceMesh"],
): boolean {
  return mode === "strict" && sidecar === undefined && outsideMesh === undefined;
}
