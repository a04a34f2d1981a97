import type { WorkloadConfig } from "../../config/schema";

/** Whether the application signs in to Azure data services and therefore needs the workload's token. */
export function usesAzureData({ uses }: Pick<WorkloadConfig, "uses">): boolean {
  return uses.database !== undefined || uses.blob !== undefined || uses.eventHub !== undefined;
}

/** Subject of a workload's tokens, which a federated credential must contain. Workload, namespace and account have the same name. */
export function serviceAccountSubject(workload: string): string {
  return `system:serviceaccount:${workload}:${workload}`;
}
