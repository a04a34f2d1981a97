import type { PlatformConfig, WorkloadConfig } from "../config/schema";

/** Which data services some workload uses: only those are built. */
export interface UsedServices {
  readonly postgres: boolean;
  readonly storage: boolean;
  readonly eventHubs: boolean;
}

export function planServices({ workloads }: PlatformConfig): UsedServices {
  const some = (uses: (workload: WorkloadConfig) => unknown) => Object.values(workloads).some((workload) => uses(workload) !== undefined);
  return {
    postgres: some(({ uses }) => uses.database),
    storage: some(({ uses }) => uses.blob),
    eventHubs: some(({ uses }) => uses.eventHub),
  };
}
