import type { ClusterConfig } from "../config/schema";
import { findVmSize, parseVmSize } from "./azure/vmSize";

/** A setting of the system pool that AKS does not support. */
export interface Shortcoming {
  /** Key of the pool. */
  readonly key: "vmSize" | "minCount";
  readonly actual: unknown;
  /** What AKS supports, as the object of that sentence. */
  readonly required: string;
}

const MIN_VCPUS = 4;
const MIN_NODES = 2;

/** Compares the system pool with AKS's requirements (Microsoft Learn: manage system node pools in AKS, 2026-04-30). */
export function systemPoolShortcomings({ vmSize, minCount }: ClusterConfig["systemPool"]): readonly Shortcoming[] {
  const name = parseVmSize(vmSize);
  const vcpus = findVmSize(vmSize)?.vcpus ?? name?.constrainedVcpus ?? name?.vcpus;
  return [
    ...(vcpus !== undefined && vcpus < MIN_VCPUS
      ? [{ key: "vmSize", actual: vmSize, required: `sizes with at least ${MIN_VCPUS} vCPUs for a system pool` } as const]
      : []),
    ...(name?.family === "B" ? [{ key: "vmSize", actual: vmSize, required: "no size of the B family for a system pool" } as const] : []),
    ...(minCount < MIN_NODES
      ? [{ key: "minCount", actual: minCount, required: `system pools of at least ${MIN_NODES} nodes` } as const]
      : []),
  ];
}
