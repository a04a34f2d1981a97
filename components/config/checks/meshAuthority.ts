import { isMeshSecret, meshSecretNames, meshSecrets } from "../../plan/mesh";
import { certificateOf, secretsOf } from "../../plan/secrets";
import type { PemNames } from "../pem";
import { check, faultIf } from "./check";

/** With mode off the gateway is in the mesh, and the authority remains what it was when the mesh was created. */
const authority = check(["serviceMesh", "ingress", "stamps"], ({ serviceMesh, ingress: { controller }, stamps }, { secretNames }) => [
  ...faultIf(
    serviceMesh.authority === "vault" && controller !== "istio",
    "serviceMesh.authority",
    serviceMesh.authority,
    `istio with ingress.controller ${controller}: the cluster has a mesh with controller istio only`,
  ),
  ...meshSecretNames({ serviceMesh, stamps }).flatMap((name) =>
    faultIf(
      !secretNames.includes(name),
      `secrets.${name}`,
      undefined,
      "a value in PEM form: serviceMesh.authority vault signs with it (pulumi config set --secret --path)",
    ),
  ),
]);

/** Without readable files, or with a key of another certificate, the control plane of the mesh does not start. */
const files = check(["serviceMesh", "stamps"], ({ serviceMesh, stamps }, { secretNames, pem }) => {
  if (serviceMesh.authority !== "vault") return [];
  const pairs = stamps.map(({ region }) => meshSecrets(region));
  const certificates = new Set(
    pairs.flatMap(({ rootCertificate, certificate, certificateChain }) => [rootCertificate, certificate, certificateChain]),
  );
  return [
    ...[...certificates].flatMap((name) =>
      faultIf(
        secretNames.includes(name) && !pem.certificates.includes(name),
        `secrets.${name}`,
        undefined,
        "one or more certificates in PEM form, without a private key",
      ),
    ),
    ...pairs.flatMap(({ certificate, key }) => [
      ...faultIf(
        secretNames.includes(key) && !pem.privateKeys.includes(key),
        `secrets.${key}`,
        undefined,
        "a private key in PEM form, without a passphrase",
      ),
      ...faultIf(
        pem.certificates.includes(certificate) && pem.privateKeys.includes(key) && !isPair(pem, certificate, key),
        `secrets.${key}`,
        undefined,
        `the private key of the first certificate in secrets.${certificate}`,
      ),
    ]),
  ];
});

const isPair = ({ keyPairs }: PemNames, certificate: string, key: string): boolean =>
  keyPairs.some(([first, second]) => first === certificate && second === key);

const AUTHORITY = "the authority of the service mesh";

/** Whatever the authority is: a key that is set for a later one is as confidential. */
const authoritySecrets = check(["workloads", "postgres", "keyVault"], ({ workloads, postgres, keyVault }) => [
  ...Object.entries(workloads).flatMap(([name, workload]) =>
    [...secretsOf(workload, { postgres }), ...[certificateOf(workload)].filter((secret) => secret !== undefined)].flatMap((secret) =>
      faultIf(isMeshSecret(secret), `workloads.${name}`, secret, `secrets that do not belong to ${AUTHORITY}`),
    ),
  ),
  ...Object.keys(keyVault.generatedSecrets).flatMap((name) =>
    faultIf(isMeshSecret(name), `keyVault.generatedSecrets.${name}`, undefined, `another name: this one is reserved for ${AUTHORITY}`),
  ),
]);

export const meshAuthorityChecks = [authority, files, authoritySecrets];
