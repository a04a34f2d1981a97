import { z } from "zod";

/** Members of a JWK that hold private or symmetric key material (RFC 7518, sections 6.2.2, 6.3.2 and 6.4). */
const PRIVATE_MEMBERS = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"] as const;

const text = z.string().min(1);
const isPublic = (key: object): boolean => PRIVATE_MEMBERS.every((member) => !Object.hasOwn(key, member));

/** Public JWK: RSA or elliptic curve (RFC 7517). */
const publicJwk = z
  .discriminatedUnion("kty", [
    z.looseObject({ kty: z.literal("RSA"), n: text, e: text }),
    z.looseObject({ kty: z.literal("EC"), crv: text, x: text, y: text }),
    z.looseObject({ kty: z.literal("OKP"), crv: text, x: text }),
  ])
  .refine(isPublic);

/** What confirms possession of the key in a token request: the key's thumbprint, or the key itself (RFC 7800, sections 3.2 and 3.4). */
const confirmation = z.union([
  publicJwk,
  z.looseObject({ jwk: publicJwk }).refine(isPublic),
  z.looseObject({ kid: text }).refine(isPublic),
]);

/** Returns whether a value is the base64url form of a public JWK or of its thumbprint. Private members are refused at each level. */
export function isPublicKeyConfirmation(value: string): boolean {
  const decoded = decodeJson(value);
  if (typeof decoded === "object" && decoded !== null && "jwk" in decoded && !publicJwk.safeParse(decoded.jwk).success) return false;
  return confirmation.safeParse(decoded).success;
}

function decodeJson(value: string): unknown {
  try {
    return JSON.parse(Buffer.from(value, "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
}
