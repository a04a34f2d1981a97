import type { WorkloadConfig } from "../config/schema";

type Workloads = Readonly<Record<string, Pick<WorkloadConfig, "calls">>>;

/** Names of the workloads that connect to this one, in the order of the configuration. */
export function callersOf(workloads: Workloads, name: string): readonly string[] {
  return Object.keys(workloads).filter((caller) => workloads[caller]?.calls.includes(name));
}

/** Environment variable with the address of a workload: `CATALOG_API_URL` for catalog-api. */
export function urlVariable(workload: string): string {
  return `${workload.toUpperCase().replaceAll("-", "_")}_URL`;
}
