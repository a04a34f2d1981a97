import { TOKEN_EXCHANGE_AUDIENCE, TOKEN_EXCHANGE_AUDIENCES } from "../facts/entra";
import { elements, isMissing, isUnknown, type Value } from "../reading/values";
import type { CheckResults, Outcome, RuleResource } from "../rule";

const CLUSTER_ISSUER = /^https?:\/\/[^/]*\.(prod-aks|azmk8s)\.(azure\.com|azure\.us|azure\.cn|io)(\/|$)/i;
const SERVICE_ACCOUNT = /^system:serviceaccount:([a-z0-9](?:[-a-z0-9]*[a-z0-9])?):([a-z0-9](?:[-.a-z0-9]*[a-z0-9])?)$/;

export function isServiceAccount(subject: Value): boolean {
  return typeof subject === "string" && subject.startsWith("system:serviceaccount:");
}

/**
 * Compliant: the issuer is an https address; and where it is a cluster, the subject is one service account, not `default`, and
 * the only audience is Entra's token exchange. Other issuers (pipelines, other clouds) have subjects and audiences of their own.
 */
export function checkFederatedCredential({ props }: RuleResource): Outcome {
  const { issuer, subject, audiences } = props;
  const fromCluster = isServiceAccount(subject) || (typeof issuer === "string" && CLUSTER_ISSUER.test(issuer));
  // A computed issuer is a cluster's as a rule: without a subject that says so, only the value itself can tell.
  const open = !fromCluster && isUnknown(issuer) ? [{ unknown: isUnknown(subject) ? "subject" : "issuer" }] : [];
  return [...judgeIssuer(issuer), ...(fromCluster ? [...judgeSubject(subject), ...judgeAudiences(audiences)] : open)];
}

/**
 * A cluster's issuer is a field inside an output that a first preview shows without its computed fields: programs then hand over
 * nothing, or an empty text. Azure refuses both, so they are taken for not known yet.
 */
function judgeIssuer(issuer: Value): CheckResults {
  if (isMissing(issuer) || issuer === "") return [{ unknown: "issuer" }];
  // An issuer that a cluster has yet to be given is https: Azure hands out no other.
  if (isUnknown(issuer) || (typeof issuer === "string" && /^https:\/\/[^/\s]+/i.test(issuer))) return [];
  return [{ path: "issuer", found: issuer, expected: "the https address of an OIDC issuer" }];
}

function judgeSubject(subject: Value): CheckResults {
  if (isUnknown(subject)) return [{ unknown: "subject" }];
  const [, , account] = SERVICE_ACCOUNT.exec(typeof subject === "string" ? subject : "") ?? [];
  if (account !== undefined && account !== "default") return [];
  const expected = "system:serviceaccount:<namespace>:<service account of the workload, not default>";
  return [{ path: "subject", found: subject, expected }];
}

function judgeAudiences(audiences: Value): CheckResults {
  const expected = TOKEN_EXCHANGE_AUDIENCE;
  if (isUnknown(audiences)) return [{ unknown: "audiences" }];
  if (isMissing(audiences) || elements(audiences).length === 0) return [{ path: "audiences", found: audiences, expected }];
  return elements(audiences).flatMap((audience, index): CheckResults => {
    const path = `audiences[${index}]`;
    if (isUnknown(audience)) return [{ unknown: path }];
    return TOKEN_EXCHANGE_AUDIENCES.some((one) => one === audience) ? [] : [{ path, found: audience, expected }];
  });
}
