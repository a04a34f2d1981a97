import * as token from "../facts/tokens";
import { namesOption } from "../reading/pods";
import type { Option, Rule } from "../rule";
import { BACKEND_TLS_TYPES, checkBackendTls, PLAIN_BACKENDS } from "./backendTls";
import { checkCertificateSource, checkNoStagingIssuer, DEFAULT_CERTIFICATE, STAGING_ISSUERS } from "./certificates";
import { TERMINATED_ELSEWHERE } from "./ingressClass";
import { checkPlainListeners, PLAIN_LISTENER_TYPES } from "./plainListeners";
import { checkPlainServers } from "./plainServers";
import { checkRedirect } from "./redirect";
import { checkTls } from "./tls";
import { checkTlsVersions } from "./tlsVersions";

const INGRESS = "https://kubernetes.io/docs/concepts/services-networking/ingress/#tls";
const NGINX = "https://github.com/kubernetes/ingress-nginx/blob/main/docs/user-guide";
const ENCRYPTION = { "MCSB v1": ["DP-3"] };

const terminatedElsewhere: Readonly<Record<string, Option>> = {
  [TERMINATED_ELSEWHERE]: namesOption(
    "Ingress classes, and Gateways of Istio and Gateway API or their ListenerSets as `namespace/name`, whose TLS ends at a load balancer in " +
      "front of them, which alone can reach them.",
  ),
};

/** Controls for the encryption of requests that enter a cluster. */
export const rules: readonly Rule[] = [
  {
    id: "ING-01",
    name: "ingress-tls",
    title: "Every ingress host has TLS",
    why: "Without TLS everyone on the network path can read and change requests, with their tokens and passwords.",
    fix: "Add the host to spec.tls with the Secret of its certificate.",
    severity: "high",
    enforcement: "mandatory",
    url: INGRESS,
    frameworks: ENCRYPTION,
    options: terminatedElsewhere,
    reads: [token.INGRESS],
    perCluster: true,
    checkStack: checkTls,
  },
  {
    id: "ING-02",
    name: "ingress-ssl-redirect",
    title: "HTTP is redirected",
    why: "A client that starts with HTTP stays there: its first request and every later one are readable on the network path.",
    fix:
      'Remove the annotation ssl-redirect, or set it to "true"; in an Istio Gateway set tls.httpsRedirect; attach routes of Gateway API to ' +
      "listeners with TLS.",
    severity: "medium",
    enforcement: "mandatory",
    url: `${NGINX}/nginx-configuration/annotations.md#server-side-https-enforcement-through-redirect`,
    frameworks: ENCRYPTION,
    options: terminatedElsewhere,
    types: [token.INGRESS, token.ISTIO_GATEWAY],
    remedy: { "nginx.ingress.kubernetes.io/ssl-redirect": "true", "nginx.ingress.kubernetes.io/force-ssl-redirect": "true" },
    check: (resource, context) => (resource.type === token.INGRESS ? checkRedirect : checkPlainServers)(resource, context),
    reads: PLAIN_LISTENER_TYPES,
    perCluster: true,
    checkStack: checkPlainListeners,
  },
  {
    id: "ING-03",
    name: "ingress-tls-versions",
    title: "Only TLS 1.2/1.3 and no weak ciphers",
    why: "Older versions and weak suites have known attacks, and an attacker can downgrade a connection to the weakest that is allowed.",
    fix: "Remove the setting: the controllers' defaults are TLS 1.2 and 1.3 with current suites.",
    severity: "medium",
    enforcement: "mandatory",
    url: `${NGINX}/tls.md#default-tls-version-and-ciphers`,
    types: [token.INGRESS, token.CONFIG_MAP, token.ISTIO_GATEWAY],
    check: checkTlsVersions,
  },
  {
    id: "ING-04",
    name: "ingress-certificate-issuer",
    title: "Certificates come from cert-manager (cluster-issuer) or a named Secret",
    why: "Without a Secret the controller uses its default certificate, which clients do not trust unless someone replaced it.",
    fix: "Set secretName in every entry of spec.tls; cert-manager also needs it.",
    severity: "low",
    enforcement: "advisory",
    url: INGRESS,
    options: { [DEFAULT_CERTIFICATE]: namesOption("Ingress classes whose controller has a trusted default certificate.") },
    types: [token.INGRESS],
    check: checkCertificateSource,
  },
  {
    id: "ING-05",
    name: "ingress-no-staging-issuer",
    title: "No staging issuer in production",
    why: "No client trusts certificates of a staging authority, so clients fail, or learn to ignore the warning.",
    fix: "Use the issuer's production server, such as https://acme-v02.api.letsencrypt.org/directory.",
    severity: "medium",
    enforcement: "mandatory",
    nonProduction: "advisory",
    url: "https://learn.microsoft.com/azure/application-gateway/ingress-controller-letsencrypt-certificate-application-gateway",
    options: {
      [STAGING_ISSUERS]: namesOption("Issuers of a staging authority that may exist for tests, by name; using one is still a violation."),
    },
    types: [token.INGRESS, token.GATEWAY, token.CERTIFICATE, token.ISSUER, token.CLUSTER_ISSUER],
    check: checkNoStagingIssuer,
  },
  {
    id: "ING-12",
    name: "ingress-backend-tls",
    title: "Gateways connect to workloads by TLS and verify them",
    why: "Between gateway and pod requests cross nodes and the network: whoever reads there gets the tokens that TLS protects up to the gateway.",
    fix: "Give the pods a certificate and let the gateway verify it, use a mesh, or list the Service in plainBackends.",
    severity: "medium",
    enforcement: "advisory",
    url: "https://istio.io/latest/docs/reference/config/networking/destination-rule/#ClientTLSSettings",
    frameworks: ENCRYPTION,
    options: { [PLAIN_BACKENDS]: namesOption("Services that may receive requests without encryption, as namespace/name.") },
    reads: BACKEND_TLS_TYPES,
    perCluster: true,
    checkStack: checkBackendTls,
  },
];
