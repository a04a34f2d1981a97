import { DATABASE_PASSWORD_SECRET } from "../../plan/secrets";
import type { Fault } from "../fault";
import type { SidecarConfig } from "../schema";
import { check, checkMembers, faultIf, repeated } from "./check";

interface Known {
  /** Names in `hardened-aks:secrets`. */
  readonly given: readonly string[];
  /** Those, and the names the program generates values for. */
  readonly all: readonly string[];
}

const IN_VAULT = "a name in keyVault.generatedSecrets or hardened-aks:secrets";

function credentialSecret({ credential }: SidecarConfig, path: string, { given }: Known): readonly Fault[] {
  if (credential.type === "clientSecret")
    return faultIf(!given.includes(credential.secret), `${path}.credential.secret`, undefined, "a name in hardened-aks:secrets");
  if (credential.type !== "certificateFile") return [];
  const missing = !given.includes(credential.certificate);
  return faultIf(missing, `${path}.credential.certificate`, undefined, "a name in hardened-aks:secrets that holds the PFX, base64");
}

function sidecarSecrets(sidecar: SidecarConfig, path: string, known: Known): readonly Fault[] {
  const named = (["distributedCacheSecret", "applicationInsightsSecret"] as const).flatMap((key) => {
    const name = sidecar[key];
    return faultIf(name !== undefined && !known.all.includes(name), `${path}.${key}`, undefined, IN_VAULT);
  });
  return [...credentialSecret(sidecar, path, known), ...named];
}

const exist = checkMembers(["workloads", "keyVault"], ({ workloads, keyVault }, { secretNames }) => {
  const known: Known = { given: secretNames, all: [...Object.keys(keyVault.generatedSecrets), ...secretNames] };
  return Object.entries(workloads).flatMap(([name, { uses, sidecar }]) => [
    ...uses.keyVault.flatMap((secret, index) =>
      faultIf(!known.all.includes(secret), `workloads.${name}.uses.keyVault[${index}]`, undefined, IN_VAULT),
    ),
    ...(sidecar === undefined ? [] : sidecarSecrets(sidecar, `workloads.${name}.sidecar`, known)),
  ]);
});

/** Key Vault ignores the case of names: the second of two would be another version of the first. */
const once = check(["keyVault"], ({ keyVault }, { secretNames }) => {
  const generated = Object.keys(keyVault.generatedSecrets);
  const lower = (names: readonly string[]) => names.map((name) => name.toLowerCase());
  const twice = (key: string, names: readonly string[]) =>
    repeated(lower(names)).map((index): Fault => ({ path: `${key}.${names[index]}`, allowed: "a name that differs by more than case" }));
  return [
    ...twice("keyVault.generatedSecrets", generated),
    ...twice("secrets", secretNames),
    ...generated.flatMap((name) =>
      faultIf(
        lower(secretNames).includes(name.toLowerCase()),
        `keyVault.generatedSecrets.${name}`,
        undefined,
        "a name that hardened-aks:secrets does not hold; Key Vault ignores case",
      ),
    ),
  ];
});

/** A certificate's key stands under its name among the secrets (Key Vault: composition of a certificate). */
const certificatesApart = checkMembers(["workloads", "keyVault"], ({ workloads, keyVault }, { secretNames }) => {
  const names = [...Object.keys(keyVault.generatedSecrets), ...secretNames].map((name) => name.toLowerCase());
  return Object.entries(workloads).flatMap(([name, { sidecar }]) =>
    faultIf(
      sidecar?.credential.type === "keyVaultCertificate" && names.includes(sidecar.credential.certificate.toLowerCase()),
      `workloads.${name}.sidecar.credential.certificate`,
      undefined,
      "a name that no secret has: the vault keeps the certificate's key among the secrets, and ignores case",
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
      "another name: the platform stores the database's password there",
    ),
  );
});

export const vaultSecretChecks = [exist, once, certificatesApart, databasePassword];
