import { AKS_ROOT_NAMESPACE } from "../../../policy-pack/rules/facts/namespaces";

/** The add-on's control plane (Microsoft Learn: Istio add-on) and its port for proxies (Istio: ports used by Istio). */
export const ISTIO_CONTROL_PLANE = { namespace: AKS_ROOT_NAMESPACE, ports: [15012] };

/**
 * Identity of a service account in the mesh. `cluster.local` stands for the mesh's own trust domain, whatever it is called (istio/istio:
 * trustdomain.Bundle).
 */
export function meshPrincipal(namespace: string, serviceAccount: string): string {
  return `cluster.local/ns/${namespace}/sa/${serviceAccount}`;
}
