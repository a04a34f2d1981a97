import type { PlatformConfig, WorkloadConfig } from "../config/schema";

/** Data services that at least one workload uses. Others are not created. */
export interface UsedServices {
  readonly postgres: boolean;
  readonly storage: boolean;
  readonly eventHubs: boolean;
}

/** Determines which data services the workloads use. */
export function planServices({ workloads }: PlatformConfig): UsedServices {
  const isUsed = (service: (workload: WorkloadConfig) => unknown) =>
    Object.values(workloads).some((workload) => service(workload) !== undefined);
  return {
    postgres: isUsed(({ uses }) => uses.database),
    storage: isUsed(({ uses }) => uses.blob),
    eventHubs: isUsed(({ uses }) => uses.eventHub),
  };
}
