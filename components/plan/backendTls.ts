import type { PlatformConfig } from "../config/schema";
import { callersOf } from "./calls";
import { isInMesh } from "./mesh";

/**
 * Whether gateway and callers connect to a workload by TLS that its application terminates, with a certificate of the cluster's authority.
 * In the mesh the proxies encrypt.
 */
export function terminatesTls(
  { workloads, ingress: { backendTls }, serviceMesh }: Pick<PlatformConfig, "workloads" | "ingress" | "serviceMesh">,
  name: string,
): boolean {
  const workload = workloads[name];
  if (workload === undefined || isInMesh(workload, serviceMesh)) return false;
  const isReached = workload.ingress !== undefined || callersOf(workloads, name).length > 0;
  return isReached && backendTls && workload.plainHttp === undefined;
}
