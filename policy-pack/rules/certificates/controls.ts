import { CERTIFICATE, CLUSTER_ISSUER, ISSUER } from "../facts/tokens";
import type { Rule } from "../rule";
import { checkIssuerKind, ISSUER_KIND } from "./issuerKind";
import { checkRenewal, LATEST_DAYS } from "./renewal";

/** Certificates that cert-manager issues. */
export const rules: readonly Rule[] = [
  {
    id: "CERT-01",
    name: "certificate-lifetime",
    title: "Certificates renew before expiry",
    why: "A certificate that is renewed shortly before it expires leaves no time to react when the renewal fails.",
    fix: "Remove renewBefore, so that cert-manager renews after two thirds of the lifetime, or set a longer time.",
    severity: "low",
    enforcement: "advisory",
    url: "https://github.com/cert-manager/website/blob/master/content/docs/usage/certificate.md",
    frameworks: { "MCSB v1": ["DP-7"] },
    options: {
      [LATEST_DAYS]: {
        type: "integer",
        description: "Days before expiry at which a certificate has to be renewed; with a short lifetime a tenth of it is enough.",
        default: 7,
      },
    },
    types: [CERTIFICATE],
    check: checkRenewal,
  },
  {
    id: "CERT-02",
    name: "issuer-scope",
    title: "Issuer kind follows config (ClusterIssuer default)",
    why: "An organization that issues certificates centrally cannot control, or replace, issuers that each namespace declares.",
    fix: "Use the kind of issuer in the policy's configuration.",
    severity: "low",
    enforcement: "disabled",
    url: "https://github.com/cert-manager/website/blob/master/content/docs/concepts/issuer.md",
    options: {
      [ISSUER_KIND]: {
        type: "string",
        enum: ["ClusterIssuer", "Issuer"],
        description: "Kind of issuer that the organization uses: one for the cluster, or one in each namespace.",
        default: "ClusterIssuer",
      },
    },
    types: [CERTIFICATE, ISSUER, CLUSTER_ISSUER],
    check: checkIssuerKind,
  },
];
