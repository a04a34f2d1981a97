import { endOfDay } from "../../plan/expiry";
import { DATABASE_PASSWORD_SECRET } from "../../plan/secrets";
import type { Fault } from "../fault";
import type { SidecarConfig } from "../schema";
import { check, checkMembers, duplicateIndexes, faultIf } from "./check";

interface SecretNames {
  /** Names in `hardened-aks:secrets`. */
  readonly configured: readonly string[];
  /** Configured names, and names in `keyVault.generatedSecrets`. */
  readonly all: readonly string[];
}

const IN_VAULT = "a name in keyVault.generatedSecrets or hardened-aks:secrets";

function credentialSecret({ credential }: SidecarConfig, path: string, { configured }: SecretNames): readonly Fault[] {
  if (credential.type === "clientSecret")
    return faultIf(!configured.includes(credential.secret), `${path}.credential.secret`, undefined, "a name in hardened-aks:secrets");
  if (credential.type !== "certificateFile") return [];
  const missing = !configured.includes(credential.certificate);
  return faultIf(
    missing,
    `${path}.credential.certificate`,
    undefined,
    "a name in hardened-aks:secrets whose value is the PFX file in base64",
  );
}

function sidecarSecrets(sidecar: SidecarConfig, path: string, names: SecretNames): readonly Fault[] {
  const optional = (["distributedCacheSecret", "applicationInsightsSecret"] as const).flatMap((key) => {
    const name = sidecar[key];
    return faultIf(name !== undefined && !names.all.includes(name), `${path}.${key}`, undefined, IN_VAULT);
  });
  return [...credentialSecret(sidecar, path, names), ...optional];
}

const existingSecrets = checkMembers(["workloads", "keyVault"], ({ workloads, keyVault }, { secretNames }) => {
  const names: SecretNames = { configured: secretNames, all: [...Object.keys(keyVault.generatedSecrets), ...secretNames] };
  return Object.entries(workloads).flatMap(([name, { uses, sidecar }]) => [
    ...uses.keyVault.flatMap((secret, index) =>
      faultIf(!names.all.includes(secret), `workloads.${name}.uses.keyVault[${index}]`, undefined, IN_VAULT),
    ),
    ...(sidecar === undefined ? [] : sidecarSecrets(sidecar, `workloads.${name}.sidecar`, names)),
  ]);
});

const knownSecrets = check(["keyVault"], ({ keyVault }, { secretNames }) =>
  Object.entries(keyVault.configuredSecrets).flatMap(([name, { expires }]) => {
    const path = `keyVault.configuredSecrets.${name}`;
    return [
      ...faultIf(!secretNames.includes(name), path, undefined, "the name of a value in hardened-aks:secrets"),
      ...faultIf(expires !== undefined && Number.isNaN(endOfDay(expires)), `${path}.expires`, undefined, "a date that exists"),
    ];
  }),
);

/** Key Vault names are case-insensitive: the second of two would become a version of the first. */
const uniqueNames = check(["keyVault"], ({ keyVault }, { secretNames }) => {
  const generated = Object.keys(keyVault.generatedSecrets);
  const lower = (names: readonly string[]) => names.map((name) => name.toLowerCase());
  const duplicates = (key: string, names: readonly string[]) =>
    duplicateIndexes(lower(names)).map(
      (index): Fault => ({ path: `${key}.${names[index]}`, allowed: "a name that differs from earlier ones in more than case" }),
    );
  return [
    ...duplicates("keyVault.generatedSecrets", generated),
    ...duplicates("secrets", secretNames),
    ...generated.flatMap((name) =>
      faultIf(
        lower(secretNames).includes(name.toLowerCase()),
        `keyVault.generatedSecrets.${name}`,
        undefined,
        "a name that is not in hardened-aks:secrets; Key Vault names are case-insensitive",
      ),
    ),
  ];
});

/** Key Vault stores a certificate's private key as a secret of the same name (Key Vault: composition of a certificate). */
const certificateNames = checkMembers(["workloads", "keyVault"], ({ workloads, keyVault }, { secretNames }) => {
  const names = [...Object.keys(keyVault.generatedSecrets), ...secretNames].map((name) => name.toLowerCase());
  return Object.entries(workloads).flatMap(([name, { sidecar }]) =>
    faultIf(
      sidecar?.credential.type === "keyVaultCertificate" && names.includes(sidecar.credential.certificate.toLowerCase()),
      `workloads.${name}.sidecar.credential.certificate`,
      undefined,
      "a name that no secret has: Key Vault stores the certificate's key as a secret of that name, and names are case-insensitive",
    ),
  );
});

const databasePassword = check(["keyVault", "postgres"], ({ keyVault, postgres }, { secretNames }) => {
  if (postgres.authentication.type !== "password") return [];
  const paths = [
    ...Object.keys(keyVault.generatedSecrets).map((name) => ({ name, path: `keyVault.generatedSecrets.${name}` })),
    ...secretNames.map((name) => ({ name, path: `secrets.${name}` })),
  ];
  return paths.flatMap(({ name, path }) =>
    faultIf(
      name.toLowerCase() === DATABASE_PASSWORD_SECRET,
      path,
      undefined,
      "another name: the platform stores the database's password under this one",
    ),
  );
});

export const vaultSecretChecks = [knownSecrets, existingSecrets, uniqueNames, certificateNames, databasePassword];
