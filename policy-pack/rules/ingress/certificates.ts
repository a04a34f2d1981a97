import { STAGING_SERVER } from "../facts/acme";
import { CERTIFICATE, CLUSTER_ISSUER, ISSUER } from "../facts/tokens";
import { checkValue, isSet } from "../reading/expect";
import { isListed, unlessListed } from "../reading/listed";
import { at, below, strings } from "../reading/pods";
import { elements, get, isMissing, isUnknown, type Located, type Value } from "../reading/values";
import { type CheckResults, NOT_APPLICABLE, type Outcome, type RuleContext, type RuleResource } from "../rule";
import { unlessClassListed } from "./ingressClass";

/** Option that lists ingress classes whose controller has a default certificate. */
export const DEFAULT_CERTIFICATE = "defaultCertificateClasses";
/** Option that lists the staging issuers that may exist beside those that are used. */
export const STAGING_ISSUERS = "stagingIssuers";

/** Annotations with which a controller gets a certificate without a Secret, or passes TLS on. */
const WITHOUT_SECRET = [
  "appgw.ingress.kubernetes.io/appgw-ssl-certificate",
  "traefik.ingress.kubernetes.io/router.tls.certresolver",
  "nginx.ingress.kubernetes.io/ssl-passthrough",
];
const ISSUER_ANNOTATIONS = ["cert-manager.io/cluster-issuer", "cert-manager.io/issuer"];
const STAGING = /staging/i;

/** Compliant: every TLS section has the Secret of its certificate; cert-manager too creates it only under a name. */
export function checkCertificateSource(ingress: RuleResource, context: RuleContext): Outcome {
  const [spec, metadata] = ["spec", "metadata"].map((path): Located => ({ path, value: ingress.props[path] }));
  if (spec === undefined || metadata === undefined || isUnknown(spec.value)) return [{ unknown: "spec" }];
  const tls = at(spec, "tls");
  if (!isUnknown(tls.value) && elements(tls.value).length === 0) return NOT_APPLICABLE;
  const sources = WITHOUT_SECRET.map((name) => at(metadata, `annotations["${name}"]`));
  if (sources.some(({ value }) => !isUnknown(value) && !isMissing(value))) return [];
  return unlessClassListed(ingress, DEFAULT_CERTIFICATE, context, () => {
    const places = below(tls, "[*].secretName").filter(({ value }) => !(ingress.isPatch === true && isMissing(value)));
    const outcome = places.flatMap((place): CheckResults => checkValue(place, isSet, context));
    const unknown = sources.find(({ value }) => isUnknown(value));
    return unknown === undefined || outcome.length === 0 ? outcome : [{ unknown: unknown.path }];
  });
}

/** Compliant: no certificate is requested from an authority for tests, which no client trusts. */
export function checkNoStagingIssuer(resource: RuleResource, context: RuleContext): Outcome {
  if (resource.type === ISSUER || resource.type === CLUSTER_ISSUER) return checkIssuer(resource, context);
  const path =
    resource.type === CERTIFICATE ? ["spec.issuerRef.name"] : ISSUER_ANNOTATIONS.map((name) => `metadata.annotations["${name}"]`);
  return path.flatMap((one) => checkStaging({ path: one, value: get(resource.props, one) }, STAGING));
}

function checkIssuer({ props }: RuleResource, context: RuleContext): Outcome {
  const server = get(props, "spec.acme.server");
  const name = get(props, "metadata.name");
  const place = isMissing(server) ? { path: "metadata.name", value: name } : { path: "spec.acme.server", value: server };
  const isAllowed = isListed(name, strings(context, STAGING_ISSUERS));
  return unlessListed(isAllowed, "metadata.name", () => checkStaging(place, isMissing(server) ? STAGING : STAGING_SERVER));
}

function checkStaging({ path, value }: { readonly path: string; readonly value: Value }, staging: RegExp): CheckResults {
  if (isUnknown(value)) return [{ unknown: path }];
  return typeof value === "string" && staging.test(value)
    ? [{ path, found: value, expected: "an issuer whose certificates clients trust" }]
    : [];
}
