import { ROTATION_DAYS } from "../facts/limits";
import { MANAGED_CLUSTER, SECRET_PROVIDER_CLASS, VAULT, VAULT_KEY, VAULT_SECRET } from "../facts/tokens";
import { armIs } from "../reading/arm";
import { isSet, property } from "../reading/expect";
import { namesOption, POD_TYPES } from "../reading/pods";
import type { Rule } from "../rule";
import { checkDedicatedVault } from "./dedicated";
import { checkSecretExpiry } from "./expiry";
import { checkKeyRotation } from "./keyRotation";
import { checkKeyStrength } from "./keyStrength";

/** Secrets and keys, and who uses them. */
export const rules: readonly Rule[] = [
  {
    id: "KV-10",
    name: "keyvault-secret-expiry",
    title: `Secrets expire within ${ROTATION_DAYS.secret} days`,
    why: "A secret without an end is never replaced, so a leaked one is valid for as long as the system exists.",
    fix: "Set properties.attributes.expires to the day of the next rotation, in seconds since 1970.",
    severity: "medium",
    enforcement: "advisory",
    url: "https://learn.microsoft.com/azure/key-vault/secrets/secrets-best-practices",
    frameworks: { "MCSB v1": ["DP-6"] },
    options: {
      maxDays: { type: "integer", description: "Longest validity of a secret in days.", default: ROTATION_DAYS.secret },
    },
    types: [VAULT_SECRET],
    check: checkSecretExpiry,
  },
  {
    id: "KV-11",
    name: "keyvault-key-rotation",
    title: "Keys have expiry and a rotation policy",
    why: "A key that is never replaced protects ever more data, and all of it is readable once that one key leaks.",
    fix: "Set properties.rotationPolicy with an action of type rotate and attributes.expiryTime.",
    severity: "medium",
    enforcement: "advisory",
    url: "https://learn.microsoft.com/azure/key-vault/keys/how-to-configure-key-rotation",
    frameworks: { "MCSB v1": ["DP-6"] },
    reads: [VAULT_KEY, MANAGED_CLUSTER],
    checkStack: checkKeyRotation,
  },
  {
    id: "KV-12",
    name: "keyvault-content-type",
    title: "Secrets carry a contentType",
    why: "Without one nobody knows what a secret is for: who may rotate it, and what breaks.",
    fix: "Set properties.contentType, such as text/plain or application/x-pkcs12.",
    severity: "low",
    enforcement: "advisory",
    url: "https://learn.microsoft.com/azure/key-vault/secrets/about-secrets",
    types: [VAULT_SECRET],
    check: property("properties.contentType", isSet),
  },
  {
    id: "KV-14",
    name: "keyvault-dedicated-per-stamp",
    title: "A stack that runs workloads owns its own vault, used only by that environment",
    why: "A vault that several environments share gives the weakest of them the secrets of the others.",
    fix: "Let the workload use a vault of this stack, or list the other vault in allowedVaults.",
    severity: "medium",
    enforcement: "advisory",
    url: "https://learn.microsoft.com/azure/key-vault/general/best-practices",
    options: {
      allowedVaults: namesOption(
        "Names of vaults of other stacks that workloads may use. A stack without vaults is evaluated only if this lists any.",
      ),
    },
    reads: [VAULT, SECRET_PROVIDER_CLASS, ...POD_TYPES],
    checkStack: checkDedicatedVault,
  },
  {
    id: "KV-15",
    name: "keyvault-hsm",
    title: "Production keys are HSM backed",
    why: "A software key is processed in the memory of Azure's servers; some standards require that it never leaves a hardware module.",
    fix: "Set properties.kty to RSA-HSM or EC-HSM in a vault whose sku.name is premium.",
    severity: "low",
    enforcement: "disabled",
    url: "https://learn.microsoft.com/azure/key-vault/keys/about-keys",
    types: [VAULT_KEY],
    check: property("properties.kty", armIs("RSA-HSM", "EC-HSM")),
  },
  {
    id: "KV-16",
    name: "keyvault-key-strength",
    title: "Keys use allowed types, sizes and curves",
    why: "A short key, or a curve that standards do not approve, may be broken while its data still has to be secret.",
    fix: "Set properties.kty, keySize and curveName to allowed values; a key's type cannot be changed, so create another.",
    severity: "low",
    enforcement: "advisory",
    url: "https://learn.microsoft.com/azure/key-vault/keys/about-keys-details",
    options: {
      allowedTypes: namesOption("Key types (kty).", "RSA", "RSA-HSM", "EC", "EC-HSM"),
      minimumRsaBits: { type: "integer", description: "Shortest RSA key in bits.", default: 2048 },
      allowedCurves: namesOption("Curves of elliptic keys: those that NIST approves.", "P-256", "P-384", "P-521"),
    },
    types: [VAULT_KEY],
    check: checkKeyStrength,
  },
];
