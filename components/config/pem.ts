import { createPrivateKey, createPublicKey, type KeyObject, X509Certificate } from "node:crypto";
import { isSecretPlaceholder } from "./secretPlaceholder";

/** Which values are certificates or private keys in PEM form. */
export interface PemNames {
  /** Names of the values that are one or more certificates, and no private key. */
  readonly certificates: readonly string[];
  /** Names of the values that are a private key without a passphrase. */
  readonly privateKeys: readonly string[];
  /** Names of a certificate, the first of its value, and of the private key that belongs to it. */
  readonly keyPairs: readonly (readonly [certificate: string, privateKey: string])[];
}

export const NO_PEM: PemNames = { certificates: [], privateKeys: [], keyPairs: [] };

/** Finds certificates, private keys and what belongs together. It returns names only. A placeholder may be any of them. */
export function findPem(values: Readonly<Record<string, unknown>>): PemNames {
  const certificates = read(values, certificateKey);
  const privateKeys = read(values, (text) => createPublicKey(createPrivateKey(text)));
  return {
    certificates: certificates.map(([name]) => name),
    privateKeys: privateKeys.map(([name]) => name),
    keyPairs: certificates.flatMap(([certificate, one]) =>
      privateKeys.flatMap(([name, other]) => (isSame(one, other) ? [[certificate, name] as const] : [])),
    ),
  };
}

/** The public key of a certificate or of a private key; of a placeholder it is not known. */
type PublicKey = KeyObject | "unknown";

const isSame = (one: PublicKey, other: PublicKey): boolean => one === "unknown" || other === "unknown" || one.equals(other);

function read(values: Readonly<Record<string, unknown>>, publicKeyOf: (text: string) => KeyObject | undefined) {
  return Object.entries(values).flatMap(([name, value]): readonly (readonly [string, PublicKey])[] => {
    if (isSecretPlaceholder(value)) return [[name, "unknown"]];
    const key = typeof value === "string" && value.includes("-----BEGIN ") ? valid(() => publicKeyOf(value)) : undefined;
    return key === undefined ? [] : [[name, key]];
  });
}

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;

/** Public key of the first certificate. Text around the certificates is no fault, except another block. */
function certificateKey(text: string): KeyObject | undefined {
  if (text.replace(CERTIFICATE, "").includes("-----BEGIN ")) return undefined;
  const [first] = (text.match(CERTIFICATE) ?? []).map((block) => new X509Certificate(block));
  return first?.publicKey;
}

/** What a function returns, or undefined if Node.js cannot read the value. Its message could contain a part of it. */
function valid<T>(parse: () => T): T | undefined {
  try {
    return parse();
  } catch {
    return undefined;
  }
}
