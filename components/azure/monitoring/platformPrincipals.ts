import { SYSTEM_NAMESPACES } from "../../../policy-pack/rules/facts/namespaces";

/**
 * Users that AKS and Kubernetes themselves act as: the resource provider and the problem detector of AKS, and the components of the
 * control plane. `masterclient`, the user of a local administrator's certificate, is not one of them, and neither is
 * `system:anonymous`.
 */
const USERS = ["aksService", "aksProblemDetector", "system:apiserver", "system:kube-controller-manager", "system:kube-scheduler"];

/** Nodes, and the service accounts of the namespaces that AKS manages: controllers and add-ons. Not those of workloads. */
const PATTERN = `^system:(node:|serviceaccount:(${SYSTEM_NAMESPACES.join("|")}):)`;

/** KQL: whether the column holds the user name of AKS or Kubernetes itself, whose requests are expected. */
export function isPlatformPrincipal(column: string): string {
  return `(${column} in (${USERS.map((user) => `"${user}"`).join(", ")}) or ${column} matches regex @"${PATTERN}")`;
}
