import { createHash } from "node:crypto";
import { z } from "zod";

const base64url = z.string().regex(/^[A-Za-z0-9_-]+$/);
/** Name of an algorithm or curve. */
const registeredName = z.string().regex(/^[A-Za-z0-9-]{1,20}$/);
/** Thumbprint of a key: SHA-512 has 86 characters, SHA-256 43. */
const keyThumbprint = base64url.max(86);

/** Members of any JWK that say what the key is for, and hold no key material (RFC 7517, section 4). */
const description = {
  use: z.literal("sig").optional(),
  key_ops: z.array(z.literal("verify")).optional(),
  alg: registeredName.optional(),
  kid: z
    .string()
    .regex(/^\S{1,128}$/)
    .optional(),
  x5t: base64url.optional(),
  "x5t#S256": base64url.optional(),
};

/**
 * Public JWK: RSA, elliptic curve or Edwards curve. Members that are not listed are refused, among them those with private or symmetric
 * key material: d, p, q, dp, dq, qi, oth and k (RFC 7518, sections 6.2.2, 6.3.2 and 6.4; RFC 8037, section 2).
 */
const publicJwk = z.discriminatedUnion("kty", [
  z.strictObject({ kty: z.literal("RSA"), n: base64url, e: base64url, ...description }),
  z.strictObject({ kty: z.literal("EC"), crv: registeredName, x: base64url, y: base64url, ...description }),
  z.strictObject({ kty: z.literal("OKP"), crv: registeredName, x: base64url, ...description }),
]);

/**
 * What confirms possession of the key in a token request: the key, or its thumbprint (RFC 7800, sections 3.2 and 3.4). Beside a thumbprint,
 * Microsoft's libraries say whether the key is in software or hardware (MSAL JS: PopTokenGenerator, xms_ksl).
 */
const confirmation = z.union([
  publicJwk,
  z.strictObject({ jwk: publicJwk }),
  z.strictObject({ kid: keyThumbprint, xms_ksl: z.enum(["sw", "uhw"]).optional() }),
]);

type PublicJwk = z.infer<typeof publicJwk>;

/** Returns whether a value is the base64url form of a public JWK or of its thumbprint, and holds nothing else. */
export const isPublicKeyConfirmation = (value: string): boolean => parse(value) !== undefined;

/** Returns the thumbprint of the key in a value, which is the same for each form of one key, or undefined if there is no key in it. */
export function thumbprintOf(value: string): string | undefined {
  const parsed = parse(value);
  if (parsed === undefined) return undefined;
  if ("kty" in parsed) return thumbprint(parsed);
  return "jwk" in parsed ? thumbprint(parsed.jwk) : parsed.kid;
}

/** SHA-256 thumbprint of a key: of its required members only, in alphabetical order (RFC 7638, section 3). */
function thumbprint(jwk: PublicJwk): string {
  return createHash("sha256")
    .update(JSON.stringify(requiredMembers(jwk)))
    .digest("base64url");
}

function requiredMembers(jwk: PublicJwk): Readonly<Record<string, string>> {
  if (jwk.kty === "RSA") return { e: jwk.e, kty: jwk.kty, n: jwk.n };
  const { crv, kty, x } = jwk;
  return jwk.kty === "EC" ? { crv, kty, x, y: jwk.y } : { crv, kty, x };
}

function parse(value: string): z.infer<typeof confirmation> | undefined {
  const json = Buffer.from(value, "base64url").toString("utf8");
  const decoded = parseJson(json);
  // JSON.parse keeps the last of several members with one name, so that the text could hold more than the object.
  if (JSON.stringify(decoded) !== json.replace(/\s/g, "")) return undefined;
  return confirmation.safeParse(decoded).data;
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
