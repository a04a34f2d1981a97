import { ALLOWED_AUTHORITIES } from "../facts/entra";
import { SERVICE_ACCOUNT, USER_ASSIGNED_IDENTITY } from "../facts/tokens";
import { namesOption, POD_TYPES } from "../reading/pods";
import type { Rule } from "../rule";
import { ALLOWED_INSTANCES, checkInstance } from "./authority";
import { checkCertificateVolume } from "./certificateVolume";
import { checkNoClientSecret, checkSecretsByReference } from "./credentials";
import { onSidecars } from "./detect";
import { checkSameClientId, checkWorkloadIdentity } from "./identity";
import { checkKeyVaultCertificate } from "./keyVaultCertificate";
import { SECURITY, WORKLOAD_IDENTITY } from "./pages";

/** Controls for the credential with which the sidecar signs in, and where. */
export const rules: readonly Rule[] = [
  {
    id: "SC-09",
    name: "sidecar-workload-identity-label",
    title: 'Pod template has azure.workload.identity/use: "true"',
    why: "Without an exchange token the sidecar cannot sign in, or falls back to the identity of the node.",
    fix: 'Set the label azure.workload.identity/use to "true", or project a token for api://AzureADTokenExchange into the sidecar.',
    severity: "high",
    enforcement: "mandatory",
    url: WORKLOAD_IDENTITY,
    types: POD_TYPES,
    remedy: { "azure.workload.identity/use": "true" },
    check: onSidecars(checkWorkloadIdentity),
  },
  {
    id: "SC-10",
    name: "sidecar-service-account-client-id",
    title: "The pod's ServiceAccount carries azure.workload.identity/client-id and it equals AzureAd__ClientId",
    why: "With another id the sidecar's token is exchanged for one of an unintended identity.",
    fix: "Set the ServiceAccount's annotation to the id in AzureAd__ClientId.",
    severity: "high",
    enforcement: "mandatory",
    url: WORKLOAD_IDENTITY,
    reads: [SERVICE_ACCOUNT, USER_ASSIGNED_IDENTITY, ...POD_TYPES],
    perCluster: true,
    checkStack: checkSameClientId,
  },
  {
    id: "SC-11",
    name: "sidecar-no-client-secret",
    title: "ClientCredentials are not ClientSecret in production",
    why: "Anyone who copies a client secret can use it from anywhere, for months.",
    fix: "Set SourceType to SignedAssertionFilePath (workload identity) or KeyVault (certificate).",
    severity: "high",
    enforcement: "mandatory",
    nonProduction: "advisory",
    url: SECURITY,
    types: POD_TYPES,
    check: onSidecars(checkNoClientSecret),
  },
  {
    id: "SC-12",
    name: "sidecar-secret-from-ref",
    title: "Client secret, certificate password, Redis connection, App Insights string come from secretKeyRef or files",
    why: "Everyone who can read pods can read a value in the pod's spec, and the stack's state contains it.",
    fix: "Store the value in a Secret and reference it in valueFrom.secretKeyRef.",
    severity: "critical",
    enforcement: "mandatory",
    url: SECURITY,
    types: POD_TYPES,
    check: onSidecars(checkSecretsByReference),
  },
  {
    id: "SC-13",
    name: "sidecar-keyvault-certificate",
    title: "Certificate credentials come from Key Vault; KeyVaultUrl is https *.vault.azure.net",
    why: "A certificate in the pod or the image is copied by hand, not renewed, and its private key is wherever the copy is.",
    fix: "Set SourceType to KeyVault with KeyVaultUrl and KeyVaultCertificateName, or mount the file with the Secrets Store driver.",
    severity: "medium",
    enforcement: "advisory",
    url: SECURITY,
    types: POD_TYPES,
    check: onSidecars(checkKeyVaultCertificate),
  },
  {
    id: "SC-14",
    name: "sidecar-certificate-volume",
    title: "A certificate Secret volume is 0400 and mounted readOnly",
    why: "With the default mode 0644 every process of the container can read the private key with which the workload signs in.",
    fix: "Set the volume's defaultMode to 256 (0400), the pod's fsGroup, and readOnly on the mount.",
    severity: "medium",
    enforcement: "mandatory",
    url: SECURITY,
    types: POD_TYPES,
    check: onSidecars(checkCertificateVolume),
  },
  {
    id: "SC-19",
    name: "sidecar-instance",
    title: "AzureAd__Instance is an allowed https authority",
    why: "The sidecar trusts the tokens of its authority and sends its credential there.",
    fix: "Set AzureAd__Instance to https://login.microsoftonline.com/ or the authority of your sovereign cloud.",
    severity: "medium",
    enforcement: "mandatory",
    url: "https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud",
    types: POD_TYPES,
    options: {
      [ALLOWED_INSTANCES]: namesOption("Allowed authorities; *.domain allows any host below a domain.", ...ALLOWED_AUTHORITIES),
    },
    check: onSidecars(checkInstance),
  },
];
