import type { IngressConfig, WorkloadConfig } from "../config/schema";
import { callersOf } from "./calls";

type Workloads = Readonly<Record<string, WorkloadConfig>>;

/** Whether gateway and callers connect to a workload by TLS: the application terminates TLS with a certificate of the cluster's authority. */
export function terminatesTls(workloads: Workloads, name: string, { backendTls }: Pick<IngressConfig, "backendTls">): boolean {
  const { ingress, plainHttp } = workloads[name] ?? {};
  const isReached = ingress !== undefined || callersOf(workloads, name).length > 0;
  return isReached && backendTls && plainHttp === undefined;
}
