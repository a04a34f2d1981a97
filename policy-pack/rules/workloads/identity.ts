import { CLUSTER_ROLE_BINDING, ROLE_BINDING, SERVICE_ACCOUNT } from "../facts/tokens";
import { excludedNamespacesOption, onPods, POD_TYPES } from "../reading/pods";
import type { Rule } from "../rule";
import { checkServiceAccount } from "./accounts";
import { checkReferences, REFERENCE_TYPES, referencesOptions } from "./references";
import { checkSecretLiterals } from "./secretLiterals";
import { checkSecretsAsFiles } from "./secretVariables";
import { checkTokenMounts, tokenMountsOptions } from "./tokenMounts";

const ACCOUNTS = "https://kubernetes.io/docs/concepts/security/service-accounts/";
const SECRETS = "https://kubernetes.io/docs/concepts/configuration/secret/";

/** Service accounts of pods, their tokens, and how secrets reach containers. */
export const identityRules: readonly Rule[] = [
  {
    id: "POD-10",
    name: "pod-no-token-automount",
    title: "Service account token is not mounted unless the workload calls the API server",
    why: "Whoever takes over a container can use the token that is mounted in it to call the API server.",
    fix: "Set automountServiceAccountToken to false; Azure workload identity does not need it. If another stack grants permissions, list the account in apiClients.",
    severity: "medium",
    enforcement: "advisory",
    frameworks: {
      "MCSB v1": ["PV-2"],
      NSA: ["C-0034"],
      "cis-aks-t1.2.0": ["4.1.6"],
      "cis-aks-t1.8.0": ["4.1.6"],
      "cis-v1.10.0": ["5.1.6"],
      "cis-v1.12.0": ["5.1.6"],
    },
    url: "https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#opt-out-of-api-credential-automounting",
    reads: [...POD_TYPES, SERVICE_ACCOUNT, ROLE_BINDING, CLUSTER_ROLE_BINDING],
    perCluster: true,
    options: { ...excludedNamespacesOption, ...tokenMountsOptions },
    checkStack: checkTokenMounts,
  },
  {
    id: "POD-11",
    name: "pod-dedicated-service-account",
    title: "serviceAccountName is set and not default",
    why: "Every pod of a namespace that names no account has the same identity and its permissions, in the cluster and in Azure.",
    fix: "Create a ServiceAccount for the workload and set serviceAccountName to its name.",
    severity: "high",
    enforcement: "mandatory",
    url: `${ACCOUNTS}#assign-to-pod`,
    types: POD_TYPES,
    options: excludedNamespacesOption,
    check: onPods(checkServiceAccount),
  },
  {
    id: "POD-12",
    name: "pod-no-secret-literals",
    title: "No literal secrets in env, args or annotations",
    why: "Everyone who can read pods or the stack's state can read what a pod's spec contains.",
    fix: "Store the value in Azure Key Vault or a Secret and mount it, or reference it in valueFrom.secretKeyRef; replace one that was deployed.",
    severity: "critical",
    enforcement: "mandatory",
    frameworks: { NSA: ["C-0012"] },
    url: "https://kubernetes.io/docs/concepts/security/secrets-good-practices/",
    coveredBy: ["SC-21"],
    types: POD_TYPES,
    options: excludedNamespacesOption,
    check: onPods(checkSecretLiterals),
  },
  {
    id: "POD-13",
    name: "pod-secrets-as-files",
    title: "Prefer mounted files to secretKeyRef env",
    why: "Programs print their environment in errors and pass it to every process they start, and a changed Secret does not reach it.",
    fix: "Mount the Secret as a volume, or use the Secrets Store CSI driver, and let the program read the file.",
    severity: "low",
    enforcement: "advisory",
    frameworks: { "cis-aks-t1.2.0": ["4.5.1"], "cis-aks-t1.8.0": ["4.5.1"], "cis-v1.10.0": ["5.4.1"], "cis-v1.12.0": ["5.4.1"] },
    url: `${SECRETS}#using-secrets-as-files-from-a-pod`,
    types: POD_TYPES,
    options: excludedNamespacesOption,
    check: onPods(checkSecretsAsFiles),
  },
  {
    id: "POD-29",
    name: "pod-references-exist",
    title: "Referenced Secrets, ConfigMaps, ServiceAccounts exist in the stack (or are declared external)",
    why: "A pod that names an object that does not exist is not created, or waits for it without end.",
    fix: "Correct the name, add the object, or list it in declaredElsewhere.",
    severity: "low",
    enforcement: "advisory",
    url: `${SECRETS}#restriction-secret-must-exist`,
    reads: [...POD_TYPES, ...REFERENCE_TYPES],
    perCluster: true,
    options: { ...excludedNamespacesOption, ...referencesOptions },
    checkStack: checkReferences,
  },
];
