import type { WorkloadConfig } from "../../config/schema";

/** Whether the application itself signs in to Azure data services, and so needs a token of its own. */
export function usesAzureData({ uses }: Pick<WorkloadConfig, "uses">): boolean {
  return uses.database !== undefined || uses.blob !== undefined || uses.eventHub !== undefined;
}

/** Subject of the tokens a workload gets: what a federated credential has to name. Workload, namespace and account share a name. */
export function serviceAccountSubject(workload: string): string {
  return `system:serviceaccount:${workload}:${workload}`;
}
