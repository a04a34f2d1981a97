import { z } from "zod";
import { confidential, vaultObjectName } from "./primitives";

const keyId = z
  .string()
  .regex(/^[\x21-\x7e]{1,256}$/, { error: "1 to 256 printable characters without spaces" })
  .describe("Key identifier of the binding, as the server's operator shows it: 1 to 256 printable characters without spaces.")
  .register(confidential, { hidden: true });

const secret = vaultObjectName.describe(
  "Name in hardened-aks:secrets whose value is the HMAC key of the binding, in base64url without padding, as operators show it.",
);

/** External account binding of an ACME account (RFC 8555, section 7.3.4). */
const acmeAccount = z.strictObject({ keyId, secret });

/** Every cluster registers an account of its own, so a binding that the server accepts once fits one stamp. */
export const sharedAcmeAccount = acmeAccount.describe(
  "External account binding, which ties the ACME account of each stamp without stamps[].acmeAccount to an account with the server's " +
    "operator; for servers that require it and accept a binding several times, such as ZeroSSL's. Default: none; Let's Encrypt has no such " +
    "accounts.",
);

export const stampAcmeAccount = acmeAccount.describe(
  "External account binding of this stamp's ACME account, which only its key vault stores; for servers that accept a binding once, such " +
    "as Google Trust Services'. It replaces ingress.acmeAccount. Default: none; ingress.acmeAccount applies.",
);

export type AcmeAccountConfig = z.infer<typeof acmeAccount>;
