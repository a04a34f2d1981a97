import { CLUSTER_SECRET_STORE, EXTERNAL_SECRET, SECRET, SECRET_PROVIDER_CLASS, SECRET_STORE } from "../facts/tokens";
import { excludedNamespacesOption, namesOption, POD_TYPES } from "../reading/pods";
import type { Rule } from "../rule";
import { checkLiteralSecret, SECRET_NAMES } from "./literalSecret";
import { checkProviderClass, PROVIDERS } from "./providerClass";
import { checkExternalSecret, LONGEST_MINUTES } from "./refresh";
import { checkRotation } from "./rotation";

/** How secrets reach pods: from Key Vault, by the CSI driver or External Secrets, and renewed. */
export const rules: readonly Rule[] = [
  {
    id: "SEC-02",
    name: "prefer-external-secrets",
    title: "Production secrets come from Key Vault (CSI or External Secrets), not literal Secret objects",
    why: "A literal Secret is a copy of the credential in the stack's state, without the vault's audit log, expiry and rotation.",
    fix: "Store the value in Key Vault and mount it with a SecretProviderClass, or copy it with an ExternalSecret.",
    severity: "medium",
    enforcement: "advisory",
    nonProduction: "disabled",
    url: "https://learn.microsoft.com/azure/aks/csi-secrets-store-driver",
    options: {
      ...excludedNamespacesOption,
      [SECRET_NAMES]: namesOption("Secrets, as namespace/name, that may be literal: their consumer can read nothing else."),
    },
    types: [SECRET],
    check: checkLiteralSecret,
  },
  {
    id: "SEC-03",
    name: "secret-provider-class",
    title: "SecretProviderClass uses workload identity (clientID), provider azure",
    why: "Every pod of a node can use the node's identity, and pod identity is deprecated: both give one workload's secrets to others.",
    fix: 'Set parameters.clientID and tenantId, usePodIdentity and useVMManagedIdentity to "false", and federate the identity.',
    severity: "high",
    enforcement: "mandatory",
    url: "https://learn.microsoft.com/azure/aks/csi-secrets-store-identity-access",
    options: { [PROVIDERS]: namesOption("Providers of a SecretProviderClass that are allowed; only azure is evaluated further.", "azure") },
    types: [SECRET_PROVIDER_CLASS],
    check: checkProviderClass,
  },
  {
    id: "SEC-04",
    name: "external-secret-refresh",
    title: "ExternalSecret refreshInterval is 1h or less and never 0; store uses workload identity",
    why: "Until the next refresh pods keep a secret that was replaced or revoked, and a store with a client secret has to keep that secret.",
    fix: "Set spec.refreshInterval to 1h or less, and the store's provider.azurekv.authType to WorkloadIdentity.",
    severity: "low",
    enforcement: "advisory",
    url: "https://github.com/external-secrets/external-secrets/blob/main/docs/api/externalsecret.md",
    options: { [LONGEST_MINUTES]: { type: "integer", description: "Longest refresh interval in minutes.", default: 60 } },
    types: [EXTERNAL_SECRET, SECRET_STORE, CLUSTER_SECRET_STORE],
    check: checkExternalSecret,
  },
  {
    id: "SEC-05",
    name: "secret-rotation-automated",
    title: "Each consumed secret has a rotation path (CSI rotation, refreshInterval or expiry)",
    why: "A secret that nothing renews is replaced by hand, late, or after it expired; a mount with subPath never shows the new value.",
    fix: "Let cert-manager, External Secrets or the CSI driver write it, and mount the volume as a directory.",
    severity: "low",
    enforcement: "advisory",
    url: "https://kubernetes.io/docs/concepts/configuration/secret/#using-secrets-as-files-from-a-pod",
    options: excludedNamespacesOption,
    reads: [SECRET, ...POD_TYPES],
    checkStack: checkRotation,
  },
];
