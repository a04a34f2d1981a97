import { namesOption } from "../reading/pods";
import type { Option } from "../rule";

/** Option that lists the roles of components that a control does not evaluate. */
export const COMPONENT_ROLES = "componentRoles";

const CERT_MANAGER_INJECTOR = "*cert-manager-cainjector";
const CERT_MANAGER_CHALLENGES = "*cert-manager-controller-challenges";
const TRUST_MANAGER = "trust-manager";
const EXTERNAL_SECRETS = "*external-secrets-controller";
const NGINX_ADMISSION = "*ingress-nginx-admission";
const PROMETHEUS_OPERATOR = "*prometheus*-operator";
/** Its chart adds the mesh's revision and namespace to the names. */
const ISTIOD = "istiod-clusterrole*";
const ISTIO_READER = "istio-reader-clusterrole*";

/**
 * Roles of components that run for the whole cluster and cannot work without the right that a control refuses, by control. Names are
 * those of the components' charts, which begin with the name of the release (templates of cert-manager v1.21, trust-manager v0.25,
 * external-secrets, ingress-nginx, kube-prometheus-stack, kube-state-metrics, secrets-store-csi-driver and istiod, 2026-11).
 */
const DEFAULTS = {
  wildcards: [PROMETHEUS_OPERATOR, ISTIOD, ISTIO_READER],
  secrets: [
    CERT_MANAGER_INJECTOR,
    "*cert-manager-controller-*",
    EXTERNAL_SECRETS,
    "*external-secrets-cert-controller",
    "*ingress-nginx",
    NGINX_ADMISSION,
    PROMETHEUS_OPERATOR,
    "*kube-state-metrics",
    "secretprovidersyncing-role",
    "secretproviderrotation-role",
    "istiod",
    "istiod-*",
    ISTIO_READER,
    TRUST_MANAGER,
  ],
  pods: [CERT_MANAGER_CHALLENGES],
  escalation: [EXTERNAL_SECRETS, "secretprovidertokenrequest-role"],
  clusterControl: [CERT_MANAGER_INJECTOR, NGINX_ADMISSION, ISTIOD, ISTIO_READER],
  traffic: [CERT_MANAGER_CHALLENGES, PROMETHEUS_OPERATOR],
} as const;

export type ComponentNeed = keyof typeof DEFAULTS;

export function componentRolesOption(need: ComponentNeed): Readonly<Record<string, Option>> {
  const description =
    "Names of roles that are not evaluated, * matches any characters: those of components that cannot work without this right.";
  return { [COMPONENT_ROLES]: namesOption(description, ...DEFAULTS[need]) };
}
