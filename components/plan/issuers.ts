import type { IngressConfig } from "../config/schema";

/** Names of the program's own ClusterIssuers. */
export const OWN_ISSUERS = {
  /** Public certificates, by an ACME server. */
  acme: "acme",
  /** Certificates for traffic inside the cluster. */
  internal: "internal",
  /** Certificate of the authority that `internal` signs with. */
  bootstrap: "internal-bootstrap",
} as const;

/** What issues the certificates of the origin host names. */
export type OriginIssuer =
  | {
      /** The program's own ClusterIssuer, which answers DNS-01 challenges of an ACME server. */
      readonly type: "acme";
      /** E-mail address of the ACME account. */
      readonly email: string;
      /** Directory URL of the ACME server. */
      readonly server: string;
    }
  | {
      /** A ClusterIssuer that the user creates. */
      readonly type: "existing";
      /** Its name. */
      readonly name: string;
    };

/** Returns the issuer; the checks of the configuration require the e-mail address of an account. */
export function planOriginIssuer({ issuer, acmeEmail = "", acmeServer }: IngressConfig): OriginIssuer {
  if (issuer !== undefined) return { type: "existing", name: issuer };
  return { type: "acme", email: acmeEmail, server: acmeServer };
}
