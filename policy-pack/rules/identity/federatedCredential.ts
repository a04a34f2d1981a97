import { APPLICATION_AUDIENCE, TOKEN_EXCHANGE_AUDIENCE, TOKEN_EXCHANGE_AUDIENCES } from "../facts/entra";
import { ENTRA_APPLICATION_FEDERATED_CREDENTIAL } from "../facts/tokens";
import { elements, isMissing, isUnknown, type Value } from "../reading/values";
import type { CheckResults, Outcome, RuleResource } from "../rule";

const CLUSTER_ISSUER = /^https?:\/\/[^/]*\.(prod-aks|azmk8s)\.(azure\.com|azure\.us|azure\.cn|io)(\/|$)/i;
const SERVICE_ACCOUNT = /^system:serviceaccount:([a-z0-9](?:[-a-z0-9]*[a-z0-9])?):([a-z0-9](?:[-.a-z0-9]*[a-z0-9])?)$/;

export function isServiceAccount(subject: Value): boolean {
  return typeof subject === "string" && subject.startsWith("system:serviceaccount:");
}

/**
 * Compliant: the issuer is an https address; and if the issuer is a cluster, the subject is one service account, not `default`, and
 * the only audience is Entra's token exchange, for an application also with a path that sets its tokens apart. Other issuers
 * (pipelines, other clouds) have other subjects and audiences.
 */
export function checkFederatedCredential({ type, props }: RuleResource): Outcome {
  const { issuer, subject, audiences } = props;
  const fromCluster = isServiceAccount(subject) || (typeof issuer === "string" && CLUSTER_ISSUER.test(issuer));
  // A computed issuer is usually a cluster's: without a subject that shows it, only the known value can.
  const undecided = !fromCluster && isUnknown(issuer) ? [{ unknown: isUnknown(subject) ? "subject" : "issuer" }] : [];
  return [...checkIssuer(issuer), ...(fromCluster ? [...checkSubject(subject), ...checkAudiences(audiences, type)] : undecided)];
}

/**
 * A cluster's issuer is a field of an output that a first preview shows without its computed fields: programs then pass undefined or
 * an empty string. Azure rejects both, so they are treated as not known yet.
 */
function checkIssuer(issuer: Value): CheckResults {
  if (isMissing(issuer) || issuer === "") return [{ unknown: "issuer" }];
  // The issuer URL of a cluster that is yet to be created is https: Azure assigns no other.
  if (isUnknown(issuer) || (typeof issuer === "string" && /^https:\/\/[^/\s]+/i.test(issuer))) return [];
  return [{ path: "issuer", found: issuer, expected: "the https address of an OIDC issuer" }];
}

function checkSubject(subject: Value): CheckResults {
  if (isUnknown(subject)) return [{ unknown: "subject" }];
  const [, , account] = SERVICE_ACCOUNT.exec(typeof subject === "string" ? subject : "") ?? [];
  if (account !== undefined && account !== "default") return [];
  const expected = "system:serviceaccount:<namespace>:<service account of the workload, not default>";
  return [{ path: "subject", found: subject, expected }];
}

function checkAudiences(audiences: Value, type: string): CheckResults {
  const expected = TOKEN_EXCHANGE_AUDIENCE;
  if (isUnknown(audiences)) return [{ unknown: "audiences" }];
  if (isMissing(audiences) || elements(audiences).length === 0) return [{ path: "audiences", found: audiences, expected }];
  return elements(audiences).flatMap((audience, index): CheckResults => {
    const path = `audiences[${index}]`;
    if (isUnknown(audience)) return [{ unknown: path }];
    return isAllowed(audience, type) ? [] : [{ path, found: audience, expected }];
  });
}

function isAllowed(audience: Value, type: string): boolean {
  if (TOKEN_EXCHANGE_AUDIENCES.some((one) => one === audience)) return true;
  return type === ENTRA_APPLICATION_FEDERATED_CREDENTIAL && typeof audience === "string" && APPLICATION_AUDIENCE.test(audience);
}
