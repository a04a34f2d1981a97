import { generateKeyPairSync, sign } from "node:crypto";

/** A certificate and its private key in PEM form. */
export interface CertificatePair {
  readonly certificate: string;
  readonly key: string;
}

/** Creates a self-signed certificate with a new Ed25519 key. */
export function selfSigned(): CertificatePair {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const algorithm = der(0x30, Buffer.from("06032b6570", "hex"));
  // An empty name is valid (RFC 5280, 4.1.2.6); 2026 to 2036.
  const name = der(0x30);
  const validity = der(0x30, ...["260101000000Z", "360101000000Z"].map((time) => der(0x17, Buffer.from(time))));
  const spki = publicKey.export({ type: "spki", format: "der" });
  const signed = der(0x30, der(0x02, Buffer.from([1])), algorithm, name, validity, name, spki);
  const signature = der(0x03, Buffer.from([0]), sign(null, signed, privateKey));
  const body = der(0x30, signed, algorithm, signature).toString("base64");
  return {
    certificate: `-----BEGIN CERTIFICATE-----\n${body.replace(/(.{64})/g, "$1\n")}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
}

/** Files of the mesh's authority, by name of the secret, as `serviceMesh.authority: vault` requires them. */
export function meshFiles(...regions: readonly string[]): Readonly<Record<string, string>> {
  const root = selfSigned().certificate;
  const own = regions.flatMap((region) => {
    const { certificate, key } = selfSigned();
    return Object.entries({
      [`mesh-certificate-${region}`]: certificate,
      [`mesh-key-${region}`]: key,
      [`mesh-chain-${region}`]: certificate + root,
    });
  });
  return { "mesh-root-certificate": root, ...Object.fromEntries(own) };
}

/** A value in DER: tag, length of at most two bytes, contents. */
function der(tag: number, ...contents: readonly Buffer[]): Buffer {
  const body = Buffer.concat(contents);
  const { length } = body;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), body]);
}
