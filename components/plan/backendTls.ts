import type { IngressConfig, WorkloadConfig } from "../config/schema";

/** Whether the gateway connects to a workload by TLS: the application terminates TLS with a certificate of the cluster's authority. */
export function terminatesTls({ ingress, plainHttp }: WorkloadConfig, { backendTls }: Pick<IngressConfig, "backendTls">): boolean {
  return ingress !== undefined && backendTls && plainHttp === undefined;
}
